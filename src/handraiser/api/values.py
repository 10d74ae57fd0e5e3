"""Kinds of values that calls bring: text without NUL, moments with an offset, numbers written either way."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo, WithJsonSchema

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(days=1)
MOMENT_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time"})


def read_id(value: object) -> UUID:
    """An id of ours. ValueError if it is none."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value)) if isinstance(value, str) else UUID("")
    except ValueError:
        raise ValueError("It should be an id like 0192d3a4-5b6c-7d8e-9f00-112233445566.") from None


def without_nul(text: str) -> str:
    """The text; ValueError if it holds a NUL."""
    if "\0" in text:
        raise ValueError("The text holds a NUL character, which no text may.")
    return text


def holds_nul(value: object) -> bool:
    """Whether a text anywhere within holds a NUL."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(holds_nul(name) or holds_nul(inner) for name, inner in value.items())
    return isinstance(value, list) and any(holds_nul(inner) for inner in value)


def read_moment(value: object) -> datetime:
    """A moment from RFC 3339 text, in UTC; a date alone is its first moment. ValueError otherwise."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("A moment is a text like 2026-03-01T09:30:00Z.")  # noqa: TRY004 - pydantic tells a ValueError.
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None and _is_date(value):
            moment = moment.replace(tzinfo=UTC)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"'{value[:40]}' is not a moment like 2026-03-01T09:30:00Z.") from None
    raise ValueError("A moment needs an offset from UTC, such as Z or +01:00.")


def read_happened(value: object, info: ValidationInfo) -> datetime:
    """The same for what has happened: not before 2000, and at most a day ahead of the context's `at`."""
    moment = read_moment(value)
    if moment < EARLIEST:
        raise ValueError("A moment lies in 2000 or later.")
    if info.context and moment > info.context["at"] + LATEST_AHEAD:
        raise ValueError("What has happened cannot lie more than a day ahead.")
    return moment


def read_number_text(value: object) -> str:
    """A number, or a text that a person wrote for one, as text."""
    if isinstance(value, str):
        return without_nul(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError("Write a number, or a text.")


def read_id_text(value: object) -> str:
    """An id from another system: a text, or a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return without_nul(value)
    raise ValueError("Write an id as a text or a whole number.")


Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(without_nul)]
# Names are part of keys, whose length the index limits.
Name = Annotated[str, StringConstraints(max_length=250), AfterValidator(without_nul)]
Note = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(without_nul)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(without_nul)]
Moment = Annotated[datetime, BeforeValidator(read_moment), MOMENT_SCHEMA]
Happened = Annotated[datetime, BeforeValidator(read_happened), MOMENT_SCHEMA]
NumberText = Annotated[
    str,
    BeforeValidator(read_number_text),
    StringConstraints(max_length=500),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "maxLength": 500}]}),
]
IdText = Annotated[
    str,
    BeforeValidator(read_id_text),
    StringConstraints(max_length=250),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 250}, {"type": "integer"}]}),
]
Id = Annotated[UUID, BeforeValidator(read_id), WithJsonSchema({"type": "string", "format": "uuid"})]
# The name space of external ids: which system gave them.
System = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
Json = dict[str, Any]


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
