"""Write behaviour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson
import polars as pl
from django.db import connection

from handraiser.kit.frames import where
from handraiser.kit.identity import new_ids


@dataclass(frozen=True, slots=True)
class Seen:
    """One behaviour event. Either `person_id`, or `email_key` for somebody who is not captured yet."""

    kind: str
    at: datetime
    person_id: UUID | None = None
    email_key: str | None = None
    properties: dict[str, object] = field(default_factory=dict)
    id: UUID | None = None


INSERT = """
INSERT INTO score_behaviour (id, at, kind, person_id, email_key, properties)
SELECT id, at, kind, person_id, email_key, properties::jsonb
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::uuid[], %s::text[], %s::text[])
     AS v(id, at, kind, person_id, email_key, properties)
ON CONFLICT DO NOTHING
"""
# Known of the person from now on, whenever it happened: it takes its place behind what was known before.
CLAIM = """
UPDATE score_behaviour SET person_id = %s, learned = nextval('score_behaviour_learned')
WHERE person_id IS NULL AND email_key = %s
"""
LOCK = "SELECT 1 FROM lead_lead WHERE person_id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE"


def see(*, seen: Sequence[Seen], at: datetime) -> int:
    """Store behaviour; an event with an id that is already there is the same event. Returns how many were new.

    The tables of its months must be there: `partitions.ensure_partitions`.
    """
    if not seen:
        return 0
    with connection.cursor() as cursor:
        # One at a time for each person: so the order of storing is the order in which decisions know of it.
        cursor.execute(LOCK, [[event.person_id for event in seen if event.person_id is not None]])
    return _store(seen)


def see_inquiries(*, rows: pl.DataFrame, at: datetime) -> None:
    """An inquiry of a kind is behaviour too. Columns in: inquiry_id, person_id, inquiry_kind, occurred_at."""
    kinds = where(rows, rows.get_column("inquiry_kind").is_not_null())
    _store(
        [
            Seen(
                kind=kind,
                at=occurred,
                person_id=UUID(person),
                id=UUID(inquiry),
                properties={"inquiry": inquiry},
            )
            for inquiry, person, kind, occurred in kinds.select(
                "inquiry_id", "person_id", "inquiry_kind", "occurred_at"
            ).iter_rows()
        ]
    )


def claim(*, person_of: Iterable[tuple[str, str]], at: datetime) -> None:
    """Give behaviour that came first to the person captured now: pairs of email_key and person id."""
    with connection.cursor() as cursor:
        cursor.executemany(CLAIM, [(person, key) for key, person in person_of])


def _store(seen: Sequence[Seen]) -> int:
    if not seen:
        return 0
    fresh = iter(new_ids(len(seen)))
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                [event.id or next(fresh) for event in seen],
                [event.at for event in seen],
                [event.kind for event in seen],
                [event.person_id for event in seen],
                [event.email_key for event in seen],
                [orjson.dumps(event.properties).decode() for event in seen],
            ],
        )
        return int(cursor.rowcount)
