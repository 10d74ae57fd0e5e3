"""The period of the figures: everything, unless something else is asked for."""

from django.http import QueryDict
from django.utils import timezone

from handraiser.report import Scope
from handraiser.web.overview.period import PRESETS, Period, period_of
from handraiser.web.screen import StaffRequest

__all__ = ["PRESETS", "asked_period", "in_words", "scope_of"]


def asked_period(request: StaffRequest) -> Period:
    """The period of the address, or of what was posted."""
    query = request.POST if request.method == "POST" else request.GET
    if not {"period", "from", "to"} & set(query):
        query = QueryDict("period=all")
    return period_of(query, today=timezone.localdate(), zone=request.zone)


def scope_of(period: Period) -> Scope:
    """The leads opened in it."""
    return Scope(period.since, period.until)


def in_words(period: Period) -> str:
    """The period as it is kept with a figure."""
    return (
        "all time" if period.preset == "all" else f"{period.first.isoformat()} to {period.last.isoformat()}"
    )
