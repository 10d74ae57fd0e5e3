"""Imports: a file is sent, its columns are named, and one sees what became of each row."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from handraiser.capture.imports import operations, queries
from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.mapping import Mapping
from handraiser.capture.reading import FileRefused
from handraiser.kit.refusal import Refusal
from handraiser.web import answer
from handraiser.web.imports.table import mapping_context
from handraiser.web.screen import StaffRequest, page, screen

SHOWN = 50
GOING = (ImportState.WAITING, ImportState.RUNNING)


@require_http_methods(["GET", "HEAD", "POST"])
@screen("take_in")
def show(request: StaffRequest) -> HttpResponseBase:
    """All imports, and the place to drop a file."""
    fault = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            fault = "Choose a file first."
        else:
            try:
                record = _keep(sent, request.user.pk)
            except Refusal as refusal:
                fault = refusal.message
            else:
                return answer.to(request, reverse("web:import", args=[record.id]))
    context = {"imports": queries.imports()[:SHOWN], "refusal": fault}
    return page(request, "web/imports/page.html", context, status=422 if fault else 200)


@require_safe
@screen("take_in")
def one(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """One import: its mapping before it runs, its progress while it does, its report afterwards."""
    record = found(import_id)
    if record.state != ImportState.UPLOADED:
        return page(request, "web/imports/report.html", _report(record))
    try:
        context = mapping_context(record, request.live)
    except FileRefused as refusal:
        return page(request, "web/imports/unreadable.html", {"record": record, "refusal": refusal.message})
    return page(request, "web/imports/mapping.html", context)


@require_safe
@screen("take_in")
def progress(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """How far it is; asked every second while it runs."""
    return page(request, "web/imports/state.html", _report(found(import_id)))


@require_safe
@screen("take_in")
def refused(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """The refused rows as a file, each with its line and reason."""
    record = found(import_id)
    name = f"refused-{Path(record.file_name).stem}.csv"
    return StreamingHttpResponse(
        queries.refused_lines(record.id),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": _attachment(name)},
    )


@require_safe
@screen("take_in")
def mapping_file(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """The mapping as a file, for the command line or the next time."""
    record = found(import_id)
    text = Mapping.model_validate(record.mapping).to_yaml()
    headers = {"Content-Disposition": _attachment(f"{Path(record.file_name).stem}.yaml")}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


def found(import_id: UUID) -> Import:
    """The import of that id. Raises Http404."""
    record = queries.imports().filter(id=import_id).first()
    if record is None:
        raise Http404
    return record


def _report(record: Import) -> dict[str, object]:
    waited = (timezone.now() - record.made_at).total_seconds()
    return {
        "record": record,
        "going": record.state in GOING,
        "slow": record.state == ImportState.WAITING and waited > 30,
        "percent": int(record.position * 100),
        "refused": queries.refused_rows(record.id, limit=SHOWN) if record.refused else [],
        "reasons": sorted(record.report.get("refused", {}).items(), key=lambda pair: -pair[1]),
        "stops": sorted(record.report.get("stopped", {}).items(), key=lambda pair: -pair[1]),
    }


def _keep(sent: "UploadedFile[bytes]", by: int) -> Import:
    name = sent.name or "file"
    if isinstance(sent, TemporaryUploadedFile):
        return operations.keep_import(
            path=Path(sent.temporary_file_path()), file_name=name, at=timezone.now(), by=by
        )
    with tempfile.NamedTemporaryFile() as file:
        file.writelines(sent.chunks())
        file.flush()
        return operations.keep_import(path=Path(file.name), file_name=name, at=timezone.now(), by=by)


def _attachment(name: str) -> str:
    plain = "".join(letter if letter.isalnum() or letter in "-_. " else "_" for letter in name)
    return f'attachment; filename="{plain.encode("ascii", "replace").decode().replace("?", "_")}"'
