"""Moves by hand: to another stage through the same gate, to another owner, out of sight until later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import document_for, open_lead
from handraiser.document import Document
from handraiser.follow_up.clocks import hand_over
from handraiser.journey.decide import as_arriving
from handraiser.kit.refusal import Refusal
from handraiser.lead.frame import load_leads
from handraiser.lead.models import Lead
from handraiser.ledger.operations import Event
from handraiser.staff.models import User
from handraiser.stage.missing import Gate, gate_of


class UnknownStage(Refusal):
    """The process has no such stage, or the lead is there already."""


class ReasonNeeded(Refusal):
    """A move against the criteria needs a reason."""


class UnknownOwner(Refusal):
    """There is nobody of that id who may own leads."""


@dataclass(frozen=True, slots=True)
class HandMove:
    """A checked move: where to, why, and the criteria that do not hold."""

    lead: Lead
    to: str
    why: str
    against: tuple[str, ...]


def move_stage(*, lead_id: UUID, to: str, by: int, reason: str = "", at: datetime) -> Acted[HandMove]:
    """Move a lead by hand. Against the criteria it needs a reason, and is marked."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    if to not in [stage.key for stage in document.stages]:
        raise UnknownStage(f"The process has no stage '{to}'.", field="to")
    if to == lead.stage:
        raise UnknownStage("The lead is in this stage already.", field="to")
    against = _against(lead, to, document, at)
    if against and not reason.strip():
        unmet = "; ".join(against)
        raise ReasonNeeded(f"This move is against the criteria ({unmet}). Say why.", field="reason")
    if to == document.handoff.stage:
        lead.handoff = None
        lead.save(update_fields=["handoff"])
    why = f"moved by hand: {reason}" if reason else "moved by hand"
    told = {"from": lead.stage, "to": to, "reason": reason, "against": list(against)}
    return Acted(HandMove(lead, to, why, against), [event_of("lead.moved", lead, by=by, at=at, told=told)])


def hand_off(*, lead_id: UUID, by: int, note: str = "", at: datetime) -> Acted[HandMove]:
    """Offer the lead to sales: it moves to the handoff stage, through the same gate as by the machine."""
    document = document_for(open_lead(lead_id))
    return move_stage(lead_id=lead_id, to=document.handoff.stage, by=by, reason=note, at=at)


def reassign(
    *, lead_ids: Sequence[UUID], to: int, by: int | None, reason: str = "", at: datetime
) -> Acted[list[UUID]]:
    """Give leads to somebody. Returns the ids of those whose owner changed."""
    owner = User.objects.filter(id=to, is_active=True).select_related("team").first()
    if owner is None:
        raise UnknownOwner("There is nobody of that id who may own leads.", field="to")
    events: list[Event] = []
    leads = (
        Lead.objects.select_for_update()
        .filter(id__in=lead_ids, ended_at=None)
        .exclude(owner_id=to)
        .order_by("id")
    )
    changed = list(leads)
    for lead in changed:
        told = {
            "owner_id": to,
            "was": lead.owner_id,
            "reason": reason,
            "by_hand": True,
        }
        events.append(event_of("lead.reassigned", lead, by=by, at=at, told=told))
        lead.owner_id, lead.hold_reason = to, None
        lead.team = owner.team.key if owner.team else lead.team
        lead.updated_at = at
    Lead.objects.bulk_update(changed, ["owner_id", "hold_reason", "team", "updated_at"], batch_size=1_000)
    hand_over(owners={lead.id: (lead.owner_id, lead.team) for lead in changed})
    return Acted([lead.id for lead in changed], events)


def send_back(*, lead_id: UUID, by: int, note: str, at: datetime) -> Acted[HandMove]:
    """Give a lead back to the stage before the handoff, with a word why."""
    if not note.strip():
        raise ReasonNeeded("Say why the lead goes back; the person who gets it will read it.", field="note")
    document = document_for(open_lead(lead_id))
    return move_stage(lead_id=lead_id, to=document.handoff.returned_stage, by=by, reason=note, at=at)


def _against(lead: Lead, to: str, document: Document, at: datetime) -> tuple[str, ...]:
    """The criteria between here and there that do not hold. A move back, or past the next stage, is against all."""
    gate = _gate(lead, document, at)
    if gate is None or gate.following is None or gate.following.key != to:
        return ("it is not the next stage",)
    return () if gate.open else tuple(check.says for check in gate.checks if check.holds is False)


def _gate(lead: Lead, document: Document, at: datetime) -> Gate | None:
    frame = as_arriving(load_leads([str(lead.id)], lock=False), at)
    return gate_of(frame, stages=document.stages)
