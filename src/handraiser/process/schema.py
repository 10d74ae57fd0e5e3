"""The JSON Schema of the document, for editors that complete and check while typing."""

from typing import Any

from handraiser.process.explanations import explanation
from handraiser.process.shape import Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(document: type[Shape]) -> dict[str, Any]:
    """The schema of a document type. What a condition may say is beyond JSON Schema; `check` knows."""
    schema = document.model_json_schema(by_alias=True)
    for model, part in {document.__name__: schema, **schema.get("$defs", {})}.items():
        for key, told in part.get("properties", {}).items():
            if explanation(model, key):
                told.setdefault("description", explanation(model, key))
    return {"$schema": DIALECT, **schema}
