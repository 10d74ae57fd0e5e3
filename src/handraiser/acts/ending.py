"""How a pass ends without being won by the machine: disqualified, recycled, won, lost; or asleep."""

from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import document_for, lead_of, open_lead
from handraiser.acts.handoff import UnknownReason
from handraiser.document import Document
from handraiser.follow_up.clocks import stop_clocks
from handraiser.handoff import operations
from handraiser.handoff.models import Opportunity
from handraiser.handoff.rules import Reason
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead


class UnknownState(Refusal):
    """An opportunity is open, won, lost or on hold."""


def disqualify(*, lead_id: UUID, reason: str, by: int | None, note: str = "", at: datetime) -> Acted[Lead]:
    """Out, with a reason from the list. The pass ends."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    _check_reason(reason, document.recycle.disqualify_reasons, "to disqualify")
    return _end(lead, "disqualified", reason, None, by, note, at)


def recycle(*, lead_id: UUID, reason: str, by: int | None, note: str = "", at: datetime) -> Acted[Lead]:
    """Back to nurture, with a reason from the list. The pass ends; after the reason's wait a new one starts."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    _check_reason(reason, document.recycle.recycle_reasons, "to recycle")
    return _end(lead, "recycled", reason, _comes_back(reason, document, at), by, note, at)


def take_out(*, lead_id: UUID, outcome: str, reason: str, note: str, at: datetime) -> Acted[Lead]:
    """The machine's way out: `outcome` is recycled or disqualified, and `note` says what called for it."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    wakes = _comes_back(reason, document, at) if outcome == "recycled" else None
    return _end(lead, outcome, reason, wakes, None, note, at)


def close_opportunity(
    *,
    lead_id: UUID,
    state: str,
    by: int | None,
    amount: float | None = None,
    currency: str | None = None,
    reason: str | None = None,
    until: datetime | None = None,
    note: str = "",
    at: datetime,
) -> Acted[Opportunity]:
    """Won, lost with a reason, on hold until a date, or open again."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    if state not in ("won", "lost", "on_hold", "open"):
        raise UnknownState(
            f"'{state}' is not a state of an opportunity: won, lost, on_hold or open.", field="state"
        )
    if state == "lost":
        _check_reason(reason or "", document.handoff.lost_reasons, "to lose")
    opportunity = operations.close_opportunity(
        lead_id=lead_id, state=state, amount=amount, currency=currency, reason=reason, wake_at=until, at=at
    )
    lead.opportunity, lead.amount = state, opportunity.amount
    lead.save(update_fields=["opportunity", "amount"])
    told = {"state": state, "amount": opportunity.amount, "reason": reason, "note": note}
    return Acted(opportunity, [event_of(f"opportunity.{state}", lead, by=by, at=at, told=told)])


def end_with_opportunity(*, lead_id: UUID, state: str, reason: str | None, at: datetime) -> Acted[Lead]:
    """What follows from won or lost: the pass ends; a lost lead comes back after the wait that the process names."""
    lead = lead_of(lead_id)
    document = document_for(lead)
    wait = document.recycle.lost_wait if state == "lost" else None
    return _end(lead, state, reason, at + wait.delta if wait else None, None, "", at)


def _end(
    lead: Lead,
    outcome: str,
    reason: str | None,
    wake_at: datetime | None,
    by: int | None,
    note: str,
    at: datetime,
) -> Acted[Lead]:
    lead.outcome, lead.outcome_reason, lead.ended_at, lead.wake_at = outcome, reason, at, wake_at
    lead.hold_reason = None
    lead.save(update_fields=["outcome", "outcome_reason", "ended_at", "wake_at", "hold_reason"])
    stop_clocks(lead_ids=[lead.id], why=outcome, at=at, actor_id=by)
    told = {
        "outcome": outcome,
        "reason": reason,
        "note": note,
        "stage": lead.stage,
        "wakes": wake_at.isoformat() if wake_at else None,
    }
    return Acted(lead, [event_of("lead.ended", lead, by=by, at=at, told=told)])


def _comes_back(reason: str, document: Document, at: datetime) -> datetime | None:
    """When somebody recycled for this reason starts a new pass; None if the process names no wait for it."""
    wait = next((known.wait for known in document.recycle.recycle_reasons if known.key == reason), None)
    return at + wait.delta if wait else None


def _check_reason(reason: str, known: tuple[Reason, ...], what: str) -> None:
    if reason not in [option.key for option in known]:
        options = ", ".join(option.key for option in known)
        raise UnknownReason(f"'{reason}' is not a reason {what}. Choose one of: {options}.", field="reason")
