"""Append to the ledger. Nothing here updates or deletes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from handraiser.kit.identity import new_ids
from handraiser.ledger.models import Event as EventRow


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `actor_id` None means that the machine decided."""

    kind: str
    at: datetime
    lead_id: UUID | None = None
    person_id: UUID | None = None
    inquiry_id: UUID | None = None
    actor_id: int | None = None
    version_id: UUID | None = None
    explanation: Mapping[str, object] = field(default_factory=dict)


def record(events: Iterable[Event], *, at: datetime) -> None:
    """Append events in the given order; `at` is the moment of recording."""
    events = list(events)
    ids = new_ids(len(events))
    EventRow.objects.bulk_create(
        EventRow(
            id=event_id,
            kind=event.kind,
            at=event.at,
            recorded_at=at,
            lead_id=event.lead_id,
            person_id=event.person_id,
            inquiry_id=event.inquiry_id,
            actor_id=event.actor_id,
            version_id=event.version_id,
            explanation=dict(event.explanation),
        )
        for event_id, event in zip(ids, events, strict=True)
    )
