"""The JSON Schema of the document, for editors that complete and check while typing."""

from typing import Any

from handraiser.process.shape import Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(document: type[Shape]) -> dict[str, Any]:
    """The schema of a document type. What a condition may say is beyond JSON Schema; `check` knows."""
    return {"$schema": DIALECT, **document.model_json_schema(by_alias=True)}
