"""Sections `grade` (fit, A to F) and `score` (interest, a number that decays)."""

from functools import cached_property

import polars as pl
from pydantic import Field

from handraiser.process import Condition, Duration, Shape


class GradeRule(Shape):
    """Points for a trait of the ideal customer."""

    name: str
    when: Condition
    points: float
    why: str = ""


class GradeRules(Shape):
    """Points add up; the first threshold that is reached names the grade."""

    about: str = ""
    rules: tuple[GradeRule, ...]
    thresholds: dict[str, float]
    otherwise: str = "F"

    @cached_property
    def held(self) -> pl.Expr:
        """Which rules hold for a lead, as the bits of one integer."""
        bits = [
            pl.when(rule.when.expression).then(pl.lit(1 << bit, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
            for bit, rule in enumerate(self.rules)
        ]
        return pl.sum_horizontal(bits) if bits else pl.lit(0, pl.Int64)


class ScoreRule(Shape):
    """Points for a behaviour: each time, up to a cap, fading with a half-life.

    `where` narrows by a property of the event: `{page: "*pricing*"}`; `*` stands for any text.
    """

    behaviour: str
    title: str = ""
    where: dict[str, str] = {}
    points: float
    cap: float | None = Field(default=None, gt=0)
    half_life: Duration | None = None


class ScoreRules(Shape):
    """What somebody does. An inquiry counts as a behaviour named by its kind."""

    about: str = ""
    rules: tuple[ScoreRule, ...]
