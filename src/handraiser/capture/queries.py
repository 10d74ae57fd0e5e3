"""Read inquiries."""

import polars as pl
from django.db import connection

from handraiser.capture.arrivals import MOMENT, from_raw

WAITING = """
SELECT id::text, raw, door, system, dedupe_key, import_id::text, line, occurred_at, received_at
FROM capture_inquiry
WHERE state = 'waiting' OR (state = 'stopped' AND stop_reason <> 'below_minimum')
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


def waiting(limit: int) -> pl.DataFrame:
    """Inquiries that are durable but not decided, the oldest first, locked for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [limit])
        return from_raw(pl.DataFrame(cursor.fetchall(), schema=WAITING_SCHEMA, orient="row"))


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
