"""Where a lead stands now, for inquiries whose batch decided nothing new about it."""

import polars as pl
from django.db import connection

from handraiser.journey.results import SCHEMA

STANDING = """
SELECT l.id::text, l.stage, l.grade, l.score, l.owner_id, l.hold_reason,
       (SELECT min(c.due_at) FROM follow_up_clock c WHERE c.lead_id = l.id AND c.stopped_at IS NULL)
FROM lead_lead l WHERE l.id = ANY(%s::uuid[])
"""
TOLD = ("stage", "grade", "score", "owner_id", "hold_reason", "due_at")
RECORDED = """
SELECT dedupe_key, id::text, state, result, stop_reason, stop_detail, person_id::text, lead_id::text,
       version_id::text
FROM capture_inquiry WHERE dedupe_key = ANY(%s::text[])
"""
FIRST = ("inquiry_id", "state", "result", "stop_reason", "stop_detail", "person_id", "lead_id", "version_id")


def as_recorded(frame: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """The results of repeated inquiries as those of the first, its id included.

    `frame`: the inquiries in the same order, with dedupe_key. Columns in and out as `results.SCHEMA`.
    """
    keys = frame.get_column("dedupe_key")
    repeated = [
        (index, key)
        for index, (key, result) in enumerate(zip(keys, results.get_column("result"), strict=True))
        if key is not None and result == "same"
    ]
    if not repeated:
        return results
    with connection.cursor() as cursor:
        cursor.execute(RECORDED, [[key for _, key in repeated]])
        stored = {key: first for key, *first in cursor.fetchall()}
    rows = results.to_dicts()
    for index, key in repeated:
        rows[index].update(zip(FIRST, stored[key], strict=True))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def with_standing(results: pl.DataFrame) -> pl.DataFrame:
    """The results with what is known of their leads; columns in and out as `results.SCHEMA`.

    A repeated inquiry says only which lead it belongs to, and a lead whose clock ran already starts none.
    """
    leads, due = results.get_column("lead_id"), results.get_column("due_at")
    silent = [lead for lead, moment in zip(leads, due, strict=True) if lead is not None and moment is None]
    if not silent:
        return results
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(set(silent))])
        stored = {lead_id: told for lead_id, *told in cursor.fetchall()}
    rows = results.to_dicts()
    for row in rows:
        if row["due_at"] is None and row["lead_id"] in stored:
            row.update(zip(TOLD, stored[row["lead_id"]], strict=True))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
