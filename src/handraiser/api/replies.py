"""How answers and bodies are written down, for the wire and for the description."""

from typing import Any

import orjson
from django.http import HttpResponse
from pydantic import BaseModel

from handraiser.capture.stops import TITLES, StopReason

REFERENCE = "#/components/schemas/"


def reply(value: object, *, status: int = 200) -> HttpResponse:
    """The value as JSON. Ids and moments may stand in it as they are."""
    return HttpResponse(orjson.dumps(value), status=status, content_type="application/json")


def reason_told(stop_reason: str | None, detail: str | None) -> str | None:
    """Why an inquiry stopped, in words. What failed inside us is told by its name only; the rest is in the log."""
    if stop_reason is None:
        return None
    reason = StopReason(stop_reason)
    if reason is StopReason.BELOW_MINIMUM and detail:
        return detail
    return TITLES[reason]


def one_or_many(one: type[BaseModel], many: type[BaseModel]) -> dict[str, Any]:
    """The description of a body that is one object, a list of them, or an object with the list."""
    schema = {
        "anyOf": [
            {"$ref": REFERENCE + one.__name__},
            {"$ref": REFERENCE + many.__name__},
            {"type": "array", "minItems": 1, "maxItems": 1_000, "items": {"$ref": REFERENCE + one.__name__}},
        ]
    }
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
