"""Look at what a publication would do, try its plan, publish."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from handraiser import flow
from handraiser.acts.flight import in_flight
from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check
from handraiser.process.models import Pilot, State, Version
from handraiser.process.operations import LiveChanged
from handraiser.process.queries import live_version
from handraiser.process.questions import open_questions
from handraiser.web import answer
from handraiser.web.publication.form import PublicationForm
from handraiser.web.publication.outlook import outlook_of
from handraiser.web.screen import StaffRequest, page, screen


@require_http_methods(["GET", "HEAD", "POST"])
@screen("publish")
def publication(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The plan, and with POST its execution."""
    shown = get_object_or_404(Version, id=version_id)
    faults, questions = _what_is_wrong(shown)
    if shown.state == State.LIVE or faults or questions:
        context = {"shown": shown, "faults": faults, "questions": questions}
        return page(request, "web/publication/not_yet.html", context)
    flight = in_flight(to=version_id)
    live = request.live.version if request.live else None
    form = PublicationForm(
        request.POST or None,
        flight=flight,
        initial={"instead_of": live.id if live else None},
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            version = flow.publish(
                version_id=version_id,
                plan=form.plan(),
                instead_of=form.cleaned_data["instead_of"],
                by=request.user.pk,
                why=form.cleaned_data["why"],
                unreviewed=form.cleaned_data["unreviewed"],
                at=timezone.now(),
            )
        except LiveChanged as changed:
            # Whoever has seen this page has seen what is live now, and may go on from there.
            refusal = changed
            live = live_version()
            form.data = {**request.POST.dict(), "instead_of": str(live.id) if live else ""}
        except Refusal as refused:
            refusal = refused
        else:
            return answer.done(request, f"Version {version.number} is live.", back=reverse("web:process"))
    context = {
        "shown": shown,
        "form": form,
        "live_now": live,
        "refusal": refusal,
        "again": shown.state == State.RETIRED,
        "in_flight": sum(line.leads for line in flight.lines),
        "pilot": Pilot.objects.filter(ended_at=None).select_related("version").first(),
    }
    status = 422 if refusal or form.errors else 200
    return page(request, "web/publication/page.html", context, status=status)


@require_POST
@screen("publish", one_transaction=False)
def outlook(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What the plan would do, tried on the leads."""
    flight = in_flight(to=get_object_or_404(Version, id=version_id).id)
    form = PublicationForm(request.POST, flight=flight)
    form.fields["why"].required = False
    if not form.is_valid():
        return page(request, "web/publication/outlook.html", {"form": form}, status=422)
    plan = form.plan()
    moved = sum(line.leads for line in flight.lines if line.stage in plan.moves)
    seen = outlook_of(
        version_id, plan, moved=moved, title=lambda key: flight.titles.get(key, key), at=timezone.now()
    )
    stays = sum(line.leads for line in flight.lines) - moved
    return page(request, "web/publication/outlook.html", {"outlook": seen, "plan": plan, "stays": stays})


def _what_is_wrong(shown: Version) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    checked = check(shown.text, document=Document, path=f"{shown.process} {shown.number}")
    if checked.document is None:
        return checked.faults, ()
    return (), tuple(open_questions(checked.document))
