"""Grade rules from history: points for each value of a trait, from the close rate that its leads had.

Ten points double the odds of being won, minus ten halve them, none is the average. On this scale the points of
several traits may be added (weight of evidence, Good 1950); traits that say the same are then counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2

import polars as pl

from handraiser.feedback.afterwards import known_afterwards
from handraiser.feedback.compared import SMALL, grouped
from handraiser.feedback.judged import Against, Judged, judge
from handraiser.feedback.traits import NOT_KNOWN, NOT_KNOWN_WORDS, Trait, fitted, valued
from handraiser.kit.refusal import Refusal

POINTS_FOR_TWICE = 10.0
# As if four leads more had closed at the base rate (Agresti and Coull 1998): no rate is 0 or 1, few leads stay near.
PRIOR_LEADS = 4.0
# A rule book of more than this is no rule book; the engine holds 62 in all.
MOST_RULES = 60
# The first grade begins here, and each of the next so much lower.
FIRST_GRADE, STEP = 5.0, 5.0


class NothingToLearn(Refusal):
    """The period has no leads, no wins or nothing but wins; no rate can be told."""


@dataclass(frozen=True, slots=True)
class PointRule:
    """One rule of the grade, with what it comes from. `rate` is smoothed."""

    name: str
    when: str
    points: float
    why: str
    n: int
    won: int
    rate: float


@dataclass(frozen=True, slots=True)
class Points:
    """Rules from history, with whom they were fitted on."""

    rules: tuple[PointRule, ...]
    judged: Judged
    traits: tuple[str, ...]

    def thresholds(self, letters: Sequence[str]) -> dict[str, float]:
        """The grades of a document, the best first: above average, average, and each half of a doubling lower."""
        return {letter: FIRST_GRADE - STEP * place for place, letter in enumerate(letters)}


def points_from_history(
    frame: pl.DataFrame,
    traits: Sequence[Trait],
    *,
    at: datetime,
    until: datetime | None = None,
    known_by: datetime | None = None,
    against: Against | None = None,
    after_the_fact: bool = False,
) -> Points:
    """Rules from the leads of a history that were first met before `until`.

    `after_the_fact`, as the history says it: a trait known mostly of the won teaches nothing by being not known.
    Columns in: kin, opened_at, won, lost, closed_at and the traits. `known_by`: only outcomes known by then.
    Raises `NothingToLearn`.
    """
    early = frame.filter(pl.col("opened_at") < until.astimezone(UTC)) if until is not None else frame
    judged = judge(early, at=at, against=against, known_by=known_by)
    if not judged.wins or judged.wins == judged.n:
        raise NothingToLearn(
            f"Nothing can be learned from {judged.n:,} leads of which {judged.wins:,} were won.",
            field="until",
        )
    bands = tuple(fitted(trait, judged.frame) for trait in traits)
    learned = valued(judged.frame, bands)
    most = max(1, MOST_RULES // max(1, len(bands)))
    afterwards = known_afterwards(learned, [trait.name for trait in bands]) if after_the_fact else {}
    rules = [
        rule
        for trait in bands
        for rule in _rules(_of_known(learned, trait, trait.name in afterwards), trait, most)
    ]
    return Points(tuple(rules), judged, tuple(trait.name for trait in traits))


def _of_known(frame: pl.DataFrame, trait: Trait, afterwards: bool) -> pl.DataFrame:
    """The leads to learn a trait from: without those of which it is not known, where that was told by the outcome."""
    if not afterwards:
        return frame
    known = frame.filter(pl.col(trait.name).is_not_null())
    if known.get_column("label").n_unique() < 2:
        raise NothingToLearn(
            f"{trait.title} is known only of leads that ended the same way, so it was filled in because of it.",
            field="trait",
        )
    return known


def _rules(frame: pl.DataFrame, trait: Trait, most: int) -> list[PointRule]:
    base = int(frame.get_column("label").sum()) / frame.height
    group = grouped(pl.col(trait.name), frame, trait.name, most=most - 2)
    counts = (
        frame.select("label", group.alias("group"))
        .group_by("group")
        .agg(pl.len().alias("n"), pl.col("label").sum().alias("won"))
        .sort("n", "group", descending=[True, False], nulls_last=True)
    )
    named = [value for value in counts.get_column("group").to_list() if value not in (None, SMALL)]
    rules = []
    for value, n, won in counts.iter_rows():
        rate = (won + PRIOR_LEADS * base) / (n + PRIOR_LEADS)
        points = POINTS_FOR_TWICE * log2(rate / (1 - rate) / (base / (1 - base)))
        small = value == SMALL
        words = "anything else" if small else NOT_KNOWN if value is None else value
        rules.append(
            PointRule(
                f"{trait.title}: {words}",
                _any_other(trait, named) if small else trait.condition(value),
                round(points, 1) + 0.0,
                f"{won:,} of {n:,} were won, {won / n:.1%}; all together {base:.1%}.",
                n,
                won,
                rate,
            )
        )
    return rules


def _any_other(trait: Trait, named: list[str]) -> str:
    """Known, and none of the values that have a rule of their own."""
    if trait.edges:
        ours = " OR ".join(f"({trait.condition(value)})" for value in named)
        return f"{trait.name} IS NOT NULL AND NOT ({ours})" if ours else f"{trait.name} IS NOT NULL"
    if trait.name == "pass_number":
        return f"pass_number NOT IN ({', '.join(named)})" if named else "pass_number IS NOT NULL"
    words = ["", *NOT_KNOWN_WORDS]
    blank = f"lower({trait.name}) NOT IN ({', '.join(_quoted(word) for word in words)})"
    ours = f"{trait.name} NOT IN ({', '.join(_quoted(value) for value in named)}) AND " if named else ""
    return f"{ours}{blank}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
