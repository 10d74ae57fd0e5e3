"""Work on a lead: touches, answers, corrections, sleep; and behaviour that was seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import document_for, lead_of, open_lead
from handraiser.follow_up import operations as follow_up
from handraiser.follow_up.operations import Touched
from handraiser.lead.models import Lead
from handraiser.qualify import operations as qualify
from handraiser.qualify.models import Evidence
from handraiser.score import operations as score
from handraiser.score.operations import Seen


def touch(
    *,
    lead_id: UUID,
    kind: str,
    by: int | None,
    outcome: str | None = None,
    note: str = "",
    direction: Literal["out", "in"] = "out",
    recorded_at: datetime | None = None,
    at: datetime,
) -> Acted[Touched]:
    """Record what a person did: a call, a mail, a meeting, a note. Promises that it keeps stop."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    made = follow_up.touch(
        lead_id=lead_id,
        kind=kind,
        outcome=outcome,
        note=note,
        by=by,
        direction=direction,
        recorded_at=recorded_at,
        rules=document.follow_up,
        at=at,
    )
    told = event_of("touch.made", lead, by=by, at=recorded_at or at, told={"touch": str(made.touch_id)})
    return Acted(made, recorded=[told])


def undo_touch(*, touch_id: UUID, by: int | None, at: datetime) -> Acted[UUID]:
    """Take back a touch recorded by mistake; a promise that it had kept runs again. Returns the lead's id."""
    lead_id = follow_up.undo_touch(touch_id=touch_id, by=by, at=at)
    told = event_of("touch.undone", lead_of(lead_id), by=by, at=at, told={"touch": str(touch_id)})
    return Acted(lead_id, recorded=[told])


def see(*, seen: Sequence[Seen], at: datetime) -> Acted[int]:
    """Store behaviour; the open leads of the people it is about are decided again. Returns how many were new."""
    new = score.see(seen=seen, at=at)
    by_person: dict[UUID, list[dict[str, object]]] = {}
    for event in seen:
        if event.person_id is not None:
            told: dict[str, object] = {
                "kind": event.kind,
                "at": event.at.isoformat(),
                "properties": event.properties,
            }
            by_person.setdefault(event.person_id, []).append(told)
    leads = Lead.objects.filter(person_id__in=by_person, ended_at=None).order_by("id")
    return Acted(
        new,
        [
            event_of("behaviour.seen", lead, by=None, at=at, told={"seen": by_person[lead.person_id]})
            for lead in leads
        ],
    )


def answer(
    *, lead_id: UUID, question: str, value: str, by: int | None, note: str = "", at: datetime
) -> Acted[Evidence]:
    """Record an answer to a qualification question."""
    several = answer_several(lead_id=lead_id, answers={question: value}, by=by, note=note, at=at)
    return Acted(several.value[0], several.events)


def answer_several(
    *, lead_id: UUID, answers: Mapping[str, str], by: int | None, note: str = "", at: datetime
) -> Acted[list[Evidence]]:
    """Record what one conversation answered: question -> answer. All of it, or nothing."""
    lead = open_lead(lead_id)
    document = document_for(lead)
    recorded = qualify.answer(lead=lead, answers=answers, note=note, by=by, rules=document.qualify, at=at)
    events = [
        event_of(
            "question.answered",
            lead,
            by=by,
            at=at,
            told={
                "question": evidence.question,
                "answer": evidence.answer,
                "met": evidence.met,
                "note": evidence.note,
            },
        )
        for evidence in recorded
    ]
    return Acted(recorded, events)


def snooze(*, lead_id: UUID, until: datetime, by: int | None, at: datetime) -> Acted[None]:
    """Out of the worklist until a moment. Clocks keep running: the promise was given to the customer."""
    follow_up.snooze(lead_id=lead_id, until=until, by=by, at=at)
    return Acted(None)


def wake(*, lead_id: UUID, by: int | None, at: datetime) -> Acted[None]:
    """Back into the worklist."""
    follow_up.wake(lead_id=lead_id, by=by, at=at)
    return Acted(None)
