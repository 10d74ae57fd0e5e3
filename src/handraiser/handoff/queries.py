"""Read offers and opportunities."""

from datetime import datetime
from uuid import UUID

from handraiser.handoff.models import Offer, Opportunity


def sleeping(*, at: datetime, limit: int) -> list[UUID]:
    """Leads whose opportunity was on hold until now, locked for this transaction."""
    asleep = Opportunity.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state="on_hold", wake_at__lte=at, lead__ended_at=None
    )
    return [opportunity.lead_id for opportunity in asleep.order_by("wake_at")[:limit]]


def opportunity_of(lead_id: UUID) -> Opportunity | None:
    """The opportunity of a lead, if it has one."""
    return Opportunity.objects.filter(lead_id=lead_id).select_related("owner").first()


def offers_of(lead_id: UUID) -> list[Offer]:
    """All offers of a lead with their answers, oldest first."""
    return list(
        Offer.objects.filter(lead_id=lead_id)
        .select_related("offered_to", "offered_by", "answered_by")
        .order_by("offered_at")
    )
