"""The ideal customer in the data: asked for by traits and period, drawn, and turned into a draft on request."""

from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.feedback.finder import Found, find_customers
from handraiser.feedback.history import chosen, load
from handraiser.feedback.judged import Against
from handraiser.feedback.operations import draft_ideal_customer, draft_points
from handraiser.feedback.points import points_from_history
from handraiser.feedback.traits import BY_NAME, USUAL
from handraiser.feedback.words import remarks, verdict
from handraiser.lead.patience import TookTooLong
from handraiser.process.models import Version
from handraiser.web import answer
from handraiser.web.discovery.chart import drawn
from handraiser.web.discovery.period import asked_period
from handraiser.web.discovery.views import version_or_404
from handraiser.web.screen import StaffRequest, page, screen


@require_http_methods(["GET", "HEAD", "POST"])
@screen("figures")
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What was found, as a part of the page; posted, a new draft is written from it."""
    shown = version_or_404(version_id)
    if request.method == "POST":
        if not request.may.draft:
            raise PermissionDenied
        return _draft(request, shown)
    try:
        found = found_for(request)
    except TookTooLong as refusal:
        return page(request, "web/discovery/too_long.html", {"shown": shown, "refusal": refusal.message})
    context: dict[str, Any] = {
        "shown": shown,
        "found": found,
        "verdict": verdict(found),
        "remarks": list(remarks(found)),
        "rows": [(one, drawn(one.lines)) for one in found.traits if one.p is not None],
        "untested": [one for one in found.traits if one.p is None],
        "query": request.GET.urlencode(),
        "asked": list(request.GET.lists()),
    }
    return page(request, "web/discovery/found.html", context)


def found_for(request: StaffRequest) -> Found:
    """The finder's answer to the address."""
    period = asked_period(request)
    # An address that somebody wrote by hand may name what is no trait; the page of all of them is the answer.
    named = [name for name in _asked(request).getlist("trait") if name in BY_NAME]
    return find_customers(
        since=period.since,
        until=period.until,
        at=timezone.now(),
        traits=named or USUAL,
        against=_against(request),
    )


def _draft(request: StaffRequest, shown: Version) -> HttpResponseBase:
    at, by = timezone.now(), request.user.pk
    if request.POST.get("as") != "points":
        found = found_for(request)
        draft = draft_ideal_customer(version_id=shown.id, found=found, by=by, at=at)
    else:
        period = asked_period(request)
        traits = chosen(request.POST.getlist("points_trait") or ["source"])
        history = load(traits, since=period.since, until=period.until)
        points = points_from_history(
            history.frame,
            traits,
            at=at,
            until=_until(request),
            against=_against(request),
            after_the_fact=history.after_the_fact,
        )
        draft = draft_points(version_id=shown.id, points=points, by=by, at=at)
    if request.headers.get("HX-Request"):
        return answer.to(request, f"/process/drafts/{draft.id}")
    return redirect("web:process_draft", draft.id)


def _until(request: StaffRequest) -> datetime | None:
    """The day before which leads were first met; what cannot be read is no limit."""
    try:
        day = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        return None
    return datetime.combine(day, time.min, tzinfo=request.zone)


def _against(request: StaffRequest) -> Against | None:
    said = _asked(request).get("against", "")
    return cast(Against, said) if said in ("closed", "all") else None


def _asked(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET
