"""A spreadsheet is sent, one sees what went where, and makes it a draft."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from handraiser.document import Document
from handraiser.process.drafts import begin_draft
from handraiser.process.models import State, Version
from handraiser.process.ready import BLANK, ready_names, ready_text
from handraiser.process.render.titles import section_title
from handraiser.process.sheet import CHOICES, NoStageTable, Reading, SheetRefused, read_book
from handraiser.process.sheet.carrying import carried, taken_back
from handraiser.process.sheet.grid import Book
from handraiser.process.sheet.limits import FILE_BYTES
from handraiser.process.sheet.opening import open_book
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.sheet.columns import asked, said, unread
from handraiser.web.sheet.downloads import found_version

TITLES = {BLANK: "the blank template, with its questions", "b2b_saas": "the ready process for B2B software"}


@require_http_methods(["GET", "HEAD", "POST"])
@screen("draft")
def show(request: StaffRequest) -> HttpResponseBase:
    """The place to drop a spreadsheet; after that what was read from it, and what its columns were taken for."""
    chosen = request.POST.get("over", "") or (str(request.live.version.id) if request.live else BLANK)
    context: dict[str, object] = {"bases": _bases(), "chosen": chosen}
    if request.method != "POST":
        return page(request, "web/sheet/page.html", context)
    if "file" not in request.FILES and "book" not in request.POST:
        refusal = "Choose a file first."
        return page(request, "web/sheet/page.html", {**context, "refusal": refusal}, status=422)
    try:
        text, based_on = _base(chosen)
        book, name = _book(request)
        context |= {"name": name, "based_on": based_on or "", "base": _title(chosen), "book": carried(book)}
        return _read(request, book, text, context)
    except SheetRefused as refused:
        return page(request, "web/sheet/page.html", {**context, "refusal": refused.message}, status=422)


def _read(request: StaffRequest, book: Book, text: str, context: dict[str, object]) -> HttpResponseBase:
    """The preview; or the question what the columns are, where no table of stages is known by its headings."""
    query = request.POST.dict()
    context |= {"choices": list(CHOICES.items()), "again": "book" in request.POST}
    try:
        name = str(context["name"])
        reading = read_book(book, name=name, base=text, document=Document, columns=said(query))
    except NoStageTable as refused:
        tables = asked(book, unread(book), query)
        if not tables:
            raise
        context |= {"tables": tables, "refusal": refused.message}
        return page(request, "web/sheet/unknown.html", context, status=422)
    context |= _preview(reading) | {"tables": asked(book, reading.report.tables, query)}
    return page(request, "web/sheet/preview.html", context)


def _book(request: StaffRequest) -> tuple[Book, str]:
    """The sheets that were sent: as a file, or as the page hands them back with what was said of their columns."""
    sent = request.FILES.get("file")
    if sent is None:
        return taken_back(request.POST["book"]), request.POST.get("name", "")[:200] or "table"
    name = sent.name or "table"
    # One byte more than is read at all tells that there is more.
    return open_book(sent.read(FILE_BYTES + 1), name), name


@require_POST
@screen("draft")
def make_draft(request: StaffRequest) -> HttpResponseBase:
    """The text that was read becomes a draft."""
    based_on = request.POST.get("based_on") or None
    draft = begin_draft(
        text=request.POST.get("text", ""),
        at=timezone.now(),
        by=request.user.pk,
        based_on=found_version(based_on).id if based_on else None,
        note=request.POST.get("note", "").strip(),
    )
    try:
        return redirect(reverse("web:process_draft", args=[draft.id]))
    except NoReverseMatch:
        return redirect(reverse("web:process_version_source", args=[draft.id]))


def _bases() -> list[tuple[str, str]]:
    """What a sheet may be laid over, with its title."""
    versions = (
        Version.objects.exclude(state=State.RETIRED)
        .order_by("-created_at", "-id")
        .only("id", "number", "state")
    )
    return [
        *((str(one.id), f"version {one.title} ({one.get_state_display().lower()})") for one in versions[:50]),
        *((name, TITLES.get(name, name)) for name in ready_names()),
    ]


def _base(chosen: str) -> tuple[str, UUID | None]:
    if chosen in ready_names():
        return ready_text(chosen), None
    version = found_version(chosen)
    return version.text, version.id


def _title(chosen: str) -> str:
    return dict(_bases()).get(chosen, "another version")


def _preview(reading: Reading) -> dict[str, object]:
    report = reading.report
    placed: dict[str, list[object]] = {}
    for one in report.placed:
        section = one.path.partition(".")[0].partition("[")[0]
        placed.setdefault(section_title(section), []).append(one)
    return {"reading": reading, "report": report, "placed": list(placed.items())}
