"""Write down imports: the file kept, the mapping confirmed, each chunk with what became of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import polars as pl
from django.db import transaction

from handraiser.capture.imports.files import keep_file
from handraiser.capture.imports.models import Import, ImportState, RefusedRow
from handraiser.capture.imports.settle import settle_mapping
from handraiser.capture.imports.tally import Tally
from handraiser.capture.mapping import Mapping
from handraiser.capture.reading import Chunk, RowRefused, open_table
from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.lead import writer

_ENDED = (ImportState.DONE, ImportState.CANCELLED)


class ImportEnded(Refusal):
    """The import is over; nothing about it changes any more."""


class ImportMovedOn(Exception):
    """Another process has taken the same rows in meanwhile, or the import was cancelled."""


def keep_import(
    *, path: Path, file_name: str, at: datetime, mapping: Mapping | None = None, by: int | None = None
) -> Import:
    """Look at a file, propose what is not told of its mapping, and keep both.

    Raises `FileRefused` or `MappingRefused`, and keeps nothing then.
    """
    told = mapping or Mapping()
    table = open_table(path, encoding=told.encoding, delimiter=told.delimiter, sheet=told.sheet)
    settled = settle_mapping(table, told, file_name=file_name)
    import_id = new_id(at)
    kept = keep_file(path, file_name, import_id)
    return Import.objects.create(
        id=import_id,
        file_name=file_name,
        path=kept.path,
        size=kept.size,
        digest=kept.digest,
        mapping=settled.mapping.model_dump(exclude_defaults=True),
        columns=table.description.columns,
        notes=[*table.description.notes, *settled.doubts],
        by_id=by,
        made_at=at,
    )


@transaction.atomic
def confirm(*, import_id: UUID, mapping: Mapping, at: datetime) -> Import:
    """The mapping is right; the import waits for a worker. Raises `MappingRefused`, `ImportEnded`."""
    record = _changeable(import_id)
    fitted = mapping.fitted(record.columns)
    fitted.refuse_nobody()
    record.mapping = fitted.model_dump(exclude_defaults=True)
    record.state = ImportState.WAITING
    record.save(update_fields=["mapping", "state"])
    return record


@transaction.atomic
def cancel(*, import_id: UUID, at: datetime) -> Import:
    """Stop after the chunk in hand. What was taken in stays."""
    record = _changeable(import_id)
    record.state = ImportState.CANCELLED
    record.ended_at = at
    record.save(update_fields=["state", "ended_at"])
    return record


@transaction.atomic
def begin(*, import_id: UUID, at: datetime) -> Import:
    """The import runs, for the first time or again after a crash. Raises `ImportEnded`."""
    record = _changeable(import_id)
    record.state = ImportState.RUNNING
    record.started_at = record.started_at or at
    record.error = ""
    record.save(update_fields=["state", "started_at", "error"])
    return record


def advance(
    *, record: Import, chunk: Chunk, tally: Tally, refused: Sequence[RowRefused], at: datetime
) -> None:
    """Say what became of a chunk, in the transaction in which its rows were taken in.

    Raises `ImportMovedOn` when `record`, as it was read, is not what is stored.
    """
    stored = Import.objects.select_for_update().get(id=record.id)
    if stored.next_line != record.next_line or stored.state != ImportState.RUNNING:
        raise ImportMovedOn
    writer.insert(RefusedRow, _refused_frame(record.id, refused))
    for name in ("new", "updated", "same", "refused", "stopped"):
        setattr(stored, name, tally.counts[name])
    stored.rows = tally.rows
    stored.report = tally.to_report()
    stored.next_line = chunk.next_line
    stored.position = chunk.position
    stored.save()
    record.next_line = stored.next_line


def finish(*, record: Import, seconds: float, at: datetime) -> Import:
    """The file is at its end. `seconds` of work are added to those before a crash."""
    stored = Import.objects.get(id=record.id)
    stored.state = ImportState.DONE
    stored.position = 1.0
    stored.ended_at = at
    stored.report = {**stored.report, "seconds": round(stored.report.get("seconds", 0) + seconds, 3)}
    stored.save(update_fields=["state", "position", "ended_at", "report"])
    return stored


def fail(*, import_id: UUID, error: str, at: datetime) -> None:
    """The import cannot go on; it can be begun again at the row where it stopped."""
    Import.objects.filter(id=import_id, state=ImportState.RUNNING).update(
        state=ImportState.FAILED, error=error[:2000], ended_at=at
    )


def _changeable(import_id: UUID) -> Import:
    record = Import.objects.select_for_update().get(id=import_id)
    if record.state in _ENDED:
        raise ImportEnded(f"The import of {record.file_name} is over ({record.get_state_display().lower()}).")
    return record


def _refused_frame(import_id: UUID, refused: Sequence[RowRefused]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "imported_id": [str(import_id)] * len(refused),
            "line": [row.line for row in refused],
            # PostgreSQL's text holds no NUL; in JSON it is written as an escape.
            "reason": [row.reason.replace("\x00", "␀") for row in refused],
            "cells": [json.dumps(row.cells, ensure_ascii=True) for row in refused],
        },
        schema={"imported_id": pl.Utf8, "line": pl.Int64, "reason": pl.Utf8, "cells": pl.Utf8},
    )
