"""What sales is told and what it told us: outcomes from outside, and the offer of a lead that is ready."""

import polars as pl

from handraiser.handoff.rules import HandoffRules, RecycleRules
from handraiser.kit.frames import const, put
from handraiser.lead.frame import MOMENT

# What an outcome told from outside makes of the pass: (state of the opportunity, whether the pass is over).
OUTCOMES: dict[str, tuple[str | None, bool]] = {
    "won": ("won", True),
    "lost": ("lost", True),
    "on_hold": ("on_hold", False),
    "open": ("open", False),
    "disqualified": (None, True),
}
TOLD = ("told_stage", "told_outcome", "told_currency", "told_reason", "told_flag", "outcome_reason")
BLANK: dict[str, pl.DataType] = {**dict.fromkeys(TOLD, pl.Utf8()), "told_at": MOMENT, "wake_at": MOMENT}
BEFORE_FIRST_CONTACT = "closed_before_first_contact"


def told(
    frame: pl.DataFrame, rows: pl.DataFrame, *, rules: HandoffRules, recycle: RecycleRules
) -> pl.DataFrame:
    """Lays outcomes that came from outside over the leads they belong to.

    `rows`: person_id, outcome, outcome_at, amount, currency, outcome_reason of the inquiries.
    Columns out: told_stage (null where nothing was told), told_outcome, told_at, told_currency, told_reason,
    told_flag, and opportunity, amount, outcome, ended_at, wake_at as they follow.
    """
    told = rows.get_column("outcome") if "outcome" in rows.columns else pl.Series("outcome", [], pl.Utf8())
    if told.null_count() == len(told):
        # A stage told by hand is already there.
        unsaid = [name for name in BLANK if name not in frame.columns]
        return put(frame, *(const(name, None, BLANK[name], frame.height) for name in unsaid))
    outcomes = rows.filter(pl.col("outcome").is_in(list(OUTCOMES)))
    last = (
        outcomes.with_columns(pl.coalesce("outcome_at", "occurred_at").alias("told_at"))
        .sort("told_at", maintain_order=True)
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("outcome").last().alias("told_outcome"),
            pl.col("told_at").last(),
            pl.col("amount").cast(pl.Float64, strict=False).drop_nulls().last().alias("told_amount"),
            pl.col("currency").last().alias("told_currency"),
            pl.col("outcome_reason").last().alias("told_reason"),
        )
    )
    states = {name: state for name, (state, _) in OUTCOMES.items()}
    over = [name for name, (_, ends) in OUTCOMES.items() if ends]
    stages = {
        "won": rules.won_stage,
        "lost": rules.accepted_stage,
        "open": rules.accepted_stage,
        "on_hold": rules.accepted_stage,
    }
    is_told, is_over = pl.col("told_outcome").is_not_null(), pl.col("told_outcome").is_in(over)
    return (
        frame.join(last, on="person_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("told_outcome")
            .replace_strict(stages, default=None, return_dtype=pl.Utf8)
            .alias("told_stage"),
            pl.when(is_told)
            .then(pl.col("told_outcome").replace_strict(states, default=None, return_dtype=pl.Utf8))
            .otherwise(pl.col("opportunity"))
            .alias("opportunity"),
            pl.coalesce("told_amount", "amount").alias("amount"),
            pl.when(is_over).then("told_outcome").otherwise("outcome").alias("outcome"),
            pl.when(is_over).then("told_reason").otherwise(None).alias("outcome_reason"),
            pl.when(is_over).then("told_at").otherwise("ended_at").alias("ended_at"),
            pl.when(is_told & (pl.col("told_at") < pl.col("opened_at")))
            .then(pl.lit(BEFORE_FIRST_CONTACT))
            .alias("told_flag"),
        )
        .with_columns(_wake(recycle).alias("wake_at"))
    )


def offer(frame: pl.DataFrame, *, rules: HandoffRules) -> pl.DataFrame:
    """Offers to sales each lead that stands in the handoff stage with an owner there and is not offered yet.

    Columns in: stage, stage_changed, routed, owner_id, handoff, ended_at. Columns out: offered (boolean), handoff.
    """
    stands = frame.get_column("stage") == rules.stage
    if not stands.any():
        return put(frame, const("offered", False, pl.Boolean(), frame.height))
    offered = (
        pl.lit(stands)
        & (pl.col("stage_changed") | pl.col("routed"))
        & pl.col("owner_id").is_not_null()
        & pl.col("ended_at").is_null()
        & (pl.col("handoff").is_null() | (pl.col("handoff") != "offered"))
    )
    return frame.with_columns(offered.alias("offered")).with_columns(
        pl.when("offered").then(pl.lit("offered")).otherwise("handoff").alias("handoff")
    )


def withdraw(frame: pl.DataFrame, *, rules: HandoffRules) -> pl.DataFrame:
    """A lead that leaves the handoff stage before its offer is answered is on offer no more.

    Columns in: stage, stage_was, handoff. Columns out: handoff, withdrawn (boolean).
    """
    leaves = (frame.get_column("stage_was") == rules.stage) & (frame.get_column("stage") != rules.stage)
    gone = (leaves & (frame.get_column("handoff") == "offered")).fill_null(False).alias("withdrawn")
    if not gone.any():
        return put(frame, gone)
    handoff = pl.when(pl.lit(gone)).then(pl.lit("withdrawn")).otherwise("handoff").alias("handoff")
    return put(frame, gone).with_columns(handoff)


def _wake(recycle: RecycleRules) -> pl.Expr:
    """A lost lead comes back after the wait; one lost so long ago that the wait is over stays where it is."""
    if recycle.lost_wait is None:
        return pl.lit(None, MOMENT)
    wakes = pl.col("told_at") + pl.lit(recycle.lost_wait.delta)
    return pl.when((pl.col("told_outcome") == "lost") & (wakes > pl.col("captured_at"))).then(wakes)
