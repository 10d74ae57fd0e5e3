"""What an act returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from handraiser.lead.models import Lead
from handraiser.ledger.operations import Event

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """The value for the caller, and what happened, in order: events that are to be recorded in the ledger,
    and others that the room has recorded itself."""

    value: T
    events: Sequence[Event] = ()
    recorded: Sequence[Event] = ()


def event_of(kind: str, lead: Lead, *, by: int | None, at: datetime, told: Mapping[str, object]) -> Event:
    """An event about a lead: who did it (None: the machine), when, and what there is to tell."""
    return Event(
        kind=kind,
        at=at,
        lead_id=lead.id,
        person_id=lead.person_id,
        actor_id=by,
        version_id=lead.version_id,
        explanation=told,
    )
