"""Leads seen whole, as a frame: the lead with its person and its company, one row each."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.db import connection

from handraiser.lead.catalogue import CATALOGUE, ColumnType

MOMENT = pl.Datetime("us", "UTC")
POLARS_TYPE: dict[ColumnType, pl.DataType | type[pl.DataType]] = {
    "text": pl.Utf8,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "moment": MOMENT,
    "list": pl.List(pl.Utf8),
    "json": pl.Utf8,
}

# What the journey needs beside the catalogue: ids, provenance and the state that no rule may name.
KEPT: dict[str, tuple[pl.DataType | type[pl.DataType], str]] = {
    "person_id": (pl.Utf8, "p.id::text"),
    "company_id": (pl.Utf8, "p.company_id::text"),
    "lead_id": (pl.Utf8, "l.id::text"),
    "version_id": (pl.Utf8, "l.version_id::text"),
    "owner_id": (pl.Int64, "l.owner_id"),
    "named_owner_id": (pl.Int64, "c.named_owner_id"),
    "hold_reason": (pl.Utf8, "l.hold_reason"),
    "furthest_stage": (pl.Utf8, "l.furthest_stage"),
    "scored_at": (MOMENT, "l.scored_at"),
    "informed_at": (MOMENT, "p.updated_at"),
    "person_provenance": (pl.Utf8, "p.provenance::text"),
    "company_provenance": (pl.Utf8, "c.provenance::text"),
}

SCHEMA = pl.Schema(
    {
        **{column.name: POLARS_TYPE[column.type] for column in CATALOGUE},
        **{name: kind for name, (kind, _) in KEPT.items()},
    }
)

# Made once: sixty columns cost a millisecond, which is much in a batch of one inquiry.
_EMPTY = pl.DataFrame(schema=SCHEMA)
_EXPRESSIONS = [
    *(f"({column.sql})::text" if column.type == "json" else column.sql for column in CATALOGUE),
    *(sql for _, sql in KEPT.values()),
]
_COLUMNS = ", ".join(_EXPRESSIONS)

BY_LEAD = f"""
SELECT {_COLUMNS}
FROM lead_lead l
JOIN lead_person p ON p.id = l.person_id
LEFT JOIN lead_company c ON c.id = p.company_id
WHERE l.id = ANY(%s::uuid[])
"""

BY_PERSON = f"""
SELECT {_COLUMNS}
FROM lead_person p
LEFT JOIN lead_company c ON c.id = p.company_id
LEFT JOIN LATERAL (
    SELECT * FROM lead_lead WHERE person_id = p.id ORDER BY pass_number DESC LIMIT 1
) l ON true
WHERE p.id = ANY(%s::uuid[])
"""


def empty() -> pl.DataFrame:
    """A frame of no leads with every column."""
    return _EMPTY.clone()


def load_leads(lead_ids: Sequence[str], *, lock: bool = True) -> pl.DataFrame:
    """Leads by id, columns as in `SCHEMA`, in no given order; locked so that one batch at a time decides them."""
    if not lead_ids:
        return empty()
    if lock:
        _lock("id", lead_ids)
    return _read(BY_LEAD, lead_ids)


def load_people(person_ids: Sequence[str], *, lock: bool = True) -> pl.DataFrame:
    """People by id with their newest pass; a person without any pass has null in the lead's columns."""
    if not person_ids:
        return empty()
    if lock:
        _lock("person_id", person_ids)
    return _read(BY_PERSON, person_ids)


def at_moment(frame: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """The frame with `at`, the moment of decision, and `captured_at`, the same moment."""
    return frame.with_columns(
        pl.lit(at, dtype=MOMENT).alias("at"), pl.lit(at, dtype=MOMENT).alias("captured_at")
    )


def _lock(column: str, ids: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        # In the order of id: two batches that share leads wait for each other instead of dead-locking.
        cursor.execute(
            f"SELECT 1 FROM lead_lead WHERE {column} = ANY(%s::uuid[]) ORDER BY id FOR UPDATE", [list(ids)]
        )


def _read(statement: str, ids: Sequence[str]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return pl.DataFrame(cursor.fetchall(), schema=SCHEMA, orient="row")
