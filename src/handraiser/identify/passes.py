"""One lead is one pass: an inquiry joins the open pass, or starts a new one where the last has ended."""

from collections.abc import Iterator

import polars as pl

from handraiser.identify.merge import ORIGIN
from handraiser.lead.frame import MOMENT, SCHEMA

# What a new pass starts with, where that is not null.
STARTS: dict[str, pl.Expr] = {
    "score": pl.lit(0.0),
    "answers": pl.lit("{}"),
    "questions_met": pl.lit(0, pl.Int64),
    "qualified": pl.lit(False),
    "touches": pl.lit(0, pl.Int64),
    "calls": pl.lit(0, pl.Int64),
    "meetings": pl.lit(0, pl.Int64),
    "behaviours": pl.lit([], dtype=pl.List(pl.Utf8)),
}
HANDLED = {"lead_id", "pass_number", "opened_at", "inquiry_kinds", "informed_at", *ORIGIN}
DECIDED = tuple(
    name
    for name in (
        "stage",
        "furthest_stage",
        "stage_entered_at",
        "grade",
        "grade_points",
        "score",
        "scored_at",
        "behaviours",
        "last_behaviour_at",
        "answers",
        "questions_met",
        "qualified",
        "team",
        "owner",
        "owner_id",
        "hold_reason",
        "touches",
        "calls",
        "meetings",
        "first_touch_at",
        "last_touch_at",
        "handoff",
        "opportunity",
        "amount",
        "outcome",
        "ended_at",
        "version_id",
    )
)


def passes(leads: pl.DataFrame, *, fresh: Iterator[str]) -> pl.DataFrame:
    """Gives each person the pass that this inquiry belongs to.

    Columns in: those of `merge.leads_of`. Columns out: lead_id, lead_new, pass_number, opened_at, origin,
    inquiry_kinds and everything decided before (of a joined pass) or its start (of a new one), and
    previous_owner_id, the memory of the last pass. An outcome told from outside belongs to the newest pass,
    ended or not.
    """
    if leads.get_column("lead_id_was").null_count() == leads.height:
        return _first_passes(leads, fresh)
    joins = pl.col("lead_id_was").is_not_null() & (pl.col("ended_at_was").is_null() | pl.col("has_outcome"))
    leads = leads.with_columns(joins.alias("joins"))
    ids = [
        was if joined else next(fresh)
        for was, joined in zip(leads.get_column("lead_id_was"), leads.get_column("joins"), strict=True)
    ]
    kept = [
        pl.when("joins")
        .then(pl.col(f"{name}_was"))
        .otherwise(STARTS.get(name, pl.lit(None, SCHEMA[name])))
        .alias(name)
        for name in DECIDED
    ]
    origin = [
        pl.when("joins").then(pl.col(f"{name}_was")).otherwise(pl.col(name)).alias(name) for name in ORIGIN
    ]
    return leads.with_columns(
        pl.Series("lead_id", ids, pl.Utf8),
        (~pl.col("joins")).alias("lead_new"),
        pl.when("joins")
        .then(pl.col("pass_number_was"))
        .otherwise(pl.col("pass_number_was").fill_null(0) + 1)
        .alias("pass_number"),
        pl.when("joins")
        .then(pl.col("opened_at_was"))
        .otherwise(pl.col("at"))
        .cast(MOMENT)
        .alias("opened_at"),
        pl.when("joins")
        .then(pl.col("inquiry_kinds_was").fill_null([]).list.set_union("new_kinds"))
        .otherwise(pl.col("new_kinds").list.unique())
        .list.sort()
        .alias("inquiry_kinds"),
        pl.when("joins")
        .then(pl.lit(None, pl.Int64))
        .otherwise(pl.col("owner_id_was"))
        .alias("previous_owner_id"),
        pl.lit(None, pl.Int64).alias("avoid_owner_id"),
        *origin,
        *kept,
    )


def _first_passes(leads: pl.DataFrame, fresh: Iterator[str]) -> pl.DataFrame:
    """Nobody in the batch was a lead before: all start alike."""
    height = leads.height
    starts = START.clear(height) if height == 0 else START[[0] * height]
    return leads.hstack(starts).hstack(
        [
            pl.Series("lead_id", [next(fresh) for _ in range(height)], pl.Utf8()),
            leads.get_column("at").alias("opened_at"),
            leads.get_column("new_kinds").list.unique().list.sort().alias("inquiry_kinds"),
        ]
    )


START = pl.select(
    *(STARTS.get(name, pl.lit(None, SCHEMA[name])).alias(name) for name in DECIDED),
    pl.lit(True).alias("lead_new"),
    pl.lit(1, pl.Int64).alias("pass_number"),
    pl.lit(None, pl.Int64).alias("previous_owner_id"),
    pl.lit(None, pl.Int64).alias("avoid_owner_id"),
)
