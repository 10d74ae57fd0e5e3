"""Watch the pilot, begin one, end it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from handraiser import flow
from handraiser.acts.flight import in_flight
from handraiser.kit.refusal import Refusal
from handraiser.process.models import Pilot, State, Version
from handraiser.process.queries import VersionUnreadable
from handraiser.report.arms import BY_KEY, Comparison, base_share, compare
from handraiser.staff.queries import snapshot
from handraiser.web import answer
from handraiser.web.pilot.form import EndForm, PilotForm
from handraiser.web.screen import StaffRequest, page, screen

# How the measure stood is read from the leads of the last half year.
BASE = timedelta(days=182)


@require_safe
@screen()
def running(request: StaffRequest) -> HttpResponseBase:
    """The pilot that runs, or how to begin one; and those that ran."""
    pilot = Pilot.objects.filter(ended_at=None).select_related("version", "control").first()
    return _dashboard(request, pilot)


@require_safe
@screen()
def show(request: StaffRequest, pilot_id: UUID) -> HttpResponseBase:
    """One pilot, running or over."""
    return _dashboard(
        request, get_object_or_404(Pilot.objects.select_related("version", "control"), id=pilot_id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@screen("publish")
def begin(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Begin a pilot of a reviewed version."""
    shown = get_object_or_404(Version, id=version_id)
    at = timezone.now()
    form = PilotForm(request.POST or None, staff=snapshot())
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        base = base_share(form.cleaned_data["measure"], since=at - BASE, until=at)
        try:
            pilot = flow.begin_pilot(
                version_id=version_id,
                plan=form.planned(base),
                why=form.cleaned_data["why"],
                by=request.user.pk,
                at=at,
            )
        except Refusal as refused:
            refusal = refused
        else:
            said = f"The pilot runs until you end it. {pilot.sample:,} leads in each arm are needed to tell."
            return answer.done(request, said, back=reverse("web:process_pilot"))
    context = {
        "shown": shown,
        "form": form,
        "refusal": refusal,
        "may_begin": shown.state == State.REVIEWED,
        "other": Pilot.objects.filter(ended_at=None).select_related("version").first(),
    }
    return page(request, "web/pilot/begin.html", context, status=422 if refusal or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@screen("publish")
def end(request: StaffRequest, pilot_id: UUID) -> HttpResponseBase:
    """Promote the version or drop it, with a plan for the leads in flight."""
    pilot = get_object_or_404(Pilot.objects.select_related("version", "control"), id=pilot_id)
    how = request.POST.get("how") or request.GET.get("how", "dropped")
    if how not in ("promoted", "dropped"):
        raise Http404
    if pilot.ended_at is not None:
        # Pressed twice, come back to, or ended by somebody else meanwhile.
        over = (
            f"This pilot is over: it was {pilot.ended_how} on {localtime(pilot.ended_at):%d %B %Y at %H:%M}."
        )
        return answer.told(request, over, back=reverse("web:process_pilot_of", args=[pilot.id]))
    # All others when it is promoted, its own when it is dropped.
    to, only_from = (pilot.version, None) if how == "promoted" else (pilot.control, pilot.version_id)
    try:
        flight = in_flight(to=to.id, only_from=only_from)
    except VersionUnreadable as unreadable:
        return answer.told(request, unreadable.message, back=reverse("web:process_pilot"))
    form = EndForm(
        request.POST or None,
        flight=flight,
        how=how,
        initial={"settle": "spread"},
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        act = flow.promote_pilot if how == "promoted" else flow.drop_pilot
        try:
            act(
                pilot_id=pilot.id,
                plan=form.plan(),
                why=form.cleaned_data["why"],
                by=request.user.pk,
                at=timezone.now(),
            )
        except Refusal as refused:
            refusal = refused
        else:
            said = "The version is live." if how == "promoted" else "The pilot is dropped."
            return answer.done(request, said, back=reverse("web:process_pilot_of", args=[pilot.id]))
    context = {"pilot": pilot, "shown": pilot.version, "form": form, "refusal": refusal, "how": how, "to": to}
    context |= _verdict(pilot, compare(pilot.id, sample=pilot.sample))
    return page(request, "web/pilot/end.html", context, status=422 if refusal or form.errors else 200)


def _dashboard(request: StaffRequest, pilot: Pilot | None) -> HttpResponseBase:
    past = Pilot.objects.exclude(ended_at=None).select_related("version", "control").order_by("-started_at")
    context: dict[str, object] = {"pilot": pilot, "past": past[:50]}
    if pilot is None:
        context["ready"] = Version.objects.filter(state=State.REVIEWED).order_by("-created_at")
        return page(request, "web/pilot/page.html", context)
    measured = compare(pilot.id, sample=pilot.sample)
    context |= _verdict(pilot, measured)
    names = {member.id: member.name for member in snapshot().members}
    context |= {
        "shown": pilot.version,
        "measured": measured,
        "least_points": f"{100 * pilot.least_difference:g}",
        "people": [names.get(person, "somebody who left") for person in pilot.people],
        "by": names.get(pilot.started_by_id or 0, ""),
        "ended_by": names.get(pilot.ended_by_id or 0, "the guard rails"),
        "guards": [{**guard, "title": _title(guard["measure"])} for guard in pilot.guards],
    }
    return page(request, "web/pilot/page.html", context)


def _verdict(pilot: Pilot, measured: Sequence[Comparison]) -> dict[str, object]:
    """What the measure that decides says, and how many of the planned leads are there."""
    deciding = next(one for one in measured if one.measure.key == pilot.measure)
    here = min(deciding.pilot.leads, deciding.control.leads)
    return {
        "deciding": deciding,
        "here": here,
        "left": max(0, pilot.sample - here),
        "part": min(1.0, here / pilot.sample),
    }


def _title(measure: str) -> str:
    return BY_KEY[measure].title
