"""From a body to rows: each is checked by itself, so that a bad one does not fail the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError

from handraiser.api.body import too_deep
from handraiser.api.inquiries.shape import MOST, InquiryIn
from handraiser.api.problems import TOO_LARGE, Fault, Problem, invalid, sentence
from handraiser.api.values import holds_nul

LARGEST_EXTRA = 64 * 1024
DEEPEST_EXTRA = 8

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sent:
    """The entries of a body. `single`: it was one object, so it gets one answer."""

    entries: Sequence[Any]
    single: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One entry after reading: a row of `arrivals.FIELDS` with system and occurred_at, or what is wrong with it."""

    row: Row | None
    faults: tuple[Fault, ...] = ()


def unpack(body: Any, *, member: str) -> Sent:
    """One object, a bare list, or an object whose `member` is a list. Raises Problem."""
    if isinstance(body, dict) and member not in body:
        return Sent([body], single=True)
    entries = body
    if isinstance(body, dict):
        if len(body) > 1:
            other = next(name for name in body if name != member)
            raise invalid(other, f"Only '{member}' stands beside a list.")
        entries = body[member]
    if not isinstance(entries, list):
        raise invalid(member, f"Send one object, a list, or an object whose '{member}' is a list.")
    if not entries:
        raise invalid(member, "The list is empty.")
    if len(entries) > MOST:
        raise Problem(TOO_LARGE, f"A list has {MOST:,} entries at most; this one has {len(entries):,}.")
    return Sent(entries, single=False)


def read(entry: Any, *, at: datetime) -> Read:
    """Check one entry. Nothing is raised: a bad entry is answered, not thrown."""
    if not isinstance(entry, dict):
        return Read(None, (Fault("", "An inquiry is a JSON object."),))
    try:
        inquiry = InquiryIn.model_validate(entry, context={"at": at})
    except ValidationError as error:
        return Read(None, faults_of(error))
    row: Row = {name: getattr(inquiry, name) for name in inquiry.model_fields_set & FIELDS}
    extra = {**(inquiry.model_extra or {}), **(inquiry.extra or {})}
    if not extra and not any(value for name, value in row.items() if name != "occurred_at"):
        return Read(None, (Fault("", "The inquiry says nothing."),))
    row["system"] = inquiry.system
    if extra:
        fault = _fault_of_extra(extra)
        if fault is not None:
            return Read(None, (fault,))
        row["extra"] = orjson.dumps(extra).decode()
    return Read(row)


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """What is wrong, field by field, in sentences."""
    return tuple(
        Fault(".".join(str(part) for part in each["loc"]), sentence(each["msg"]))
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    )


# Two travel in a form of their own.
FIELDS = frozenset(InquiryIn.model_fields) - {"system", "extra"}


def _fault_of_extra(extra: dict[str, Any]) -> Fault | None:
    if too_deep(extra, DEEPEST_EXTRA):
        return Fault("extra", f"Custom fields are nested {DEEPEST_EXTRA} levels deep at most.")
    if holds_nul(extra):
        return Fault("extra", "A custom field holds a NUL character, which no text may.")
    if len(orjson.dumps(extra)) > LARGEST_EXTRA:
        return Fault("extra", f"Custom fields take {LARGEST_EXTRA // 1024} KB at most.")
    return None
