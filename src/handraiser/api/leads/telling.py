"""What belongs to a lead, written as JSON values."""

from typing import Any

from handraiser.follow_up.models import Clock, Touch
from handraiser.handoff.models import Offer, Opportunity
from handraiser.qualify.queries import Item
from handraiser.staff.queries import snapshot

Told = dict[str, Any]


class Names:
    """Staff by id, read once for an answer."""

    def __init__(self) -> None:
        self._by_id = snapshot().by_id

    def of(self, user_id: int | None) -> Told | None:
        """Who it is; None for nobody."""
        member = self._by_id.get(user_id) if user_id is not None else None
        return {"id": member.id, "name": member.name, "email": member.email} if member else None


def clock(clock: Clock, names: Names) -> Told:
    """As `ClockOut`."""
    return {
        "id": clock.id,
        "name": clock.name,
        "stage": clock.stage,
        "state": clock.state,
        "owner": names.of(clock.owner_id),
        "started_at": clock.started_at,
        "warn_at": clock.warn_at,
        "due_at": clock.due_at,
        "breached_at": clock.breached_at,
        "stopped_at": clock.stopped_at,
        "stopped_by": clock.stopped_by,
        "explanation": clock.explanation,
    }


def touch(touch: Touch, names: Names) -> Told:
    """As `TouchOut`."""
    return {
        "id": touch.id,
        "kind": touch.kind,
        "direction": touch.direction,
        "outcome": touch.outcome,
        "note": touch.note,
        "at": touch.at,
        "by": names.of(touch.by_id),
    }


def offer(offer: Offer, names: Names) -> Told:
    """As `OfferOut`."""
    return {
        "id": offer.id,
        "offered_to": names.of(offer.offered_to_id),
        "offered_by": names.of(offer.offered_by_id),
        "offered_at": offer.offered_at,
        "answer": offer.answer,
        "reason": offer.reason,
        "note": offer.note,
        "answered_by": names.of(offer.answered_by_id),
        "answered_at": offer.answered_at,
    }


def opportunity(opportunity: Opportunity, names: Names) -> Told:
    """As `OpportunityOut`."""
    return {
        "id": opportunity.id,
        "state": opportunity.state,
        "owner": names.of(opportunity.owner_id),
        "amount": opportunity.amount,
        "currency": opportunity.currency,
        "reason": opportunity.reason,
        "opened_at": opportunity.opened_at,
        "closed_at": opportunity.closed_at,
        "wake_at": opportunity.wake_at,
        "flag": opportunity.flag,
    }


def question(item: Item, names: Names) -> Told:
    """As `QuestionOut`."""
    evidence = item.evidence
    return {
        "question": item.question.key,
        "title": item.question.title,
        "ask": item.question.ask,
        "required": item.question.required,
        "met": item.met,
        "answer": evidence.answer if evidence else None,
        "note": evidence.note if evidence else None,
        "answered_at": evidence.at if evidence else None,
        "answered_by": names.of(evidence.by_id) if evidence else None,
    }
