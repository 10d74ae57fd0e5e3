"""Many rows at once: PostgreSQL writes them as text, Polars reads them, and no Python object is made for a cell."""

import io
from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import connection


def fetch(statement: str, values: Mapping[str, Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a statement in the columns of `schema`. Moments must be written `AT TIME ZONE 'UTC'`."""
    text = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({statement}) TO STDOUT WITH (FORMAT csv)", values) as copy,
    ):
        for part in copy:
            text.write(part)
    kinds = pl.Schema(schema)
    if not text.tell():
        return kinds.to_frame()
    text.seek(0)
    written = pl.Schema({name: _written(kind) for name, kind in kinds.items()})
    frame = pl.read_csv(text, has_header=False, schema=written)
    return frame.with_columns(_read(name, kind) for name, kind in kinds.items() if kind != written[name])


def _written(kind: pl.DataType) -> pl.DataType:
    return pl.Utf8() if isinstance(kind, pl.Datetime | pl.Boolean) else kind


def _read(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Boolean):
        return (column == "t").alias(name)
    return column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", time_zone="UTC")
