"""The process: what people read is what runs."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from handraiser.document import Document
from handraiser.process.models import Version
from handraiser.process.queries import VersionUnreadable, document_of, version, versions
from handraiser.process.review.queries import threads_of
from handraiser.staff.queries import snapshot
from handraiser.web.lead.names import names_of
from handraiser.web.process.colours import lines, listed
from handraiser.web.screen import StaffRequest, page, screen

SECTIONS = (
    ("stages", "Stages"),
    ("lead", "What a lead is"),
    ("ideal_customer", "Ideal customer"),
    ("buying_stages", "How customers buy"),
    ("grade", "Grade"),
    ("score", "Score"),
    ("qualify", "Qualification"),
    ("route", "Who gets it"),
    ("follow_up", "Promises"),
    ("handoff", "Handoff"),
    ("recycle", "Back, or out"),
    ("nurture", "Nurture"),
    ("measures", "Measures"),
    ("stakeholders", "Who takes part"),
)


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID | None = None) -> HttpResponseBase:
    """The readable document: the live one, or that of a version."""
    shown = _version(request, version_id)
    if shown is None:
        return page(request, "web/process/none.html")
    try:
        document = document_of(shown.id, Document)
    except VersionUnreadable as unreadable:
        context = {"shown": shown, "faults": unreadable.faults}
        return page(request, "web/process/unreadable.html", context)
    stages = {stage.key: (stage.title, place) for place, stage in enumerate(document.stages, start=1)}
    context = {
        "shown": shown,
        "document": document,
        "stages": stages,
        "sections": SECTIONS,
        "names": names_of(request.live),
        "teams": {team.key: team.name for team in snapshot().teams},
    }
    return page(request, "web/process/page.html", context)


@require_safe
@screen()
def source(request: StaffRequest, version_id: UUID | None = None) -> HttpResponseBase:
    """The very text, with the numbers of its lines, by which faults and decisions name places."""
    shown = _version(request, version_id)
    if shown is None:
        return page(request, "web/process/none.html")
    written = lines(shown.text)
    said = {one.line for one in threads_of(shown) if one.open and not one.gone}
    sections = [line for line in written if line.section]
    rows = listed(written, said=said, saying=reverse("web:process_comments", args=[shown.id]))
    context = {"shown": shown, "lines": written, "rows": rows, "sections": sections}
    return page(request, "web/process/source.html", context)


@require_safe
@screen()
def all_versions(request: StaffRequest) -> HttpResponseBase:
    """Every version there ever was."""
    people = {member.id: member.name for member in snapshot().members}
    return page(request, "web/process/versions.html", {"versions": versions(), "people": people})


@require_safe
@screen()
def download(request: StaffRequest) -> HttpResponseBase:
    """The live document as a file."""
    shown = _version(request, None)
    if shown is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="process-{shown.number}.yaml"'}
    return HttpResponse(shown.text, content_type="application/yaml; charset=utf-8", headers=headers)


def _version(request: StaffRequest, version_id: UUID | None) -> Version | None:
    if version_id is None:
        return request.live.version if request.live else None
    try:
        return version(version_id)
    except Version.DoesNotExist as missing:
        raise Http404 from missing
