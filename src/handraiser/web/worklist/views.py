"""Whose turn it is: one's own leads, the team's and the free ones, by due time and worth."""

from datetime import datetime, time, timedelta
from typing import Any, get_args

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.follow_up.worklist import Badges, ClockState, Wanted, Whose, badges, worklist
from handraiser.staff.queries import snapshot
from handraiser.web.lead.names import names_of
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.worklist.paging import place_of, place_text

ROWS = 40
CLOCK_TITLES = (("overdue", "Overdue"), ("warned", "Running out"), ("running", "In time"))


@require_safe
@screen()
def home(request: StaffRequest) -> HttpResponseBase:
    """The front page: the worklist for those who work leads, the figures for those who read them."""
    return redirect("web:worklist" if request.may.work else "web:overview")


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """One page of the worklist."""
    at = timezone.now()
    wanted = _wanted(request)
    found = worklist(wanted, at=at, after=place_of(request.GET.get("after", "")), limit=ROWS)
    context: dict[str, Any] = {
        "wanted": wanted,
        "rows": found.rows,
        "next": place_text(found.after) if found.after else "",
        "first": not request.GET.get("after"),
        "badges": badges(wanted, at=at, until=_end_of_day(request))
        if wanted.team or wanted.whose == "mine"
        else Badges(0, 0, 0),
        "clock_titles": CLOCK_TITLES,
        "staff": {member.id: member.name for member in snapshot().members},
        "names": names_of(request.live),
        "narrowed": bool(wanted.stages or wanted.grades or wanted.clock or wanted.snoozed),
    }
    return page(request, "web/worklist/page.html", context)


def _wanted(request: StaffRequest) -> Wanted:
    """What the address asks for; what makes no sense is passed over."""
    member = snapshot().by_id.get(request.user.pk)
    team = member.team if member else None
    whose: Whose = "mine"
    if team is not None and request.GET.get("whose") in get_args(Whose):
        whose = request.GET["whose"]  # type: ignore[assignment]
    clock: ClockState | None = None
    if request.GET.get("clock") in get_args(ClockState):
        clock = request.GET["clock"]  # type: ignore[assignment]
    known = request.live.stage_keys if request.live else ()
    return Wanted(
        whose=whose,
        user_id=request.user.pk,
        team=team,
        stages=tuple(key for key in request.GET.getlist("stage") if key in known),
        grades=tuple(grade for grade in request.GET.getlist("grade") if len(grade) <= 2),
        clock=clock,
        snoozed=request.GET.get("asleep") == "yes",
    )


def _end_of_day(request: StaffRequest) -> datetime:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=request.zone)
