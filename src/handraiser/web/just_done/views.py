"""What somebody has just done to leads, so that a slip can be undone though the lead is out of sight by then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.acts.models import Act
from handraiser.acts.undoable import MINUTES, just_done, refusals
from handraiser.staff.permissions import may_see_lead, may_undo
from handraiser.web.lead.telling import UNDONE
from handraiser.web.screen import StaffRequest, page, screen

MOST = 300


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
    acts = just_done(by=request.user.pk, at=at, limit=MOST)
    refused = refusals(acts, at=at)
    strokes = [list(some) for _, some in groupby(acts, key=lambda act: act.stroke)]
    may = may_undo(request.user, request.user.pk)
    done = [
        _done(some, {act.id: str(refused[act.id]) for act in some if act.id in refused}) for some in strokes
    ]
    return page(request, "web/just_done/page.html", {"done": done if may else [], "minutes": MINUTES})


def _done(acts: list[Act], refused: dict[object, str]) -> Done:
    act = next((act for act in acts if act.id not in refused), acts[0])
    what = UNDONE.get(act.verb, "an act")
    return Done(
        what=what[:1].upper() + what[1:],
        act=act,
        leads=len(acts),
        seen=may_see_lead(act.by, act.lead.owner_id, act.lead.team),
        until=act.at + timedelta(minutes=MINUTES),
        address="" if act.id in refused else reverse("web:act_undo", args=[act.stroke]),
        why_not=refused.get(act.id, ""),
    )
