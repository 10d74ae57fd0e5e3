"""Keep inquiries: durable first, then what became of them."""

from datetime import datetime

import polars as pl

from handraiser.capture.models import Inquiry
from handraiser.lead import writer

KEPT = (
    "door",
    "system",
    "source",
    "occurred_at",
    "received_at",
    "raw",
    "dedupe_key",
    "import_id",
    "line",
)
OUTCOME = ("state", "stop_reason", "stop_detail", "result", "person_id", "lead_id", "version_id")


def keep(*, frame: pl.DataFrame, at: datetime) -> None:
    """Store raw inquiries as waiting. Columns in: those of `arrivals.complete`. Raises `writer.LostRace`
    when one of the same dedupe key is there already."""
    writer.insert(Inquiry, _raw(frame).with_columns(pl.lit("waiting").alias("state")))


def keep_decided(*, frame: pl.DataFrame, results: pl.DataFrame, at: datetime) -> None:
    """Store inquiries together with what became of them, row by row: columns of `keep` and of `decide`.

    For a door whose source is durable by itself (an uploaded file), so that a row is written once.
    """
    writer.insert(Inquiry, _raw(frame).hstack(results.select(OUTCOME)))


def decide(*, frame: pl.DataFrame, at: datetime) -> None:
    """Say what became of stored inquiries.

    Columns in: inquiry_id, state, stop_reason, stop_detail, result, person_id, lead_id, version_id.
    """
    writer.update(Inquiry, frame.select(pl.col("inquiry_id").alias("id"), *OUTCOME))


def _raw(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col("inquiry_id").alias("id"), pl.col("inquiry_kind").alias("kind"), *KEPT)
