"""Look at what a publication would do, try its plan, publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from handraiser import flow
from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check
from handraiser.process.in_flight import standing
from handraiser.process.models import Pilot, State, Version
from handraiser.process.queries import VersionUnreadable, document_of, version
from handraiser.process.questions import open_questions
from handraiser.web import answer
from handraiser.web.publication.form import Line, PublicationForm, lines_of, stages_of
from handraiser.web.publication.outlook import outlook_of
from handraiser.web.screen import StaffRequest, page, screen


@dataclass(frozen=True, slots=True)
class Ready:
    """A version that fits to be published, and the leads in flight about it. `before`: the stages of the versions
    that they are on; `titles`: of all stages concerned."""

    document: Document
    lines: Sequence[Line]
    before: dict[str, str]
    titles: dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@screen("publish")
def publication(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The plan, and with POST its execution."""
    shown = _version(version_id)
    faults, questions = _what_is_wrong(shown)
    if shown.state == State.LIVE or faults or questions:
        context = {"shown": shown, "faults": faults, "questions": questions}
        return page(request, "web/publication/not_yet.html", context)
    ready = _ready(request, shown)
    live = request.live.version if request.live else None
    form = PublicationForm(
        request.POST or None,
        lines=ready.lines,
        stages=stages_of(ready.document),
        before=ready.before,
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
        "in_flight": sum(line.leads for line in ready.lines),
        "pilot": Pilot.objects.filter(ended_at=None).select_related("version").first(),
    }
    status = 422 if refusal or form.errors else 200
    return page(request, "web/publication/page.html", context, status=status)


@require_POST
@screen("publish", one_transaction=False)
def outlook(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What the plan would do, tried on the leads."""
    shown = _version(version_id)
    ready = _ready(request, shown)
    form = PublicationForm(
        request.POST, lines=ready.lines, stages=stages_of(ready.document), before=ready.before
    )
    form.fields["why"].required = False
    if not form.is_valid():
        return page(request, "web/publication/outlook.html", {"form": form}, status=422)
    plan = form.plan()
    moved = sum(line.leads for line in ready.lines if line.stage in plan.moves)
    seen = outlook_of(
        version_id, plan, moved=moved, title=lambda key: ready.titles.get(key, key), at=timezone.now()
    )
    stays = sum(line.leads for line in ready.lines) - moved
    return page(request, "web/publication/outlook.html", {"outlook": seen, "plan": plan, "stays": stays})


def _version(version_id: UUID) -> Version:
    try:
        return version(version_id)
    except Version.DoesNotExist as missing:
        raise Http404 from missing


def _what_is_wrong(shown: Version) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    checked = check(shown.text, document=Document, path=f"{shown.process} {shown.number}")
    if checked.document is None:
        return checked.faults, ()
    return (), tuple(open_questions(checked.document))


def _ready(request: StaffRequest, shown: Version) -> Ready:
    document = document_of(shown.id, Document)
    in_flight = standing(besides=shown.id)
    known = {one.version_id for one in in_flight}
    numbers = dict(Version.objects.filter(id__in=known).values_list("id", "number"))
    titles: dict[str, str] = {}
    for version_id in sorted(
        known, key=lambda one: one != (request.live.version.id if request.live else None)
    ):
        try:
            titles = {**stages_of(document_of(version_id, Document)), **titles}
        except VersionUnreadable:
            # Its leads are moved by the keys of their stages all the same.
            continue
    lines = lines_of(in_flight, numbers, titles)
    return Ready(document, lines, titles, {**stages_of(document), **titles})
