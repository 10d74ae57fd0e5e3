"""The handoff: sales accepts or rejects; an offer that nobody answers goes back."""

from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import document_for, open_lead
from handraiser.follow_up.clocks import answer, hand_over
from handraiser.handoff import operations
from handraiser.handoff.models import Offer, Opportunity
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.ledger.operations import Event
from handraiser.staff.models import User


class NotYours(Refusal):
    """The lead was offered to somebody else."""


class UnknownReason(Refusal):
    """The process knows no such reason."""


def accept(*, lead_id: UUID, by: int, note: str = "", at: datetime) -> Acted[Opportunity]:
    """Take the offered lead. It becomes an opportunity of who accepted it."""
    lead = open_lead(lead_id)
    offer = operations.answer_offer(lead_id=lead_id, answer="accepted", reason=None, note=note, by=by, at=at)
    _answered(lead, "accepted", "accept", by, at)
    lead.owner_id = by
    lead.opportunity = "open"
    lead.save(update_fields=["handoff", "owner", "opportunity"])
    hand_over(owners={lead.id: (by, lead.team)})
    opportunity = operations.open_opportunity(lead_id=lead_id, owner_id=by, at=at)
    return Acted(opportunity, [_event("handoff.accepted", lead, by, at, offer, note=note)])


def reject(*, lead_id: UUID, reason: str, by: int, note: str = "", at: datetime) -> Acted[Offer]:
    """Refuse the offered lead for a reason from the list; the process says what follows."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    known = document.handoff.reject_reason(reason)
    if known is None:
        options = ", ".join(option.key for option in document.handoff.reject_reasons)
        raise UnknownReason(
            f"'{reason}' is not a reason to reject. Choose one of: {options}.", field="reason"
        )
    offer = operations.answer_offer(
        lead_id=lead_id, answer="rejected", reason=reason, note=note, by=by, at=at
    )
    _answered(lead, "rejected", "reject", by, at)
    lead.save(update_fields=["handoff"])
    event = _event("handoff.rejected", lead, by, at, offer, reason=reason, then=known.then, note=note)
    return Acted(offer, [event])


def return_offer(*, lead_id: UUID, at: datetime) -> Acted[Offer]:
    """Take an offer back that nobody answered in time."""
    lead = open_lead(lead_id)
    offer = operations.answer_offer(
        lead_id=lead_id, answer="expired", reason=None, note="Nobody answered in time.", by=None, at=at
    )
    _answered(lead, "expired", "reject", None, at)
    lead.save(update_fields=["handoff"])
    return Acted(offer, [_event("handoff.expired", lead, None, at, offer, then="send_back")])


def give_back(*, lead_id: UUID, to: object, by: int | None, at: datetime) -> Acted[Lead]:
    """The lead goes back to the stage before the handoff, and to who offered it if they are still there."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    stage = document.handoff.returned_stage
    offered_by = (
        User.objects.filter(id=to, is_active=True).select_related("team").first()
        if isinstance(to, int)
        else None
    )
    lead.owner_id = offered_by.id if offered_by else None
    lead.team = offered_by.team.key if offered_by and offered_by.team else None
    lead.save(update_fields=["owner", "team"])
    hand_over(owners={lead.id: (lead.owner_id, lead.team)})
    told = {"from": lead.stage, "to": stage, "reason": f"the handoff was {lead.handoff}", "against": []}
    return Acted(lead, [event_of("lead.moved", lead, by=by, at=at, told=told)])


def _answered(lead: Lead, how: str, word: str, by: int | None, at: datetime) -> None:
    lead.handoff = how
    answer(lead_ids=[lead.id], word=word, at=at, by=how, actor_id=by)


def _event(kind: str, lead: Lead, by: int | None, at: datetime, offer: Offer, **told: object) -> Event:
    explanation = {
        "offer": str(offer.id),
        "offered_to": offer.offered_to_id,
        "offered_by": offer.offered_by_id,
        "offered_at": offer.offered_at.isoformat(),
        **told,
    }
    return event_of(kind, lead, by=by, at=at, told=explanation)
