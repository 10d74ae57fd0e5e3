"""The OpenAPI description, completed: each operation names the problems that it may answer with."""

from typing import Any

from handraiser.api.events.shape import EventIn, EventList
from handraiser.api.inquiries.shape import InquiryIn, InquiryList
from handraiser.api.problems import KINDS, MEDIA_TYPE

PROBLEM = {
    "title": "Problem",
    "description": "What went wrong, as RFC 9457 has it. `errors` names the fields, where fields are to blame.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
# Bodies that the calls read themselves, row by row, so that ninja does not know of them.
READ_BY_US = (InquiryIn, InquiryList, EventIn, EventList)
ALWAYS = (401, 403, 404, 422, 500, 503)
WITH_BODY = (400, 413, 415)
WITH_CHANGE = (409,)


def with_problems(schema: Any) -> Any:
    """Adds the problem shape, and the problems that each operation may answer with."""
    schema["components"]["schemas"]["Problem"] = PROBLEM
    for shape in READ_BY_US:
        described = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**described.pop("$defs", {}), shape.__name__: described}
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            statuses = [*ALWAYS, *(WITH_BODY if "requestBody" in operation else ())]
            statuses += WITH_CHANGE if method != "get" else ()
            for status in statuses:
                operation["responses"].setdefault(status, _response(status))
            operation["responses"] = dict(
                sorted(operation["responses"].items(), key=lambda item: int(item[0]))
            )
    return schema


def _response(status: int) -> dict[str, Any]:
    titles = " or: ".join(kind.title for kind in KINDS if kind.status == status)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": titles, "content": content}
