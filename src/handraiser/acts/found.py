"""Find what an act is about, or refuse."""

from uuid import UUID

from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead


class LeadNotFound(Refusal):
    """There is no lead of that id."""


class LeadEnded(Refusal):
    """The pass is over; a new inquiry of the person starts a new one."""


def lead_of(lead_id: UUID) -> Lead:
    """The lead, locked until the act is done. Raises `LeadNotFound`."""
    # Every act begins here, and putting this statement together each time would cost as much as running it.
    for lead in Lead.objects.raw("SELECT * FROM lead_lead WHERE id = %s FOR UPDATE", [lead_id]):
        return lead
    raise LeadNotFound("There is no such lead.")


def open_lead(lead_id: UUID) -> Lead:
    """The lead, if its pass is still open. Raises `LeadNotFound` or `LeadEnded`."""
    lead = lead_of(lead_id)
    if lead.ended_at is not None:
        raise LeadEnded(f"This pass ended as {lead.outcome} on {lead.ended_at:%d %B %Y}.")
    return lead
