"""Backtests: begin one, follow it, read what it found, lead by lead."""

from dataclasses import fields
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handraiser.backtest import operations, queries
from handraiser.backtest.behind import NotWanted, Wanted
from handraiser.backtest.behind import leads as leads_behind
from handraiser.backtest.jobs import queue_backtest
from handraiser.backtest.models import Run, State
from handraiser.backtest.page import page as printed
from handraiser.backtest.words import SHORT
from handraiser.process.models import Version
from handraiser.staff.permissions import may_draft, require
from handraiser.web import answer
from handraiser.web.backtest.forms import BacktestForm
from handraiser.web.backtest.reading import (
    lead_context,
    report_context,
    said_of,
    titles_of,
    valid_part_context,
)
from handraiser.web.screen import StaffRequest, page, screen

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@screen("figures")
def every(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """All backtests of a version, and the form that begins one."""
    shown = Version.objects.filter(id=version_id).first()
    if shown is None:
        raise Http404
    form = BacktestForm(request.POST or None, version=shown)
    if request.method == "POST":
        require(may_draft, request.user)
        if form.is_valid():
            run = operations.keep_run(
                version_id=shown.id,
                against_id=UUID(form.cleaned_data["against"]),
                scope=form.scope(),
                by=request.user.pk,
                at=timezone.now(),
            )
            queue_backtest(run.id)
            return answer.to(request, reverse("web:process_backtest", args=[run.id]))
    versions = queries.versions()
    runs = Run.objects.filter(version_id=version_id).order_by("-queued_at")[:SHOWN]
    context = {
        "shown": shown,
        "tab": "backtests",
        "form": form,
        "runs": [(run, queries.changed_since(run, versions)) for run in runs],
        "numbers": queries.numbers(),
        **valid_part_context(shown),
    }
    return page(request, "web/backtest/every.html", context, status=422 if form.errors else 200)


@require_safe
@screen("figures")
def one(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """A backtest: its progress while it runs, its report as soon as there is one."""
    return page(request, "web/backtest/one.html", report_context(_run(run_id)))


@require_safe
@screen("figures")
def progress(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """How far it is. The page is loaded anew when there is more to read."""
    run = _run(run_id)
    answered = page(request, "web/backtest/state.html", report_context(run, short=True))
    had = request.GET.get("had", "")
    if queries.stand(run) != had:
        answered["HX-Refresh"] = "true"
    return answered


@require_POST
@screen("draft")
def cancellation(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """Call it off."""
    operations.cancel(run_id=run_id, at=timezone.now())
    return answer.to(request, reverse("web:process_backtest", args=[run_id]))


@require_POST
@screen("draft")
def deletion(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """Delete it with all that it found."""
    run = _run(run_id)
    operations.forget(run_id=run_id, at=timezone.now())
    return answer.to(request, reverse("web:process_backtests", args=[run.version_id]))


@require_safe
@screen("figures")
def download(request: StaffRequest, run_id: UUID, form: str) -> HttpResponseBase:
    """The report as a page by itself, or for programs."""
    run = _run(run_id)
    found = queries.report_of(run)
    if found is None or form not in ("html", "json"):
        raise Http404
    changed = queries.changed_since(run, queries.versions())
    if form == "html":
        response = HttpResponse(printed(found, changed=changed))
    else:
        response = HttpResponse(queries.as_text(found, changed=changed), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="backtest.{form}"'
    return response


@require_safe
@screen("figures")
def leads(request: StaffRequest, run_id: UUID) -> HttpResponseBase:
    """The leads behind a number."""
    run = _run(run_id)
    wanted = Wanted(**{each.name: request.GET.get(each.name, "") for each in fields(Wanted)})
    try:
        behind = leads_behind(run, wanted)
    except NotWanted:
        raise Http404 from None
    found = Paginator(behind, SHOWN).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "run": run,
        "changed": queries.changed_since(run, queries.versions()),
        "found": found,
        "wanted": wanted,
        "query": query.urlencode(),
        "names": queries.names_of([lead.person_id for lead in found]),
        "titles": titles_of(run),
        "says": said_of(run, wanted),
        "movements": SHORT,
        "numbers": queries.numbers(),
    }
    return page(request, "web/backtest/leads.html", context)


@require_safe
@screen("figures")
def lead(request: StaffRequest, run_id: UUID, number: int) -> HttpResponseBase:
    """A lead under both versions, each decision with its reasons."""
    run = _run(run_id)
    found = leads_behind(run, Wanted()).filter(number=number).first()
    if found is None:
        raise Http404
    return page(request, "web/backtest/lead.html", lead_context(run, found))


def _run(run_id: UUID) -> Run:
    run = Run.objects.filter(id=run_id).first()
    if run is None:
        raise Http404
    return run


__all__ = ["State", "every", "one"]
