"""Which behaviour can move a lead on: the rest need not be decided one by one.

A behaviour changes the score, and by it the stage where a gate opens. What the score was at each behaviour is counted
for a whole chunk at once; only where the exit criteria of a lead's stage hold, the journey is asked.
"""

import polars as pl

from handraiser.document import Document
from handraiser.lead.frame import SCHEMA
from handraiser.score.grade import columns_of as grade_columns
from handraiser.score.rules import ScoreRule, ScoreRules
from handraiser.stage.step import columns_of, gate_holds

# Columns that change with every behaviour and are laid beside it.
COUNTED = frozenset(("score", "at", "last_behaviour_at"))
# Columns that change with behaviour and are not counted here: gates that name them are always asked.
UNCOUNTED = frozenset(("behaviours",))
# 2 ** 900 is still a number.
LONGEST = 900.0


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
        self.always = bool(
            (named | graded) & UNCOUNTED or graded & COUNTED or any(_too_short(rule) for rule in document.score.rules)
        )
        self.needs = tuple(sorted((named - COUNTED) & set(SCHEMA) | {"stage"}))
        here = pl.lit(False)
        for key, gate in gates.items():
            here = here | ((pl.col("stage") == key) & gate)
        self.opens = here.fill_null(False)

    def passes(self, stood: pl.DataFrame, seen: pl.DataFrame) -> pl.Series:
        """For each behaviour whether it may open the gate before its lead.

        `stood`: the lead as it was decided last, columns `needs`. `seen`: score and at, in the same order.
        """
        gated = stood.get_column("stage").is_in(self.stages)
        if self.always:
            return gated
        frame = stood.hstack(seen.select("score", "at", pl.col("at").alias("last_behaviour_at")))
        return frame.select(self.opens.alias("opens")).get_column("opens")


def _too_short(rule: ScoreRule) -> bool:
    """A half-life so short that a year holds more of them than a number can count."""
    return rule.half_life is not None and rule.half_life.delta.total_seconds() < 365.0 * 86_400 * 3 / LONGEST


def scores(behaviour: pl.DataFrame, rules: ScoreRules) -> pl.Series:
    """The score of the person at each behaviour, itself included; the formula is that of `score.step.score`.

    Columns in: who, at, kind, properties; in the order of who and at. Half-lives are counted by one running sum:
    the sum of p * 2 ** (t_i / h) up to now, times 2 ** (-now / h).
    """
    from handraiser.score.step import applies

    if behaviour.is_empty():
        return pl.Series("score", [], pl.Float64)
    kinds = set(behaviour.get_column("kind").unique().to_list())
    met = [rule for rule in rules.rules if rule.behaviour in kinds]
    if not met:
        return pl.Series("score", [0.0], pl.Float64).new_from_index(0, behaviour.height)
    seconds = (pl.col("at") - pl.col("at").first().over("who")).dt.total_seconds(fractional=True)
    frame = behaviour.select(
        "who", seconds.alias("age"), *(applies(rule).alias(f"met_{place}") for place, rule in enumerate(met))
    )
    sums: list[pl.Expr] = []
    for place, rule in enumerate(met):
        held = pl.col(f"met_{place}").cast(pl.Float64)
        if rule.half_life is None:
            total = (held * rule.points).cum_sum().over("who")
        else:
            lives = pl.col("age") / rule.half_life.delta.total_seconds()
            growth = pl.lit(2.0).pow(lives)
            total = (held * rule.points * growth).cum_sum().over("who") / growth
        if rule.cap is not None:
            total = total.clip(-rule.cap, rule.cap)
        sums.append(total.round(1))
    # Several at one moment count together at each of them.
    frame = frame.select("who", "age", pl.sum_horizontal(sums).round(1).alias("score"))
    return frame.select(pl.col("score").last().over("who", "age").alias("score")).get_column("score")
