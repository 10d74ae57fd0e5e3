"""Numbers, moments and LIKE patterns as they are written in a condition."""

import math
import re
from datetime import UTC, datetime

from handraiser.process.conditions.tree import Constant

LARGEST_INTEGER = 2**63 - 1
# Beyond this a calculation in double precision could overflow, where PostgreSQL raises an error.
LARGEST_IN_CALCULATION = 1e15
SMALLEST_IN_CALCULATION = 1e-12
# A year outside of these is a typing error.
EARLIEST, LATEST = 1900, 2200

MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


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
