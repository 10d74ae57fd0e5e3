"""The list of leads: found, filtered, sorted, counted, exported."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.capture.imports.queries import file_name_of
from handraiser.lead.catalogue import CATALOGUE
from handraiser.process import ConditionRefused
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.staff.queries import snapshot
from handraiser.web.leads import listing
from handraiser.web.leads.export import lines
from handraiser.web.leads.picture import PAGE_SIZES, SHOWABLE, Picture
from handraiser.web.leads.saved import views_of
from handraiser.web.leads.selection import Around, Selection, select
from handraiser.web.leads.wording import cells, chips, faults, headings
from handraiser.web.screen import StaffRequest, page, screen

QUICK = (
    ("My leads", "owner=me&state=open"),
    ("Waiting for an owner", "state=holding"),
    ("Not touched yet", "state=untouched"),
    ("Won", "won=yes"),
    ("Ended", "state=ended"),
)
EXAMPLES = (
    ("grade IN ('A', 'B') AND score >= 50", "Fits well and shows interest."),
    ("title ILIKE '%vp%' OR seniority = 'vp'", "Vice presidents, however they write it."),
    (
        "employees BETWEEN 200 AND 5000 AND country IN ('DE', 'AT', 'CH')",
        "Mid-size companies in three countries.",
    ),
    ("contains(inquiry_kinds, 'demo_request') AND touches = 0", "Asked for a demo, and nobody has called."),
    ("days_since(last_behaviour_at) <= 14 AND owner IS NULL", "Active in the last two weeks and nobody's."),
    ("confidence(employees) >= 0.8", "The number of employees comes from a source to be trusted."),
)
NONE_FOUND = listing.Page((), None)


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """The list. A condition with a fault shows the fault at its place, and no leads."""
    picture = Picture.of(request.GET)
    refused: ConditionRefused | None = None
    found, selection = NONE_FOUND, Selection()
    try:
        selection = selection_of(request, picture)
        found = listing.page(picture, selection)
    except ConditionRefused as fault:
        refused = fault
    except listing.UnknownCursor:
        return redirect(f"{reverse('web:leads')}?{picture.address()}")
    staff = snapshot()
    stages = request.live.stages if request.live else {}
    context: dict[str, Any] = {
        "picture": picture,
        "rows": [(row, cells(row, picture.columns, staff)) for row in found.rows],
        "headings": headings(picture),
        "chips": chips(picture, stages=stages, staff=staff, file_name=_file_of(picture)),
        "refused": refused is not None,
        "faults": faults(refused) if refused else [],
        "kept": [pair for pair in picture.pairs() if pair[0] in ("columns", "sort", "size")],
        "kept_for_columns": [
            pair for pair in picture.pairs() if pair[0] not in ("columns", "size", "last", "value")
        ],
        "quick": QUICK,
        "ignored": selection.ignored,
        "next": picture.address(after=found.next) if found.next else "",
        "query": picture.address(),
        "columns": SHOWABLE,
        "sizes": PAGE_SIZES,
        "saved": views_of(request),
        "owners": [member for member in staff.members if member.active] if request.may.reassign else [],
    }
    return page(request, "web/leads/page.html", context, status=422 if refused else 200)


@require_safe
@screen()
def how_many(request: StaffRequest) -> HttpResponseBase:
    """How many leads the list has, asked for once the list is there."""
    try:
        counted = listing.count(selection_of(request, Picture.of(request.GET)))
    except ConditionRefused:
        return HttpResponse("")
    return page(request, "web/leads/count.html", {"counted": counted, "most": listing.COUNTED})


@require_safe
@screen("export")
def export(request: StaffRequest) -> HttpResponseBase:
    """All leads of the list as CSV, sent while they are read."""
    picture = Picture.of(request.GET)
    try:
        selection = selection_of(request, picture)
    except ConditionRefused:
        return redirect(f"{reverse('web:leads')}?{picture.address()}")
    names = ["full_name", "email", *(name for name in picture.columns if name not in ("full_name", "email"))]
    day = timezone.localdate().isoformat()
    return StreamingHttpResponse(
        lines(names, selection),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="leads-{day}.csv"'},
    )


@require_safe
@screen()
def condition_help(request: StaffRequest) -> HttpResponseBase:
    """What a condition may say: columns, functions, examples."""
    columns = [column for column in CATALOGUE if column.rule]
    return page(
        request,
        "web/leads/condition_help.html",
        {"columns": columns, "functions": FUNCTIONS.values(), "examples": EXAMPLES},
    )


def selection_of(request: StaffRequest, picture: Picture) -> Selection:
    """What the picture asks for, of the leads that this person may see. Raises ConditionRefused."""
    keys = request.live.stage_keys if request.live else ()
    selection = select(picture, Around(keys, request.user.pk, request.zone, timezone.now()))
    clause, parameters = request.may.scope.sql()
    selection.add(clause, **parameters)
    return selection


def _file_of(picture: Picture) -> str:
    """The name of the file whose leads are asked for; `unknown` where there is no such import."""
    said = picture.words.get("import")
    if said is None:
        return ""
    try:
        return file_name_of(UUID(said)) or "unknown"
    except ValueError:
        return "unknown"
