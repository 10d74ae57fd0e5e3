"""What people do to a lead, each at an address of its own. One call, one verb of `flow`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from handraiser import flow
from handraiser.acts.models import Act
from handraiser.acts.undoable import act_to_undo
from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.leads.act_shape import (
    AnswerIn,
    AssignmentIn,
    CorrectionIn,
    Done,
    NoteIn,
    OpportunityIn,
    ReasonIn,
    ReturnIn,
    SnoozeIn,
    StageIn,
    Touched,
    TouchIn,
    UndoIn,
)
from handraiser.api.leads.rows import row
from handraiser.api.problems import invalid, not_found
from handraiser.api.replies import reply
from handraiser.api.sight import lead_to_work, seen_lead
from handraiser.follow_up.models import Touch
from handraiser.staff.permissions import may_reassign, may_undo, require
from handraiser.staff.queries import snapshot

ADDRESS = "/leads/{uuid:lead_id}/"


def act(
    noun: str, summary: str, *, method: str = "post"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation at `/leads/{id}/<noun>`; its name follows from the function's."""

    def of(view: Callable[..., Any]) -> Callable[..., Any]:
        register: Callable[..., Any] = getattr(door, method)
        options = {"operation_id": view.__name__, "summary": summary, "tags": ["Acts"]}
        response = {201: Touched} if view.__name__ == "touch" else {200: Done}
        decorated: Callable[..., Any] = register(ADDRESS + noun, response=response, **options)(view)
        return decorated

    return of


@act("touches", "Record a touch")
def touch(request: CallRequest, lead_id: UUID, body: TouchIn) -> HttpResponse:
    """Record a call, a mail, a meeting or a note. Promises that it keeps stop."""
    by, now = _who_and_when(request, lead_id)
    made = flow.touch(
        lead_id=lead_id,
        kind=body.kind,
        outcome=body.outcome,
        note=body.note,
        direction=body.direction,
        recorded_at=now,
        by=by,
        at=body.at or now,
    )
    return reply({**_told(lead_id, by, now), "touch": made.touch_id}, status=201)


@act("touches/{uuid:touch_id}", "Take a touch back", method="delete")
def undo_touch(request: CallRequest, lead_id: UUID, touch_id: UUID) -> HttpResponse:
    """Take back a touch recorded by mistake; a promise that it had kept runs again."""
    by, at = _who_and_when(request, lead_id)
    if not Touch.objects.filter(id=touch_id, lead_id=lead_id).exists():
        raise not_found("This lead has no such touch.")
    flow.undo_touch(touch_id=touch_id, by=by, at=at)
    return _done(lead_id, by, at)


@act("handoff", "Hand off to sales")
def hand_off(request: CallRequest, lead_id: UUID, body: NoteIn) -> HttpResponse:
    """Offer the lead to sales, through the same gate as the machine."""
    by, at = _who_and_when(request, lead_id)
    flow.hand_off(lead_id=lead_id, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("acceptance", "Accept")
def accept(request: CallRequest, lead_id: UUID, body: NoteIn) -> HttpResponse:
    """Take the offered lead; it becomes an opportunity of whoever accepts it."""
    by, at = _who_and_when(request, lead_id)
    flow.accept(lead_id=lead_id, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("rejection", "Reject")
def reject(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Refuse the offered lead; the process says what follows from the reason."""
    by, at = _who_and_when(request, lead_id)
    flow.reject(lead_id=lead_id, reason=body.reason, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("return", "Send back")
def send_back(request: CallRequest, lead_id: UUID, body: ReturnIn) -> HttpResponse:
    """Give the lead back to the stage before the handoff, with a word why."""
    by, at = _who_and_when(request, lead_id)
    flow.send_back(lead_id=lead_id, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("disqualification", "Disqualify")
def disqualify(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Out, with a reason from the list."""
    by, at = _who_and_when(request, lead_id)
    flow.disqualify(lead_id=lead_id, reason=body.reason, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("recycling", "Recycle")
def recycle(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Back to nurture, with a reason from the list."""
    by, at = _who_and_when(request, lead_id)
    flow.recycle(lead_id=lead_id, reason=body.reason, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("answers", "Answer a question")
def answer(request: CallRequest, lead_id: UUID, body: AnswerIn) -> HttpResponse:
    """Record an answer to a qualification question."""
    by, at = _who_and_when(request, lead_id)
    flow.answer(lead_id=lead_id, question=body.question, value=body.value, note=body.note, by=by, at=at)
    return _done(lead_id, by, at)


@act("stage", "Move to a stage")
def move(request: CallRequest, lead_id: UUID, body: StageIn) -> HttpResponse:
    """Move the lead by hand; against the criteria it needs a reason, and is marked."""
    by, at = _who_and_when(request, lead_id)
    flow.move_stage(lead_id=lead_id, to=body.to, reason=body.reason, by=by, at=at)
    return _done(lead_id, by, at)


@act("assignment", "Give to somebody")
def assign(request: CallRequest, lead_id: UUID, body: AssignmentIn) -> HttpResponse:
    """Give the lead to a member of the staff."""
    lead = lead_to_work(request, lead_id)
    require(may_reassign, request.auth.user, lead.owner_id, lead.team)
    at, by = timezone.now(), request.auth.user.pk
    flow.reassign(lead_ids=[lead_id], to=_staff_id(body.to), by=by, reason=body.reason, at=at)
    return _done(lead_id, by, at)


@act("snooze", "Snooze")
def snooze(request: CallRequest, lead_id: UUID, body: SnoozeIn) -> HttpResponse:
    """Out of the worklist until a moment; its clocks run on."""
    by, at = _who_and_when(request, lead_id)
    flow.snooze(lead_id=lead_id, until=body.until, by=by, at=at)
    return _done(lead_id, by, at)


@act("snooze", "Wake", method="delete")
def wake(request: CallRequest, lead_id: UUID) -> HttpResponse:
    """Back into the worklist."""
    by, at = _who_and_when(request, lead_id)
    flow.wake(lead_id=lead_id, by=by, at=at)
    return _done(lead_id, by, at)


@act("opportunity", "Set the opportunity")
def set_opportunity(request: CallRequest, lead_id: UUID, body: OpportunityIn) -> HttpResponse:
    """Won, lost with a reason, on hold until a date, or open again."""
    by, at = _who_and_when(request, lead_id)
    flow.close_opportunity(
        lead_id=lead_id,
        state=body.state,
        amount=body.amount,
        currency=body.currency,
        reason=body.reason,
        until=body.until,
        note=body.note,
        by=by,
        at=at,
    )
    return _done(lead_id, by, at)


@act("corrections", "Correct")
def correct(request: CallRequest, lead_id: UUID, body: CorrectionIn) -> HttpResponse:
    """Correct what is known of the person and the company; cleaned like any other value."""
    by, at = _who_and_when(request, lead_id)
    flow.correct(lead_id=lead_id, values=body.values, by=by, at=at)
    return _done(lead_id, by, at)


@act("undo", "Undo an act")
def undo(request: CallRequest, lead_id: UUID, body: UndoIn) -> HttpResponse:
    """Take back the last act on the lead, for some minutes and while nothing else has happened to it.

    Who did it may, managers and operations. The lead, its offer, its clocks and its touches are as before.
    """
    user, at = request.auth.user, timezone.now()
    if not Act.objects.filter(lead_id=lead_id, by=user).exists():
        seen_lead(request, lead_id)
    done = act_to_undo(lead_id, stroke=body.act)
    require(may_undo, user, done.by_id)
    flow.undo(stroke=done.stroke, lead_id=lead_id, by=user.pk, at=at)
    return _done(lead_id, user.pk, at)


def _who_and_when(request: CallRequest, lead_id: UUID) -> tuple[int, datetime]:
    """Who acts, and the moment; refused, if they may not."""
    lead_to_work(request, lead_id)
    return request.auth.user.pk, timezone.now()


def _done(lead_id: UUID, by: int, at: datetime) -> HttpResponse:
    return reply(_told(lead_id, by, at))


def _told(lead_id: UUID, by: int, at: datetime) -> dict[str, Any]:
    done = Act.objects.filter(lead_id=lead_id, by_id=by, at=at, undone_at=None)
    return {"lead": row(lead_id), "act": done.values_list("stroke", flat=True).first()}


def _staff_id(to: int | str) -> int:
    if isinstance(to, int):
        if abs(to) >= 2**63:
            raise invalid("to", "There is nobody of that id.")
        return to
    member = snapshot().by_email.get(to.strip().lower())
    if member is None:
        raise invalid("to", f"There is nobody with the address '{to[:100]}'.")
    return member.id
