"""What somebody has just done to leads, so that a slip can be undone though the lead is out of sight by then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.acts.models import Act
from handraiser.acts.undoable import MINUTES, just_done, refusals
from handraiser.kit.refusal import Refusal
from handraiser.staff.permissions import may_see_lead, may_undo
from handraiser.web.lead.telling import UNDONE
from handraiser.web.screen import StaffRequest, page, screen

MOST = 100


@dataclass(frozen=True, slots=True)
class Done:
    """What was done at one stroke. `why_not`: why it can no longer be undone; else `address` undoes it.

    `seen`: the lead is still in sight.
    """

    what: str
    act: Act
    leads: int
    seen: bool
    until: datetime
    address: str
    why_not: str


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """One's own acts of the last minutes, the newest first."""
    at = timezone.now()
    done = just_done(by=request.user.pk, at=at, limit=MOST)
    refused = refusals([act for act, _ in done], at=at)
    may = may_undo(request.user, request.user.pk)
    shown = [_done(act, leads, refused.get(act.id)) for act, leads in done] if may else []
    return page(request, "web/just_done/page.html", {"done": shown, "minutes": MINUTES})


def _done(act: Act, leads: int, refused: Refusal | None) -> Done:
    what = UNDONE.get(act.verb, "an act")
    # Of several leads others may still stand as the act left them.
    over = refused is not None and (leads == 1 or act.undone_at is not None)
    return Done(
        what=what[:1].upper() + what[1:],
        act=act,
        leads=leads,
        seen=may_see_lead(act.by, act.lead.owner_id, act.lead.team),
        until=act.at + timedelta(minutes=MINUTES),
        address="" if over else reverse("web:act_undo", args=[act.stroke]),
        why_not=refused.message if refused is not None and over else "",
    )
