"""Grade: how well the lead fits the ideal customer. Rules give points, thresholds name the grade."""

import json

import polars as pl

from handraiser.kit.frames import put
from handraiser.score.rules import GradeRules


def grade(frame: pl.DataFrame, *, rules: GradeRules) -> pl.DataFrame:
    """Columns in: those that the rules name. Columns out: grade, grade_points, grade_reasons (JSON text).

    `grade_reasons` lists the rules that held with their points, which add up to `grade_points`.
    """
    masks = frame.select(rules.held.alias("held")).get_column("held")
    decided = {mask: _decide(mask, rules) for mask in masks.unique().to_list()}
    points, grades, reasons = (
        zip(*(decided[mask] for mask in masks.to_list()), strict=True) if len(masks) else ((), (), ())
    )
    return put(
        frame,
        pl.Series("grade_points", points, pl.Float64()),
        pl.Series("grade", grades, pl.Utf8()),
        pl.Series("grade_reasons", reasons, pl.Utf8()),
    )


def columns_of(rules: GradeRules) -> frozenset[str]:
    """The columns that the rules name."""
    return frozenset[str]().union(*(rule.when.columns for rule in rules.rules))


def _decide(mask: int, rules: GradeRules) -> tuple[float, str, str]:
    """Leads for which the very same rules hold have the same grade: decided once for each set of rules."""
    held = [rule for bit, rule in enumerate(rules.rules) if mask >> bit & 1]
    points = round(sum(rule.points for rule in held), 2)
    grade = rules.otherwise
    for name, least in sorted(rules.thresholds.items(), key=lambda item: -item[1]):
        if points >= least:
            grade = name
            break
    reasons = [{"rule": rule.name, "points": rule.points, "why": rule.why or rule.when.text} for rule in held]
    return points, grade, json.dumps(reasons)
