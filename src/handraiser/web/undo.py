"""What can be taken back, and how. The last few acts of a session are remembered; each has an address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser import flow
from handraiser.kit.refusal import Refusal
from handraiser.process.drafts import bring_back
from handraiser.web import answer
from handraiser.web.models import SavedView
from handraiser.web.screen import StaffRequest, screen

KEPT = 10


class NothingToTakeBack(Refusal):
    """An undo that was used already, or is too old."""


def offer(request: StaffRequest, verb: str, **arguments: Any) -> str:
    """Remember how to take back what was just done; returns the address that does it."""
    key = uuid4().hex
    acts = dict(list(request.session.get("undo", {}).items())[-KEPT + 1 :])
    request.session["undo"] = {**acts, key: [verb, arguments]}
    return reverse("web:undo", args=[key])


@require_POST
@screen()
def take_back(request: StaffRequest, key: str) -> HttpResponseBase:
    """Take one act back, once."""
    acts = dict(request.session.get("undo", {}))
    if key not in acts:
        raise NothingToTakeBack("That can no longer be undone.")
    verb, arguments = acts.pop(key)
    said = VERBS[verb](request, timezone.now(), **arguments)
    request.session["undo"] = acts
    return answer.done(request, said, back=request.headers.get("Referer", "/"))


def _touch(request: StaffRequest, at: datetime, *, touch_id: str) -> str:
    flow.undo_touch(touch_id=UUID(touch_id), by=request.user.pk, at=at)
    return "Taken back."


def _snooze(request: StaffRequest, at: datetime, *, lead_id: str) -> str:
    flow.wake(lead_id=UUID(lead_id), by=request.user.pk, at=at)
    return "Awake again."


def _reassign(request: StaffRequest, at: datetime, *, lead_ids: list[str]) -> str:
    back = flow.undo_reassign(lead_ids=[UUID(text) for text in lead_ids], by=request.user.pk, at=at)
    return f"{len(back)} given back."


def _view(request: StaffRequest, at: datetime, *, title: str, query: str, shared: bool) -> str:
    SavedView.objects.get_or_create(
        owner=request.user, title=title, defaults={"query": query, "shared": shared, "created_at": at}
    )
    return f"{title} is back."


def _draft(request: StaffRequest, at: datetime, *, version_id: str) -> str:
    draft = bring_back(version_id=UUID(version_id), by=request.user.pk, at=at)
    return f"Draft {draft.number} is back."


VERBS: dict[str, Callable[..., str]] = {
    "touch": _touch,
    "snooze": _snooze,
    "reassign": _reassign,
    "view": _view,
    "draft": _draft,
}
