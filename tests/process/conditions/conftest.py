"""A table row by row in a frame and in PostgreSQL, so that one condition can be asked of both."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from django.db import connection, transaction

from handraiser.lead.catalogue import CATALOGUE
from handraiser.process import Condition

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

FRAME_TYPES: dict[str, Any] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "moment": pl.Datetime("us", "UTC"),
    "list": pl.List(pl.String()),
    "json": pl.String(),
}
SQL_TYPES = {
    "text": "text",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "moment": "timestamptz",
    "list": "text[]",
    "json": "jsonb",
}
COLUMNS: dict[str, str] = {
    **{column.name: column.type for column in CATALOGUE if column.name != "owner"},
    "person_provenance": "json",
    "company_provenance": "json",
}

Row = Mapping[str, Any]
Ask = Callable[[Condition, list[Row]], list[bool]]

# The stored rows as the aliases l, p and c, with the names that the catalogue's SQL asks for.
SOURCES = """
    condition_row r,
    LATERAL (SELECT r.*, NULL::bigint AS owner_id) l,
    LATERAL (SELECT r.*, r.person_provenance AS provenance) p,
    LATERAL (SELECT r.company_name AS name, r.domain, r.industry, r.employees, r.revenue,
        NULL::text AS country, r.company_provenance AS provenance) c
"""


@pytest.fixture(scope="session")
def in_polars() -> Ask:
    """What a condition gives for each row of a frame."""
    schema = {name: FRAME_TYPES[kind] for name, kind in COLUMNS.items()} | {"at": FRAME_TYPES["moment"]}

    def ask(condition: Condition, rows: list[Row]) -> list[bool]:
        whole = [{**dict.fromkeys(COLUMNS), "at": AT, **row} for row in rows]
        frame = pl.DataFrame(whole, schema=schema)
        return frame.select(condition.expression.alias("holds"))["holds"].to_list()

    return ask


@pytest.fixture(scope="session")
def in_postgres(django_db_setup: None, django_db_blocker: Any) -> Ask:
    """The same asked of PostgreSQL, over the very SQL of the catalogue."""
    columns = ", ".join(f'"{name}" {SQL_TYPES[kind]}' for name, kind in COLUMNS.items())
    names = ["place", *COLUMNS]
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(["%s", *(f"%s::{SQL_TYPES[kind]}" for kind in COLUMNS.values())])

    def ask(condition: Condition, rows: list[Row]) -> list[bool]:
        text, parameters = condition.sql()
        with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
            # Tests of whole transactions may have replaced the connection, and the table with it.
            cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS condition_row (place integer, {columns})")
            cursor.execute("TRUNCATE condition_row")
            values = [[place, *(row.get(name) for name in COLUMNS)] for place, row in enumerate(rows)]
            cursor.executemany(f"INSERT INTO condition_row ({listed}) VALUES ({marks})", values)
            at = rows[0].get("at", AT) if rows else AT
            cursor.execute(f"SELECT {text} FROM {SOURCES} ORDER BY r.place", {**parameters, "at": at})
            return [holds for (holds,) in cursor.fetchall()]

    return ask
