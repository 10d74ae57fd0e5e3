"""Which part of history a backtest runs over: from when to when, all of it or a stable sample."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from handraiser.capture.admit import COMES_BACK


@dataclass(frozen=True, slots=True)
class Scope:
    """Leads opened from `since` to before `until` are judged. `sample`: of about so many people, chosen by a
    hash of their company, so that colleagues stay together and the choice is the same every time."""

    since: datetime | None = None
    until: datetime | None = None
    sample: int | None = None


# A machine brings people back by this door; in a backtest the version itself says when they come.
INQUIRIES = f"""
FROM capture_inquiry i LEFT JOIN lead_person p ON p.id = i.person_id
WHERE i.door <> '{COMES_BACK}' AND i.received_at <= %(horizon)s
  AND (i.person_id IS NOT NULL OR i.stop_reason = 'below_minimum')
"""
WHO = "coalesce(i.person_id, i.id)"
# Evenly over 0 to 2^28 - 1.
HASH = f"('x' || substr(md5(coalesce(p.company_id, {WHO})::text), 1, 7))::bit(28)::int"
BUCKETS = 2**28

COUNT = f"SELECT count(DISTINCT {WHO}), count(*), min(i.occurred_at), max(i.received_at) {INQUIRIES}"
ORDERED = f"""
SELECT id::text, who::text FROM (
    SELECT i.id, {WHO} AS who, i.occurred_at,
           min(i.occurred_at) OVER w AS first,
           bool_or((%(since)s::timestamptz IS NULL OR i.occurred_at >= %(since)s)
               AND (%(until)s::timestamptz IS NULL OR i.occurred_at < %(until)s)) OVER w AS judged
    {INQUIRIES} AND {HASH} < %(below)s
    WINDOW w AS (PARTITION BY {WHO})
) told WHERE judged ORDER BY first, who, occurred_at, id
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much history there is: people, inquiries, and between which moments."""

    people: int
    inquiries: int
    first: datetime | None
    last: datetime | None


def extent(*, horizon: datetime) -> Extent:
    """All that was recorded up to the horizon."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"horizon": horizon})
        return Extent(*cursor.fetchone())


def chunks(
    scope: Scope, *, horizon: datetime, whole: Extent, people: int
) -> Iterator[list[tuple[str, list[str]]]]:
    """Lots of so many people in the order of their first inquiry: (person id, ids of their inquiries in order).

    Somebody who was refused and never identified stands under the id of the inquiry.
    """
    part = 1.0 if scope.sample is None else min(1.0, scope.sample / max(1, whole.people))
    values: dict[str, Any] = {
        "horizon": horizon,
        "since": scope.since,
        "until": scope.until,
        "below": round(part * BUCKETS),
    }
    lot: list[tuple[str, list[str]]] = []
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(ORDERED, values)
        while rows := cursor.fetchmany(10_000):
            for inquiry, who in rows:
                if lot and lot[-1][0] == who:
                    lot[-1][1].append(inquiry)
                    continue
                if len(lot) >= people:
                    yield lot
                    lot = []
                lot.append((who, [inquiry]))
    if lot:
        yield lot
