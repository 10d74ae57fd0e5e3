"""Rehearse, start, stop and go on with an import."""

import time
from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from handraiser import flow
from handraiser.capture.imports import operations
from handraiser.capture.imports.files import uploads
from handraiser.capture.imports.models import Import
from handraiser.capture.imports.rehearsal import rehearse_import
from handraiser.capture.imports.tally import RESULTS, Tally
from handraiser.capture.mapping import Mapper, Mapping, MappingRefused
from handraiser.capture.reading import open_table
from handraiser.web import answer
from handraiser.web.imports.table import mapping_of, outcomes_context
from handraiser.web.imports.views import found
from handraiser.web.jobs import queue_import
from handraiser.web.screen import StaffRequest, page, screen

# A rehearsal that takes longer than this says how far it has come, and leaves the rest to the command line.
PATIENCE_SECONDS = 8.0
REHEARSED_AT_ONCE = 2_000
SHOWN_OF_EACH = 100


@require_POST
@screen("take_in")
def read_again(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """Read the same file with another encoding, delimiter or sheet; its columns are guessed anew."""
    record = found(import_id)
    told = {name: request.POST.get(name, "").strip() or None for name in ("encoding", "delimiter", "sheet")}
    again = operations.keep_import(
        path=uploads() / record.path,
        file_name=record.file_name,
        at=timezone.now(),
        mapping=_valid(told),
        by=request.user.pk,
    )
    operations.cancel(import_id=record.id, at=timezone.now())
    return answer.to(request, reverse("web:import", args=[again.id]))


@require_POST
@screen("take_in")
def read_outcomes(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """What the words of the column mean that the form takes for the outcome. Keeps nothing."""
    record = found(import_id)
    try:
        mapping = mapping_of(request.POST, record)
    except (ValidationError, MappingRefused):
        # The form is not finished yet; what is wrong is said where it is sent.
        return HttpResponse(status=204)
    return page(request, "web/imports/outcomes.html", outcomes_context(record, mapping))


@require_POST
@screen("take_in")
def rehearse(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """What would become of each row. Writes nothing but the mapping."""
    record = found(import_id)
    mapping = _settled(request, record)
    table = open_table(
        uploads() / record.path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet
    )
    mapper, tally = Mapper(mapping, table.description.columns), Tally()
    began, position = time.monotonic(), 1.0
    shown: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for some in rehearse_import(
        table, mapper, rehearse=flow.rehearse, at=timezone.now(), tally=tally, rows=REHEARSED_AT_ONCE
    ):
        for line, outcome, why in some.frame.iter_rows():
            if len(shown[outcome]) < SHOWN_OF_EACH:
                shown[outcome].append((line, why))
        position = some.position
        if time.monotonic() - began > PATIENCE_SECONDS:
            break
    context = {
        "record": record,
        "tally": tally,
        "results": [(name, tally.counts[name], shown[name]) for name in RESULTS],
        "reasons": tally.refused.most_common(10),
        "percent": int(position * 100),
    }
    return page(request, "web/imports/rehearsal.html", context)


@require_POST
@screen("take_in")
def start(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """The mapping is right: a worker takes the file in."""
    record = found(import_id)
    operations.confirm(import_id=record.id, mapping=_said(request, record), at=timezone.now())
    return _queued(request, record)


@require_POST
@screen("take_in")
def go_on(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """Begin again at the row where it stopped."""
    record = found(import_id)
    operations.confirm(import_id=record.id, mapping=Mapping.model_validate(record.mapping), at=timezone.now())
    return _queued(request, record)


@require_POST
@screen("take_in")
def stop(request: StaffRequest, import_id: UUID) -> HttpResponseBase:
    """Stop after the rows in hand. What was taken in stays."""
    record = operations.cancel(import_id=found(import_id).id, at=timezone.now())
    return answer.to(request, reverse("web:import", args=[record.id]))


def _queued(request: StaffRequest, record: Import) -> HttpResponseBase:
    # In the same transaction, so that there is never a confirmed import that nobody takes up.
    queue_import(record.id)
    return answer.to(request, reverse("web:import", args=[record.id]))


def _settled(request: StaffRequest, record: Import) -> Mapping:
    """The mapping of the form, kept, so that nothing that was corrected gets lost."""
    mapping = _said(request, record).fitted(record.columns)
    mapping.refuse_nobody()
    record.mapping = mapping.model_dump(exclude_defaults=True)
    with transaction.atomic():
        record.save(update_fields=["mapping"])
    return mapping


def _said(request: StaffRequest, record: Import) -> Mapping:
    try:
        return mapping_of(request.POST, record)
    except ValidationError as error:
        raise MappingRefused([str(detail["msg"]) for detail in error.errors()]) from error


def _valid(told: dict[str, str | None]) -> Mapping:
    try:
        return Mapping.model_validate(told)
    except ValidationError as error:
        raise MappingRefused([str(detail["msg"]) for detail in error.errors()]) from error
