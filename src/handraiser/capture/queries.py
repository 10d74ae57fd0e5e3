"""Read inquiries, and claim those that nobody has decided yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import polars as pl
from django.db import connection

from handraiser.capture.arrivals import MOMENT, from_raw

# What waits longer than this was left behind: its door decides it within milliseconds, or not at all.
LEFT_BEHIND = timedelta(seconds=10)

COLUMNS = "id::text, raw, door, system, dedupe_key, import_id::text, line, occurred_at, received_at"
WAITING = f"""
SELECT {COLUMNS} FROM capture_inquiry
WHERE state = 'waiting' AND received_at <= %s ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
STOPPED = f"""
SELECT {COLUMNS} FROM capture_inquiry
WHERE state = 'stopped' AND stop_reason <> 'below_minimum' AND received_at <= %s
ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
WAITING_SCHEMA = pl.Schema(
    {
        "inquiry_id": pl.Utf8(),
        "raw": pl.Utf8(),
        "door": pl.Utf8(),
        "system": pl.Utf8(),
        "dedupe_key": pl.Utf8(),
        "import_id": pl.Utf8(),
        "line": pl.Int64(),
        "occurred_at": MOMENT,
        "received_at": MOMENT,
    }
)


def waiting(*, at: datetime, limit: int) -> pl.DataFrame:
    """Inquiries that were left behind durable but not decided, the oldest first, locked for this transaction."""
    return _read(WAITING, [at - LEFT_BEHIND, limit])


def stopped(*, at: datetime, limit: int) -> pl.DataFrame:
    """Inquiries that stopped for a reason that may be mended, the oldest first, locked for this transaction."""
    return _read(STOPPED, [at, limit])


def _read(statement: str, values: Sequence[datetime | int]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return from_raw(pl.DataFrame(cursor.fetchall(), schema=WAITING_SCHEMA, orient="row"))


CLAIM = """
SELECT id::text FROM capture_inquiry
WHERE id = ANY(%s::uuid[]) AND (state = 'waiting' OR (state = 'stopped' AND stop_reason <> 'below_minimum'))
ORDER BY id FOR UPDATE
"""


def claim(frame: pl.DataFrame) -> pl.DataFrame:
    """Those of the inquiries that are still to be decided, locked for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [frame.get_column("inquiry_id").to_list()])
        ids = {inquiry_id for (inquiry_id,) in cursor.fetchall()}
    return frame if len(ids) == frame.height else frame.filter(pl.col("inquiry_id").is_in(ids))


BECAME = ("state", "result", "stop_reason", "stop_detail", "person_id", "lead_id", "version_id")
BECAME_SCHEMA = pl.Schema(dict.fromkeys(("inquiry_id", *BECAME), pl.Utf8()))
WHAT_BECAME = """
SELECT id::text, state, result, stop_reason, stop_detail, person_id::text, lead_id::text, version_id::text
FROM capture_inquiry WHERE id = ANY(%s::uuid[])
"""


def what_became(inquiry_ids: Sequence[str]) -> pl.DataFrame:
    """What was decided of these inquiries: `BECAME_SCHEMA`."""
    with connection.cursor() as cursor:
        cursor.execute(WHAT_BECAME, [list(inquiry_ids)])
        return pl.DataFrame(cursor.fetchall(), schema=BECAME_SCHEMA, orient="row")


TAKEN = """
SELECT dedupe_key, id::text, state, stop_reason, stop_detail, person_id::text, lead_id::text
FROM capture_inquiry WHERE dedupe_key = ANY(%s::text[])
"""
TAKEN_SCHEMA = pl.Schema(
    dict.fromkeys(
        ("dedupe_key", "inquiry_id", "state", "stop_reason", "stop_detail", "person_id", "lead_id"), pl.Utf8()
    )
)


def already_taken(frame: pl.DataFrame) -> pl.DataFrame:
    """Inquiries that are stored under a dedupe key of the frame: `TAKEN_SCHEMA`."""
    keys = frame.get_column("dedupe_key").drop_nulls().unique().to_list()
    if not keys:
        return pl.DataFrame(schema=TAKEN_SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [keys])
        return pl.DataFrame(cursor.fetchall(), schema=TAKEN_SCHEMA, orient="row")
