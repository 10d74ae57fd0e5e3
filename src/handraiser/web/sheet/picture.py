"""The one-page picture of a version."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.render.picture import picture, picture_style
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.sheet.downloads import found_version


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Stages, owners, gates and clocks on one page."""
    shown = found_version(version_id)
    checked = check(shown.text, document=Document, path=f"{shown.process} {shown.number}")
    if checked.document is None:
        context = {"shown": shown, "faults": checked.faults}
        return page(request, "web/process/unreadable.html", context)
    drawn = picture(checked.document, version=f"{shown.number}, {shown.state}", alone=False)
    # Every text in it was escaped where it was drawn.
    context = {"shown": shown, "drawn": mark_safe(drawn)}  # noqa: S308
    return page(request, "web/sheet/picture.html", context)


@require_safe
@cache_control(max_age=3600)
@screen()
def style(request: StaffRequest) -> HttpResponseBase:
    """The colours of the picture."""
    return HttpResponse(picture_style(), content_type="text/css; charset=utf-8")
