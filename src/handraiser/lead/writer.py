"""The one bulk writer: frames go to tables by COPY, changes by one set-based statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import polars as pl
from django.db import IntegrityError, OperationalError, connection, models
from psycopg import errors

# Enough that a slice's text stays a few MB: the memory of a write does not grow with the frame.
ROWS_PER_SLICE = 20_000
MOMENT_FORMAT = "%Y-%m-%d %H:%M:%S%.6f+00"


class LostRace(Exception):
    """Another transaction wrote the same key first. The batch is to be decided anew from what is there now."""


def insert(model: type[models.Model], frame: pl.DataFrame) -> None:
    """COPY a frame into the model's table. Columns are the table's column names; lists become arrays.

    Raises `LostRace` when a row of the same key is already there.
    """
    if frame.is_empty():
        return
    names = ", ".join(f'"{name}"' for name in frame.columns)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN WITH (FORMAT csv)'
    text = _as_text(frame)
    with _races_named(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for part in text.iter_slices(ROWS_PER_SLICE):
            copy.write(part.write_csv(include_header=False, datetime_format=MOMENT_FORMAT).encode())


def update(model: type[models.Model], frame: pl.DataFrame, *, key: str = "id") -> None:
    """Set the frame's columns on the rows that its `key` column names, in one statement."""
    if frame.is_empty():
        return
    types = _column_types(model)
    changes = [name for name in frame.columns if name != key]
    record = ", ".join(f'"{name}" {_record_type(types[name])}' for name in frame.columns)
    assignments = ", ".join(f'"{name}" = v."{name}"{_cast(types[name])}' for name in changes)
    statement = (
        f'UPDATE "{model._meta.db_table}" t SET {assignments} '
        f'FROM jsonb_to_recordset(%s::jsonb) AS v({record}) WHERE t."{key}" = v."{key}"'
    )
    with _races_named(), connection.cursor() as cursor:
        for part in frame.iter_slices(ROWS_PER_SLICE):
            cursor.execute(statement, [_moments_as_text(part).write_json()])


@contextmanager
def _races_named() -> Iterator[None]:
    try:
        # COPY speaks to the driver itself; its errors become Django's here like those of any statement.
        with connection.wrap_database_errors:
            yield
    except (IntegrityError, OperationalError) as lost:
        if isinstance(lost.__cause__, errors.UniqueViolation | errors.DeadlockDetected):
            raise LostRace(str(lost)) from lost
        raise


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    lists = [_array_literal(name) for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(lists) if lists else frame


def _moments_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    moments = [
        pl.col(name).dt.strftime(MOMENT_FORMAT)
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.Datetime)
    ]
    return frame.with_columns(moments) if moments else frame


def _array_literal(name: str) -> pl.Expr:
    element = (
        pl.element().str.replace_all("\\", "\\\\", literal=True).str.replace_all('"', '\\"', literal=True)
    )
    joined = pl.lit('{"') + pl.col(name).list.eval(element).list.join('","') + pl.lit('"}')
    return pl.when(pl.col(name).list.len() == 0).then(pl.lit("{}")).otherwise(joined).alias(name)


@cache
def _column_types(model: type[models.Model]) -> dict[str, str]:
    fields: list[Any] = [field for field in model._meta.get_fields() if getattr(field, "column", None)]
    return {
        field.column: field.rel_db_type(connection) if field.remote_field else field.db_type(connection)
        for field in fields
    }


def _record_type(db_type: str) -> str:
    # A JSON column travels as the text that the frame holds, and is read as JSON when it is set.
    return "text" if db_type == "jsonb" else db_type


def _cast(db_type: str) -> str:
    return "::jsonb" if db_type == "jsonb" else ""
