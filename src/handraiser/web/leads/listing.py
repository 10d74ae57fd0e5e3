"""One page of leads, and how many there are. Paged by the last row seen, so that page 9,000 is as fast as page 1."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from handraiser.lead.catalogue import COLUMNS
from handraiser.web.leads.picture import Cursor, Picture
from handraiser.web.leads.selection import FROM, Selection

# Beyond this many, "more than" is enough to know, and counting on would cost what paging saves.
COUNTED = 10_000
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One lead: its id, the name of the person, and the values of the chosen columns in their order."""

    lead_id: UUID
    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of the next page if there is one."""

    rows: tuple[Row, ...]
    next: Cursor | None


class UnknownCursor(ValueError):
    """A page's address that nobody was given."""


def page(picture: Picture, selection: Selection) -> Page:
    """The page of the picture. Raises UnknownCursor when its cursor cannot be read."""
    sorted_by = COLUMNS[picture.sort]
    # The index on `opened_at` serves its order only if nothing is said of nulls, of which it has none.
    nulls = "" if picture.sort == "opened_at" else " NULLS LAST"
    order = f"{sorted_by.sql} {picture.direction}{nulls}, l.id {picture.direction}"
    parameters = dict(selection.parameters)
    where = selection.where
    if picture.after is not None:
        where += f" AND ({_beyond(picture, picture.after, parameters)})"
    source = FROM if sorted_by.home != "lead" else selection.source
    # Which leads is decided before anything else about them is read.
    sql = (
        f"SELECT l.id, {NAME}, ({sorted_by.sql})::text, {_columns(picture.columns)} {FROM} WHERE l.id IN ("
        f"SELECT l.id {source} WHERE {where} ORDER BY {order} LIMIT {picture.size + 1}) ORDER BY {order}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    shown = found[: picture.size]
    following = Cursor(shown[-1][2], str(shown[-1][0])) if len(found) > picture.size else None
    return Page(
        tuple(Row(lead_id, name, _read(picture, values)) for lead_id, name, _, *values in shown), following
    )


def count(selection: Selection) -> int:
    """How many leads there are, up to COUNTED + 1."""
    sql = f"SELECT count(*) FROM (SELECT 1 {selection.source} WHERE {selection.where} LIMIT {COUNTED + 1}) AS counted"
    with connection.cursor() as cursor:
        cursor.execute(sql, selection.parameters)
        (counted,) = cursor.fetchone()
        return int(counted)


def every(columns: Sequence[str], selection: Selection) -> Iterator[tuple[Any, ...]]:
    """All leads of the selection, id first, in the order in which they were opened; read in chunks."""
    sql = f"SELECT l.id, {_columns(columns)} {FROM} WHERE {selection.where} ORDER BY l.opened_at, l.id"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, selection.parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def ids(selection: Selection, *, limit: int) -> list[UUID]:
    """The ids of the selection's leads, the oldest first."""
    sql = f"SELECT l.id {selection.source} WHERE {selection.where} ORDER BY l.opened_at, l.id LIMIT {limit}"
    with connection.cursor() as cursor:
        cursor.execute(sql, selection.parameters)
        return [lead_id for (lead_id,) in cursor.fetchall()]


NAME = "coalesce(p.full_name, p.email, p.phone, l.external_id, 'No name yet')"


def _columns(names: Sequence[str]) -> str:
    return ", ".join(COLUMNS[name].sql for name in names)


def _beyond(picture: Picture, after: Cursor, parameters: dict[str, Any]) -> str:
    """The rows after the cursor. Rows without a value come last in either direction."""
    try:
        parameters["last_id"] = UUID(after.lead_id)
    except ValueError as error:
        raise UnknownCursor(after.lead_id) from error
    column = COLUMNS[picture.sort]
    sign = ">" if picture.direction == "asc" else "<"
    if after.value is None:
        return f"({column.sql}) IS NULL AND l.id {sign} %(last_id)s"
    parameters["last_value"] = after.value
    value = f"%(last_value)s::{TYPES[column.type]}"
    if picture.sort == "opened_at":
        # Never null, so one comparison of pairs suffices, and the index serves it.
        return f"(l.opened_at, l.id) {sign} ({value}, %(last_id)s)"
    return (
        f"({column.sql}) {sign} {value} OR (({column.sql}) = {value} AND l.id {sign} %(last_id)s) "
        f"OR ({column.sql}) IS NULL"
    )


TYPES = {
    "text": "text",
    "integer": "bigint",
    "number": "float8",
    "boolean": "boolean",
    "moment": "timestamptz",
    "list": "text[]",
    "json": "jsonb",
}


def _read(picture: Picture, values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        json.loads(value) if COLUMNS[name].type == "json" and isinstance(value, str) else value
        for name, value in zip(picture.columns, values, strict=True)
    )
