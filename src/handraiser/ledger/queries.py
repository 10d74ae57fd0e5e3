"""Read the ledger."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Func, QuerySet, TextField, UUIDField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from handraiser.ledger.models import Event

# The event that takes an act back: its `events` are those that no longer hold. They stay in the ledger.
UNDONE = "lead.act_undone"


class Elements(Func):
    """The elements of a JSON list, each in a row of its own."""

    function = "jsonb_array_elements_text"
    set_returning = True
    output_field = TextField()


def timeline(lead_id: UUID) -> QuerySet[Event]:
    """All events of a lead, oldest first."""
    return Event.objects.filter(lead_id=lead_id).order_by("at", "id")


def holding(lead_id: UUID) -> QuerySet[Event]:
    """The events of a lead that were not undone."""
    events = Event.objects.filter(lead_id=lead_id)
    undone = events.filter(kind=UNDONE).annotate(
        undone=Cast(Elements(KeyTransform("events", "explanation")), UUIDField())
    )
    return events.exclude(id__in=undone.values("undone"))


def latest(lead_id: UUID, kind: str) -> Event | None:
    """The newest event of a kind: the decision that holds now."""
    return holding(lead_id).filter(kind=kind).order_by("-at", "-id").first()


def undone_events(lead_ids: Iterable[UUID | str]) -> frozenset[UUID]:
    """The ids of these leads' events that were undone: acts, and what had followed from them."""
    return undone_by(Event.objects.filter(kind=UNDONE, lead_id__in=list(lead_ids)))


def undone_by(events: Iterable[Event]) -> frozenset[UUID]:
    """The ids of the events that some of these events took back."""
    told = [event.explanation["events"] for event in events if event.kind == UNDONE]
    return frozenset(UUID(event_id) for ids in told for event_id in ids)
