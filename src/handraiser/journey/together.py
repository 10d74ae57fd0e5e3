"""Many acts at a time: what they taught about leads waits until the last is done, and is decided once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from handraiser.ledger.operations import Event


@dataclass(slots=True)
class Together:
    """What waits: leads with the moment for which they are to be decided, and the events that end passes."""

    moments: dict[str, datetime] = field(default_factory=dict)
    closed: list[Event] = field(default_factory=list)


_now: ContextVar[Together | None] = ContextVar("together", default=None)


def gathering() -> Together | None:
    """What waits now, or None where every act is decided at once."""
    return _now.get()


@contextmanager
def gathered() -> Iterator[Together]:
    """Acts inside leave what they taught in the value."""
    waiting = Together()
    token = _now.set(waiting)
    try:
        yield waiting
    finally:
        _now.reset(token)
