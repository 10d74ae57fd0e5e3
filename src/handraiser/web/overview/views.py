"""The figures: how many get how far, how fast we are, where the won ones come from."""

from calendar import monthrange
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser import report
from handraiser.staff.queries import snapshot
from handraiser.web.lead.names import names_of
from handraiser.web.overview import charts
from handraiser.web.overview.period import PRESETS, Period, period_of
from handraiser.web.screen import StaffRequest, page, screen


@require_safe
@screen("figures")
def show(request: StaffRequest) -> HttpResponseBase:
    """The overview of a period."""
    period, scope = _asked(request)
    stages = request.live.stage_keys if request.live else ()
    funnel = report.funnel(scope, stages=stages)
    context: dict[str, Any] = {
        "period": period,
        "presets": PRESETS,
        "team": scope.team or "",
        "teams": snapshot().teams,
        "funnel": funnel,
        "names": names_of(request.live),
        "words": _words(period, scope),
    }
    if funnel.opened:
        context |= {
            "pace": report.pace(scope),
            "clocks": report.clocks(scope),
            "sources": report.sources(scope),
            "grades": report.grades(scope),
            "cohorts": [
                (cohort, _month_words(cohort, period, scope))
                for cohort in report.cohorts(scope, zone=request.zone.key, at=timezone.now())
            ],
        }
    return page(request, "web/overview/page.html", context)


@require_safe
@screen("figures")
def chart(request: StaffRequest, name: str) -> HttpResponseBase:
    """One chart as SVG, asked for once the page stands."""
    if name not in charts.CHARTS:
        raise Http404
    period, scope = _asked(request)
    weeks = report.trend(scope, bucket=period.bucket, zone=request.zone.key)
    drawn = charts.CHARTS[name](tuple(weeks), period.bucket)
    return HttpResponse(drawn, headers={"Cache-Control": "private, max-age=60"})


def _asked(request: StaffRequest) -> tuple[Period, report.Scope]:
    period = period_of(request.GET, today=timezone.localdate(), zone=request.zone)
    team = request.GET.get("team", "")
    known = {record.key for record in snapshot().teams}
    return period, report.Scope(period.since, period.until, team if team in known else None)


def _month_words(cohort: report.Cohort, period: Period, scope: report.Scope) -> str:
    """The part of a month that lies in the period."""
    last = cohort.month.replace(day=monthrange(cohort.month.year, cohort.month.month)[1])
    part = Period("", max(cohort.month, period.first), min(last, period.last), period.zone)
    return _words(part, scope).removesuffix("&")


def _words(period: Period, scope: report.Scope) -> str:
    """What the addresses of the leads behind a number begin with."""
    parts = [period.words, f"team={scope.team}" if scope.team else ""]
    joined = "&".join(part for part in parts if part)
    return f"{joined}&" if joined else ""
