"""Run an import: chunk after chunk, each in one transaction with its progress.

A process may be killed at any moment: what was committed is done, the rest is read again from the line
where the last chunk ended. So nothing is taken in twice, and nothing is lost.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol
from uuid import UUID

import polars as pl
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from handraiser.capture.arrivals import MOMENT, complete
from handraiser.capture.imports import operations
from handraiser.capture.imports.files import uploads
from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.imports.tally import RESULTS, Tally
from handraiser.capture.mapping import Mapped, Mapper, Mapping
from handraiser.capture.reading import Chunk, Table, open_table
from handraiser.kit.refusal import Refusal

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]
Told = Callable[[Import], None]

_WAIT_FOR_OTHER_SECONDS = 30.0
_WAIT_FOR_DATABASE_SECONDS = 60.0


class TakeIn(Protocol):
    """The journey, given by the door because it lies above this room."""

    def __call__(self, frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
        """Inquiries in, one result for each out, as `journey.results.SCHEMA`."""


class AlreadyRunning(Refusal):
    """Another process is at work on this import."""


def run_import(*, import_id: UUID, take_in: TakeIn, now: Clock, told: Told | None = None) -> Import:
    """Take in every row that is not done yet, and return the import as it ended.

    `told` hears of the import after each chunk. A database that goes away is waited for, up to a minute.
    Raises `AlreadyRunning`, `ImportEnded`, `FileRefused`.
    """
    away_since: float | None = None
    began_at_line = -1
    while True:
        try:
            return _run_once(import_id, take_in, now, told)
        except (OperationalError, InterfaceError) as error:
            connection.close()
            line = _line_reached(import_id)
            if line is not None and line != began_at_line:
                away_since, began_at_line = None, line
            away_since = away_since or time.monotonic()
            if time.monotonic() - away_since > _WAIT_FOR_DATABASE_SECONDS:
                raise
            log.warning("import.database_away", import_id=str(import_id), error=str(error).splitlines()[0])
            time.sleep(0.5)


def open_import(record: Import) -> tuple[Table, Mapper]:
    """The kept file of an import as a table, with its mapper."""
    mapping = Mapping.model_validate(record.mapping)
    table = open_table(
        uploads() / record.path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet
    )
    columns = table.description.columns
    return table, Mapper(mapping.fitted(columns), columns)


def inquiries_of(mapped: Mapped, *, at: datetime, import_id: UUID | None) -> pl.DataFrame:
    """Mapped rows as the journey takes them: `arrivals.complete`."""
    return complete(
        mapped.frame.with_columns(
            _occurred(mapped.frame, at),
            pl.lit(at, MOMENT).alias("received_at"),
            pl.lit("import").alias("door"),
            pl.lit(str(import_id) if import_id else None, pl.Utf8).alias("import_id"),
        )
    )


def _run_once(import_id: UUID, take_in: TakeIn, now: Clock, told: Told | None) -> Import:
    with _alone(import_id):
        record = operations.begin(import_id=import_id, at=now())
        began = time.perf_counter()
        try:
            table, mapper = open_import(record)
            tally = Tally.of_report(record.report, {name: getattr(record, name) for name in RESULTS})
            for chunk in table.chunks(from_line=record.next_line):
                _take_chunk(record, chunk, mapper, tally, take_in, now())
                stored = Import.objects.get(id=import_id)
                if told:
                    told(stored)
                if stored.state != ImportState.RUNNING:
                    return stored
        except operations.ImportMovedOn:
            return Import.objects.get(id=import_id)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            operations.fail(import_id=import_id, error=f"{error}" or type(error).__name__, at=now())
            raise
        return operations.finish(record=record, seconds=time.perf_counter() - began, at=now())


def _take_chunk(
    record: Import, chunk: Chunk, mapper: Mapper, tally: Tally, take_in: TakeIn, at: datetime
) -> None:
    mapped = mapper.apply(chunk)
    with transaction.atomic():
        frame = inquiries_of(mapped, at=at, import_id=record.id)
        results = take_in(frame, at=at)
        refused = tally.add(chunk, mapped, results)
        operations.advance(record=record, chunk=chunk, tally=tally, refused=refused, at=at)


@contextmanager
def _alone(import_id: UUID) -> Iterator[None]:
    """Hold the import against other processes; a lock of the session, which ends with its process."""
    key = int.from_bytes(import_id.bytes[8:], signed=True)
    give_up = time.monotonic() + _WAIT_FOR_OTHER_SECONDS
    while not _call("pg_try_advisory_lock", key):
        if time.monotonic() > give_up:
            raise AlreadyRunning("Another process is at work on this import.")
        # The server notices a killed process only when its statement ends.
        time.sleep(0.2)
    try:
        yield
    finally:
        if connection.is_usable():
            _call("pg_advisory_unlock", key)


def _call(function: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key])
        return bool(cursor.fetchone()[0])


def _line_reached(import_id: UUID) -> int | None:
    """How far the import has come; None while the database is away."""
    try:
        found = Import.objects.filter(id=import_id, state=ImportState.RUNNING).values_list(
            "next_line", flat=True
        )
        return found.first()
    except (OperationalError, InterfaceError):
        connection.close()
        return None


def _occurred(frame: pl.DataFrame, at: datetime) -> pl.Expr:
    """When it happened: as the row says, else when its outcome was known, else now."""
    told = [name for name in ("occurred_at", "outcome_at") if name in frame.columns]
    return pl.coalesce(*told, pl.lit(at, MOMENT)).alias("occurred_at")
