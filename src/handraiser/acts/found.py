"""Find what an act is about, or refuse."""

from collections.abc import Iterable
from uuid import UUID

from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.process.queries import VersionUnreadable, document_of, live


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


def document_for(lead: Lead) -> Document:
    """The process under which the lead runs; the live one where its own cannot be read any more."""
    try:
        return document_of(lead.version_id, Document)
    except VersionUnreadable:
        return live(Document)[1]


def stage_titles(versions: Iterable[UUID]) -> dict[str, str]:
    """Stage key -> title over several versions, the first of which has the last word.

    A version that cannot be read any more is passed over.
    """
    titles: dict[str, str] = {}
    for version_id in versions:
        try:
            titles = {**document_of(version_id, Document).titles, **titles}
        except VersionUnreadable:
            continue
    return titles
