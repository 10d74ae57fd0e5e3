"""Events out of the ledger, batch by batch, so that memory stays flat however long it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import orjson
from django.db import connection

from handraiser.replay.verdict import Recorded

BATCH = 5_000
FIRST = UUID(int=0)
COLUMNS: LiteralString = (
    "id::text, kind, at, recorded_at, lead_id::text, person_id::text, actor_id, version_id, explanation::text"
)
FROM_HERE: LiteralString = f"""
SELECT {COLUMNS} FROM ledger_event
WHERE id > %(after)s AND {{which}} ORDER BY id LIMIT %(batch)s
"""
THESE: LiteralString = f"SELECT {COLUMNS} FROM ledger_event WHERE id = ANY(%(ids)s::uuid[]) ORDER BY id"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: recorded from `since` on and before `until`, of one lead; without any of these, all."""

    since: datetime | None = None
    until: datetime | None = None
    lead_id: UUID | None = None


def batches(wanted: Wanted) -> Iterator[list[Recorded]]:
    """The wanted events in the order in which they were recorded."""
    parts: list[LiteralString] = ["TRUE"]
    if wanted.since is not None:
        parts.append("recorded_at >= %(since)s")
    if wanted.until is not None:
        parts.append("recorded_at < %(until)s")
    if wanted.lead_id is not None:
        parts.append("lead_id = %(lead)s")
    statement = FROM_HERE.replace("{which}", " AND ".join(parts))
    values = {"since": wanted.since, "until": wanted.until, "lead": wanted.lead_id, "batch": BATCH}
    after = FIRST
    while True:
        events = _read(statement, {**values, "after": after})
        if events:
            yield events
        if len(events) < BATCH:
            return
        after = UUID(events[-1].id)


def by_id(event_ids: Sequence[UUID]) -> Iterator[list[Recorded]]:
    """These events."""
    for first in range(0, len(event_ids), BATCH):
        yield _read(THESE, {"ids": list(event_ids[first : first + BATCH])})


def how_many() -> int:
    """About how many events there are, as the database estimates it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'ledger_event'")
        return max(0, int(cursor.fetchone()[0]))


def _read(statement: LiteralString, values: dict[str, Any]) -> list[Recorded]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Recorded(*(*row[:-1], orjson.loads(row[-1]))) for row in cursor.fetchall()]
