"""What can be taken back, and how.

An act on leads is remembered with them, and each has an address. Of other things the last few of a session are.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser import flow
from handraiser.acts.models import Act
from handraiser.acts.undoable import MINUTES, last_act, of_stroke, told_by
from handraiser.acts.undoing import Undone
from handraiser.kit.refusal import Refusal
from handraiser.process.drafts import bring_back
from handraiser.staff.permissions import may_undo, require
from handraiser.web import answer
from handraiser.web.lead.telling import Line
from handraiser.web.models import SavedView
from handraiser.web.screen import StaffRequest, screen
from handraiser.web.sight import seen_lead

KEPT = 10
SAID_OUTSIDE = " What was said or written to them stays said."


class NothingToTakeBack(Refusal):
    """An undo that was used already, or is too old."""


def of_act(request: StaffRequest, lead_id: UUID, at: datetime) -> str:
    """The address that undoes what this person did to the lead at that moment; '' if it was nothing."""
    done = Act.objects.filter(lead_id=lead_id, by=request.user, at=at, undone_at=None)
    stroke = done.values_list("stroke", flat=True).first()
    return reverse("web:act_undo", args=[stroke]) if stroke else ""


def last_of(
    request: StaffRequest, lead_id: UUID, lines: Sequence[Line], *, at: datetime
) -> tuple[Line, Act, datetime] | None:
    """The last act on a lead, told by one of the lines of its story, and until when this person may undo it."""
    act = last_act(lead_id, at=at)
    if act is None or not may_undo(request.user, act.by_id):
        return None
    event = told_by([act]).get(act.id)
    told = next((line for line in lines if event is not None and line.event == event.id), None)
    return (told, act, act.at + timedelta(minutes=MINUTES)) if told else None


@require_POST
@screen()
def undo_act(request: StaffRequest, stroke: UUID, lead_id: UUID | None = None) -> HttpResponseBase:
    """Undo what was done at one stroke: to all its leads, or to one of them."""
    act = of_stroke(stroke, lead_id)[0]
    if act.by_id != request.user.pk:
        # To those who may not see the lead there is nothing to be undone, nor to be refused.
        seen_lead(request, act.lead_id)
    require(may_undo, request.user, act.by_id)
    undone = flow.undo(stroke=stroke, lead_id=lead_id, by=request.user.pk, at=timezone.now())
    return answer.done(request, _said(undone), back=request.headers.get("Referer", "/"))


def offer(request: StaffRequest, verb: str, **arguments: Any) -> str:
    """Remember how to take back what was just done; returns the address that does it."""
    key = uuid4().hex
    acts = dict(list(request.session.get("undo", {}).items())[-KEPT + 1 :])
    request.session["undo"] = {**acts, key: [verb, arguments]}
    return reverse("web:undo", args=[key])


@require_POST
@screen()
def take_back(request: StaffRequest, key: str) -> HttpResponseBase:
    """Take one of the session's acts back, once."""
    acts = dict(request.session.get("undo", {}))
    # A session may remember what an older release took back in another way.
    if key not in acts or acts[key][0] not in VERBS:
        raise NothingToTakeBack("That can no longer be undone.")
    verb, arguments = acts.pop(key)
    said = VERBS[verb](request, timezone.now(), **arguments)
    request.session["undo"] = acts
    return answer.done(request, said, back=request.headers.get("Referer", "/"))


def _said(undone: Undone) -> str:
    stayed = len(undone.stayed)
    if stayed == 1:
        return f"Undone for {len(undone.lead_ids)}. One lead stays as it is: {next(iter(undone.stayed.values()))}"
    if stayed:
        return f"Undone for {len(undone.lead_ids)}. {stayed} leads have moved on since and stay as they are."
    one = len(undone.lead_ids) == 1
    said = (
        "Undone: the lead is as it was." if one else f"Undone: {len(undone.lead_ids)} leads are as they were."
    )
    return said + (SAID_OUTSIDE if undone.verb == "touch" else "")


def _view(request: StaffRequest, at: datetime, *, title: str, query: str, shared: bool) -> str:
    SavedView.objects.get_or_create(
        owner=request.user, title=title, defaults={"query": query, "shared": shared, "created_at": at}
    )
    return f"{title} is back."


def _draft(request: StaffRequest, at: datetime, *, version_id: str) -> str:
    draft = bring_back(version_id=UUID(version_id), by=request.user.pk, at=at)
    return f"Draft {draft.number} is back."


VERBS: dict[str, Callable[..., str]] = {"view": _view, "draft": _draft}
