"""A version, or the blank template, as a file in the form that one needs."""

import re
from typing import cast
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.process.check import check
from handraiser.process.export import FORMS, Form, export
from handraiser.process.models import Version
from handraiser.process.queries import version
from handraiser.process.ready import BLANK, ready_text
from handraiser.process.sheet import whole_table_of
from handraiser.web import answer
from handraiser.web.screen import StaffRequest, page, screen


@require_safe
@screen()
def file(request: StaffRequest, version_id: str, form: str) -> HttpResponseBase:
    """A version in a form. The text of a draft that does not check can be had all the same."""
    shown = found_version(version_id)
    name = f"{_plain(shown.process)}-{shown.number}.{form}"
    if form == "yaml":
        return _file(shown.text.encode(), "yaml", name)
    checked = check(shown.text, document=Document, path=f"{shown.process} {shown.number}")
    if checked.document is None:
        context = {"shown": shown, "faults": checked.faults}
        return page(request, "web/process/unreadable.html", context, status=422)
    kind = cast(Form, form)
    if form == "csv" and "whole" in request.GET:
        return _file(whole_table_of(checked.document).encode(), kind, name.replace(".csv", "-whole.csv"))
    try:
        content = export(checked.document, kind, text=shown.text, version=f"{shown.number}, {shown.state}")
    except Refusal as refusal:
        return answer.refused(request, refusal, back=f"/process/versions/{shown.id}")
    return _file(content, kind, name)


@require_safe
@screen()
def template(request: StaffRequest, form: str) -> HttpResponseBase:
    """The blank template with its questions."""
    text = ready_text(BLANK)
    document = check(text, document=Document, path=BLANK).document
    assert document is not None
    kind = cast(Form, form)
    return _file(export(document, kind, text=text), kind, f"lead-management-template.{form}")


def found_version(version_id: str | UUID) -> Version:
    """The version of that id. Raises Http404."""
    try:
        return version(UUID(str(version_id)))
    except (Version.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def _file(content: bytes, form: Form, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=FORMS[form].media, headers=headers)


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60].lower() or "process"
