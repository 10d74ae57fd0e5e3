"""What people do to a lead, each at an address of its own. One call, one verb of `flow`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from handraiser import flow
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
)
from handraiser.api.leads.rows import row
from handraiser.api.problems import invalid, not_found
from handraiser.api.replies import reply
from handraiser.api.sight import lead_to_work
from handraiser.follow_up.models import Touch
from handraiser.staff.permissions import may_reassign, require
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
    lead_to_work(request, lead_id)
    at = timezone.now()
    told = body.model_dump(exclude={"at"})
    made = flow.touch(
        lead_id=lead_id, by=request.auth.user.pk, recorded_at=at, at=min(body.at or at, at), **told
    )
    return reply({"lead": row(lead_id), "touch": made.touch_id}, status=201)


@act("touches/{uuid:touch_id}", "Take a touch back", method="delete")
def undo_touch(request: CallRequest, lead_id: UUID, touch_id: UUID) -> HttpResponse:
    """Take back a touch recorded by mistake; a promise that it had kept runs again."""
    lead_to_work(request, lead_id)
    if not Touch.objects.filter(id=touch_id, lead_id=lead_id).exists():
        raise not_found("This lead has no such touch.")
    flow.undo_touch(touch_id=touch_id, by=request.auth.user.pk, at=timezone.now())
    return reply({"lead": row(lead_id)})


@act("handoff", "Hand off to sales")
def hand_off(request: CallRequest, lead_id: UUID, body: NoteIn) -> HttpResponse:
    """Offer the lead to sales, through the same gate as the machine."""
    return _do(request, lead_id, flow.hand_off, note=body.note)


@act("acceptance", "Accept")
def accept(request: CallRequest, lead_id: UUID, body: NoteIn) -> HttpResponse:
    """Take the offered lead; it becomes an opportunity of whoever accepts it."""
    return _do(request, lead_id, flow.accept, note=body.note)


@act("rejection", "Reject")
def reject(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Refuse the offered lead; the process says what follows from the reason."""
    return _do(request, lead_id, flow.reject, reason=body.reason, note=body.note)


@act("return", "Send back")
def send_back(request: CallRequest, lead_id: UUID, body: ReturnIn) -> HttpResponse:
    """Give the lead back to the stage before the handoff, with a word why."""
    return _do(request, lead_id, flow.send_back, note=body.note)


@act("disqualification", "Disqualify")
def disqualify(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Out, with a reason from the list."""
    return _do(request, lead_id, flow.disqualify, reason=body.reason, note=body.note)


@act("recycling", "Recycle")
def recycle(request: CallRequest, lead_id: UUID, body: ReasonIn) -> HttpResponse:
    """Back to nurture, with a reason from the list."""
    return _do(request, lead_id, flow.recycle, reason=body.reason, note=body.note)


@act("answers", "Answer a question")
def answer(request: CallRequest, lead_id: UUID, body: AnswerIn) -> HttpResponse:
    """Record an answer to a qualification question."""
    return _do(request, lead_id, flow.answer, question=body.question, value=body.value, note=body.note)


@act("stage", "Move to a stage")
def move(request: CallRequest, lead_id: UUID, body: StageIn) -> HttpResponse:
    """Move the lead by hand; against the criteria it needs a reason, and is marked."""
    return _do(request, lead_id, flow.move_stage, to=body.to, reason=body.reason)


@act("assignment", "Give to somebody")
def assign(request: CallRequest, lead_id: UUID, body: AssignmentIn) -> HttpResponse:
    """Give the lead to a member of the staff."""
    lead = lead_to_work(request, lead_id)
    require(may_reassign, request.auth.user, lead.owner_id, lead.team)
    at, by = timezone.now(), request.auth.user.pk
    flow.reassign(lead_ids=[lead_id], to=_staff_id(body.to), by=by, reason=body.reason, at=at)
    return reply({"lead": row(lead_id)})


@act("snooze", "Snooze")
def snooze(request: CallRequest, lead_id: UUID, body: SnoozeIn) -> HttpResponse:
    """Out of the worklist until a moment; its clocks run on."""
    return _do(request, lead_id, flow.snooze, until=body.until, note=body.note)


@act("snooze", "Wake", method="delete")
def wake(request: CallRequest, lead_id: UUID) -> HttpResponse:
    """Back into the worklist."""
    return _do(request, lead_id, flow.wake)


@act("opportunity", "Set the opportunity")
def set_opportunity(request: CallRequest, lead_id: UUID, body: OpportunityIn) -> HttpResponse:
    """Won, lost with a reason, on hold until a date, or open again."""
    return _do(request, lead_id, flow.close_opportunity, **body.model_dump())


@act("corrections", "Correct")
def correct(request: CallRequest, lead_id: UUID, body: CorrectionIn) -> HttpResponse:
    """Correct what is known of the person and the company; cleaned like any other value."""
    return _do(request, lead_id, flow.correct, values=body.values)


def _do(request: CallRequest, lead_id: UUID, verb: Callable[..., object], **told: Any) -> HttpResponse:
    lead_to_work(request, lead_id)
    verb(lead_id=lead_id, by=request.auth.user.pk, at=timezone.now(), **told)
    return reply({"lead": row(lead_id)})


def _staff_id(to: int | str) -> int:
    if isinstance(to, int):
        if abs(to) >= 2**63:
            raise invalid("to", "There is nobody of that id.")
        return to
    member = snapshot().by_email.get(to.strip().lower())
    if member is None:
        raise invalid("to", f"There is nobody with the address '{to[:100]}'.")
    return member.id
