"""Read the ledger."""

from uuid import UUID

from django.db.models import QuerySet

from handraiser.ledger.models import Event


def timeline(lead_id: UUID) -> QuerySet[Event]:
    """All events of a lead, oldest first."""
    return Event.objects.filter(lead_id=lead_id).order_by("at", "id")


def latest(lead_id: UUID, kind: str) -> Event | None:
    """The newest event of a kind: the decision that holds now."""
    return Event.objects.filter(lead_id=lead_id, kind=kind).order_by("-at", "-id").first()
