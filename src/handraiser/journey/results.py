"""What became of each inquiry of a batch, in the order in which they came."""

from collections.abc import Sequence

import polars as pl

from handraiser.capture.stops import StopReason
from handraiser.identify.merge import say_nothing_new
from handraiser.journey.parts import Part
from handraiser.journey.station import Run
from handraiser.kit.frames import const, narrow, nulls, put

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

OF_LEAD = ("lead_id", "lead_new", "stage", "grade", "score", "owner_id", "hold_reason", "due_at")


def results_of(parts: Sequence[Part], refused: pl.DataFrame) -> pl.DataFrame:
    """One row for each inquiry, as `SCHEMA`: result is new, updated or same; a refused one has state stopped.

    `parts`: the decided leads, each with its run. `refused`: the inquiries that fall short of the minimum.
    """
    done = [_done(frame, run) for frame, run in parts if not frame.is_empty()]
    if refused.is_empty() and len(done) == 1:
        return done[0]
    told = put(
        stopped(refused, StopReason.BELOW_MINIMUM, ""),
        refused.get_column("falls_short").alias("stop_detail"),
        const("result", "refused", pl.Utf8(), refused.height),
    )
    return pl.concat([told, *done])


def stopped(frame: pl.DataFrame, reason: StopReason, detail: str) -> pl.DataFrame:
    """The results of inquiries that stop for one and the same reason."""
    height = frame.height
    return put(
        nulls(SCHEMA, height),
        frame.get_column("inquiry_id"),
        const("state", "stopped", pl.Utf8(), height),
        const("stop_reason", str(reason), pl.Utf8(), height),
        const("stop_detail", detail[:2000], pl.Utf8(), height),
    )


def _done(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    rows = narrow(run.aside["rows"], ("inquiry_id", "person_id", "person_new", "has_outcome"))
    leads = narrow(frame, ("person_id", *OF_LEAD))
    joined = (
        rows.hstack(leads.drop("person_id"))
        if rows.get_column("person_id").equals(leads.get_column("person_id"))
        else rows.join(leads, on="person_id", how="left", maintain_order="left")
    )
    nothing = say_nothing_new(run.aside["rows"], frame)
    first = joined.get_column("person_id").is_first_distinct()
    result = (
        pl.when(pl.col("person_new") & first)
        .then(pl.lit("new"))
        .when(pl.lit(nothing) & ~(pl.col("lead_new") & first) & ~pl.col("has_outcome"))
        .then(pl.lit("same"))
        .otherwise(pl.lit("updated"))
    )
    return joined.select(
        "inquiry_id",
        pl.lit("done").alias("state"),
        result.alias("result"),
        pl.lit(None, pl.Utf8).alias("stop_reason"),
        pl.lit(None, pl.Utf8).alias("stop_detail"),
        "person_id",
        "lead_id",
        pl.lit(str(run.version_id)).alias("version_id"),
        *OF_LEAD[2:],
    )
