"""Work on a lead: touches, answers, corrections, sleep; and behaviour that was seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import open_lead
from handraiser.document import Document
from handraiser.follow_up import operations as follow_up
from handraiser.follow_up.models import Touch
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.process.queries import live
from handraiser.qualify import operations as qualify
from handraiser.qualify.models import Evidence
from handraiser.score import operations as score
from handraiser.score.operations import Seen


class NotInTheFuture(Refusal):
    """Only the future can be slept until."""


def touch(
    *,
    lead_id: UUID,
    kind: str,
    by: int,
    outcome: str | None = None,
    note: str = "",
    direction: str = "out",
    at: datetime,
) -> Acted[Touch]:
    """Record what a person did: a call, a mail, a meeting, a note. Promises that it keeps stop."""
    lead = open_lead(lead_id)
    made = follow_up.touch(
        lead_id=lead_id, kind=kind, outcome=outcome, note=note, by=by, at=at, direction=direction
    )
    told = {"touch": str(made.id), "kind": kind, "outcome": outcome, "note": note, "direction": direction}
    return Acted(made, [event_of("touch.made", lead, by=by, at=at, told=told)])


def undo_touch(*, touch_id: UUID, by: int, at: datetime) -> Acted[Touch]:
    """Take back a touch recorded by mistake; a promise that it had kept runs again."""
    undone = follow_up.undo_touch(touch_id=touch_id, by=by, at=at)
    lead = open_lead(undone.lead_id)
    return Acted(undone, [event_of("touch.undone", lead, by=by, at=at, told={"touch": str(touch_id)})])


def see(*, seen: Sequence[Seen], at: datetime) -> Acted[int]:
    """Store behaviour; the open leads of the people it is about are decided again. Returns how many were new."""
    new = score.see(seen=seen, at=at)
    people = [event.person_id for event in seen if event.person_id is not None]
    leads = Lead.objects.filter(person_id__in=people, ended_at=None).order_by("id")
    return Acted(new, [event_of("behaviour.seen", lead, by=None, at=at, told={}) for lead in leads])


def answer(*, lead_id: UUID, question: str, value: str, by: int | None, note: str = "", at: datetime) -> Acted[Evidence]:
    """Record an answer to a qualification question."""
    lead = open_lead(lead_id)
    _, document = live(Document)
    evidence = qualify.answer(
        lead=lead, question=question, value=value, note=note, by=by, rules=document.qualify, at=at
    )
    told = {"question": question, "answer": value, "met": evidence.met, "note": note}
    return Acted(evidence, [event_of("question.answered", lead, by=by, at=at, told=told)])


def snooze(*, lead_id: UUID, until: datetime, by: int, note: str = "", at: datetime) -> Acted[Lead]:
    """Out of the worklist until a moment. Clocks keep running: the promise was given to the customer."""
    lead = open_lead(lead_id)
    if until <= at:
        raise NotInTheFuture("Choose a moment in the future.", field="until")
    lead.snoozed_until = until
    lead.save(update_fields=["snoozed_until"])
    return Acted(lead, [event_of("lead.snoozed", lead, by=by, at=at, told={"until": until.isoformat(), "note": note})])


def wake(*, lead_id: UUID, by: int, at: datetime) -> Acted[Lead]:
    """Back into the worklist."""
    lead = open_lead(lead_id)
    lead.snoozed_until = None
    lead.save(update_fields=["snoozed_until"])
    return Acted(lead, [event_of("lead.woke", lead, by=by, at=at, told={})])

