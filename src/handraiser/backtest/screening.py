"""Which behaviour can move a lead on: the rest need not be decided one by one.

A behaviour changes the score, and by it the stage where a gate opens. What the score was at each behaviour is counted
for a whole chunk at once; only where the exit criteria of a lead's stage hold, the journey is asked.
"""

import polars as pl

from handraiser.document import Document
from handraiser.lead.frame import SCHEMA
from handraiser.score.grade import columns_of as grade_columns
from handraiser.score.rules import ScoreRule, ScoreRules
from handraiser.score.step import applies
from handraiser.stage.step import columns_of, gate_holds

# Columns that change with behaviour and time, and are laid beside each moment.
COUNTED = frozenset(("score", "at", "last_behaviour_at", "behaviours"))
# 2 ** 900 is still a number.
LONGEST = 900.0
SEEN = ("score", "behaviours", "last_behaviour_at")


class Screen:
    """The gates of a document, as far as they can be looked through in bulk."""

    def __init__(self, document: Document) -> None:
        gates = {
            stage.key: gate
            for stage in document.stages
            if stage.next is not None and (gate := gate_holds(stage.exit, stage.exit_needs)) is not None
        }
        self.stages = list(gates)
        named = columns_of(document.stages)
        graded = grade_columns(document.grade) if named & {"grade", "grade_points"} else frozenset[str]()
        # Where behaviour may change the grade too, nothing is left out.
        self.always = bool(graded & COUNTED or any(_too_short(rule) for rule in document.score.rules))
        self.needs = tuple(sorted((named - COUNTED) & set(SCHEMA) | {"stage"}))
        here = pl.lit(False)
        for key, gate in gates.items():
            here = here | ((pl.col("stage") == key) & gate)
        self.opens = here.fill_null(False)

    def passes(self, stood: pl.DataFrame, seen: pl.DataFrame) -> pl.Series:
        """For each moment whether it may open the gate before its lead.

        `stood`: the lead as it is without the moment, columns `needs`. `seen`: at and `SEEN`, in the same order.
        """
        if self.always:
            return stood.get_column("stage").is_in(self.stages)
        return stood.hstack(seen).select(self.opens.alias("opens")).get_column("opens")


def _too_short(rule: ScoreRule) -> bool:
    """A half-life so short that a year holds more of them than a number can count."""
    return rule.half_life is not None and rule.half_life.delta.total_seconds() < 365.0 * 86_400 * 3 / LONGEST


def seen_at(moments: pl.DataFrame, rules: ScoreRules) -> pl.DataFrame:
    """`SEEN` at each moment: the score of the person, the kinds of behaviour so far, and when the last one was.

    Columns in: who, at, kind (null where the moment is no behaviour), properties; in the order of who and at. The
    formula of the score is that of `score.step.score`; its half-lives are counted by one running sum: the sum of
    p * 2 ** (t / h) up to now, times 2 ** (-now / h).
    """
    kinds = set(moments.get_column("kind").drop_nulls().unique().to_list())
    met = [rule for rule in rules.rules if rule.behaviour in kinds]
    seconds = (pl.col("at") - pl.col("at").first().over("who")).dt.total_seconds(fractional=True)
    is_behaviour = pl.col("kind").is_not_null()
    frame = moments.select(
        "who",
        "at",
        "kind",
        seconds.alias("age"),
        *(
            applies(rule).fill_null(False).cast(pl.Float64).alias(f"met_{place}")
            for place, rule in enumerate(met)
        ),
        (is_behaviour & pl.struct("who", "kind").is_first_distinct()).alias("new"),
    )
    sums = [_sum(rule, place) for place, rule in enumerate(met)]
    frame = frame.select(
        "who",
        "at",
        "kind",
        "new",
        (pl.sum_horizontal(sums).round(1) if sums else pl.lit(0.0)).alias("score"),
        pl.col("new").cum_sum().over("who").cast(pl.Int64).alias("known"),
        pl.when(is_behaviour).then("at").forward_fill().over("who").alias("last_behaviour_at"),
    )
    # Several at one moment count together at each of them.
    together = frame.select(
        "who", pl.col("score", "known", "last_behaviour_at").last().over("who", "at"), "kind", "new"
    )
    return together.join(_kinds(frame), on=["who", "known"], how="left", maintain_order="left").select(
        "score", pl.col("behaviours").fill_null([]), "last_behaviour_at"
    )


def _sum(rule: ScoreRule, place: int) -> pl.Expr:
    held = pl.col(f"met_{place}") * rule.points
    if rule.half_life is None:
        total = held.cum_sum().over("who")
    else:
        growth = pl.lit(2.0).pow(pl.col("age") / rule.half_life.delta.total_seconds())
        total = (held * growth).cum_sum().over("who") / growth
    if rule.cap is not None:
        total = total.clip(-rule.cap, rule.cap)
    return total.round(1)


def _kinds(frame: pl.DataFrame) -> pl.DataFrame:
    """The kinds that are known of somebody when so many are known: who, known, behaviours."""
    new = frame.filter("new").select("who", "known", "kind")
    before = new.select("who", pl.col("known").alias("upto"))
    return (
        before.join(new, on="who", how="inner")
        .filter(pl.col("known") <= pl.col("upto"))
        .group_by("who", "upto")
        .agg(pl.col("kind").alias("behaviours"))
        .rename({"upto": "known"})
    )
