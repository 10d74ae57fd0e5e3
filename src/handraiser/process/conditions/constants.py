"""Numbers, moments and LIKE patterns as they are written in a condition."""

import math
import re
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal

from handraiser.process.conditions.tree import Constant

LARGEST_INTEGER = 2**63 - 1
# Beyond this a calculation in double precision could overflow, where PostgreSQL raises an error.
LARGEST_IN_CALCULATION = 1e15
SMALLEST_IN_CALCULATION = 1e-12
LONGEST_PATTERN = 500
MOST_WILDCARDS = 40
# A year outside of these is a typing error.
EARLIEST, LATEST = 1900, 2200

MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)

Part = str | Literal[0, 1]
ANY_RUN: Literal[0] = 0
ANY_ONE: Literal[1] = 1


class ConstantRefused(ValueError):
    """A constant that cannot be read: `wrong` and `meant` for the refusal."""

    def __init__(self, wrong: str, meant: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.meant = meant


def read_number(written: str, *, negative: bool = False) -> Constant:
    """An integer of 64 bits or a finite double."""
    sign = -1 if negative else 1
    if written.isdecimal():
        integer = int(written) if len(written) < 20 else LARGEST_INTEGER + 1
        if integer > LARGEST_INTEGER:
            raise ConstantRefused("This number is too large.", "Write at most nineteen digits.")
        return Constant(sign * integer, "integer")
    number = float(written)
    if not math.isfinite(number):
        raise ConstantRefused("This number is too large.", "Write a smaller one.")
    return Constant(sign * number, "number")


def read_moment(written: str) -> Constant:
    """A date, or a date with a time; without an offset it is UTC. A date alone is its first moment."""
    try:
        moment = datetime.fromisoformat(written) if MOMENT.fullmatch(written) else None
        if moment is not None:
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise ConstantRefused(
            f"'{written[:40]}' is not a date or moment.", "Write it like '2026-01-31' or '2026-01-31 14:30'."
        )
    if not EARLIEST <= moment.year <= LATEST:
        raise ConstantRefused(
            f"The year {moment.year} is out of range.", f"Write a year from {EARLIEST} to {LATEST}."
        )
    return Constant(moment, "moment")


def read_pattern(pattern: str) -> list[Part]:
    """The pattern of LIKE as literal texts, ANY_RUN (%) and ANY_ONE (_)."""
    if len(pattern) > LONGEST_PATTERN:
        raise ConstantRefused("This pattern is too long.", f"Write at most {LONGEST_PATTERN} characters.")
    signs: list[Part] = []
    wildcards: dict[str, Part] = {"%": ANY_RUN, "_": ANY_ONE}
    escaped = False
    for sign in pattern:
        if escaped:
            signs.append(sign)
            escaped = False
        elif sign == "\\":
            escaped = True
        else:
            signs.append(wildcards.get(sign, sign))
    if escaped:
        raise ConstantRefused("The pattern ends in a lone \\.", "Write \\\\ for a backslash.")
    if sum(not isinstance(sign, str) for sign in signs) > MOST_WILDCARDS:
        raise ConstantRefused(
            "The pattern has too many wildcards.", f"Use at most {MOST_WILDCARDS} of % and _."
        )
    return _joined(signs)


def _joined(signs: list[Part]) -> list[Part]:
    parts: list[Part] = []
    for kind, group in groupby(signs, key=lambda sign: "text" if isinstance(sign, str) else sign):
        if kind == "text":
            parts.append("".join(str(sign) for sign in group))
        elif kind == ANY_RUN:
            parts.append(ANY_RUN)
        else:
            parts.extend(ANY_ONE for _ in group)
    return parts
