"""What became of each inquiry of a batch, in the order in which they came."""

import polars as pl

from handraiser.capture.stops import StopReason
from handraiser.identify.merge import say_nothing_new
from handraiser.journey.station import Run

SCHEMA = pl.Schema(
    {
        "inquiry_id": pl.Utf8(),
        "state": pl.Utf8(),
        "result": pl.Utf8(),
        "stop_reason": pl.Utf8(),
        "stop_detail": pl.Utf8(),
        "person_id": pl.Utf8(),
        "lead_id": pl.Utf8(),
        "version_id": pl.Utf8(),
        "stage": pl.Utf8(),
        "grade": pl.Utf8(),
        "score": pl.Float64(),
        "owner_id": pl.Int64(),
        "hold_reason": pl.Utf8(),
        "due_at": pl.Datetime("us", "UTC"),
    }
)


def results_of(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """One row for each inquiry, as `SCHEMA`: result is new, updated or same; a refused one has state stopped."""
    parts = [_refused(run)]
    if not frame.is_empty():
        parts.append(_done(frame, run))
    return pl.concat([part.select(list(SCHEMA)).cast(SCHEMA) for part in parts])


def stopped(frame: pl.DataFrame, reason: StopReason, detail: str) -> pl.DataFrame:
    """The results of inquiries that stop for one and the same reason."""
    blank = {name: pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name != "inquiry_id"}
    return frame.select("inquiry_id", *blank.values()).with_columns(
        pl.lit("stopped").alias("state"),
        pl.lit(str(reason)).alias("stop_reason"),
        pl.lit(detail[:2000]).alias("stop_detail"),
    )


def _refused(run: Run) -> pl.DataFrame:
    refused = run.aside["refused"]
    return stopped(refused, StopReason.BELOW_MINIMUM, "").with_columns(
        refused.get_column("falls_short").alias("stop_detail"), pl.lit("refused").alias("result")
    )


def _done(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    leads = frame.select(
        "person_id", "lead_id", "lead_new", "stage", "grade", "score", "owner_id", "hold_reason", "due_at"
    )
    rows = run.aside["rows"]
    nothing = say_nothing_new(rows, frame).alias("nothing")
    first_of_new = pl.col("person_new") & pl.col("person_id").is_first_distinct()
    opens = pl.col("lead_new") & pl.col("person_id").is_first_distinct()
    return (
        rows.with_columns(nothing)
        .join(leads, on="person_id", how="left", maintain_order="left")
        .with_columns(
            pl.lit("done").alias("state"),
            pl.when(first_of_new)
            .then(pl.lit("new"))
            .when(pl.col("nothing") & ~opens & ~pl.col("has_outcome"))
            .then(pl.lit("same"))
            .otherwise(pl.lit("updated"))
            .alias("result"),
            pl.lit(None, pl.Utf8).alias("stop_reason"),
            pl.lit(None, pl.Utf8).alias("stop_detail"),
            pl.lit(str(run.version_id)).alias("version_id"),
        )
    )
