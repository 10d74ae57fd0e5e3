"""The place behind a row, as the opaque text that a caller hands back to get the next page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from handraiser.api.problems import Problem, invalid

LONGEST = 300


def write(*place: object) -> str:
    """The cursor of a place: moments, ids, numbers and nothing, in a fixed order."""
    return urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def read(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The place that a cursor stands for; each part of the kind asked for, or None. Raises Problem."""
    if len(cursor) > LONGEST or not cursor.isascii():
        raise _unknown()
    try:
        parts = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise _unknown()
        return [_read(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise _unknown() from error


def _read(part: Any, kind: type) -> Any:
    if part is None:
        return None
    if kind is datetime:
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError("no offset")
        return moment
    return kind(part)


def _unknown() -> Problem:
    return invalid("after", "This is no cursor of ours; pass the `next` of the page before, or leave it out.")
