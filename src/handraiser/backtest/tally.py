"""What is counted of a version while chunk after chunk passes: flows, clocks, rules, volumes, and what is judged at the end.

Memory grows by some sixty bytes for each lead, for the judgement, and by twelve for each rule that gave it points;
everything else is counts.
"""

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import orjson
import polars as pl

from handraiser.backtest.results import PASS, Outcome

OUT = "out: "
# Between a team and the way by which it found an owner.
OF_TEAM = " / "
NOBODY_FREE, STAYED = "nobody was free", "nobody else was free, so it stayed where it was"
# A rule's points are kept lead by lead only where that stays small.
MOST_LEADS = 250_000
EXAMPLES = 100


@dataclass(slots=True)
class Fired:
    """A rule that did something: for how many leads, and how many points in all."""

    leads: int = 0
    points: float = 0.0
    places: "array[int]" = field(default_factory=lambda: array("i"))
    each: "array[float]" = field(default_factory=lambda: array("d"))


@dataclass(slots=True)
class Tally:
    """Counts of one version over the judged passes of all chunks."""

    leads: int = 0
    refused: int = 0
    held: int = 0
    entered: Counter[str] = field(default_factory=Counter)
    left: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    still: Counter[str] = field(default_factory=Counter)
    stayed: defaultdict[str, list[np.ndarray]] = field(default_factory=lambda: defaultdict(list))
    grades: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    clocks: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    assigned: Counter[tuple[str, str | None, int | None]] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    grade_rules: defaultdict[str, Fired] = field(default_factory=lambda: defaultdict(Fired))
    score_rules: defaultdict[str, Fired] = field(default_factory=lambda: defaultdict(Fired))
    differs: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    judged: list[pl.DataFrame] = field(default_factory=list)

    def add(self, outcome: Outcome, judged: pl.DataFrame) -> None:
        """Count one chunk. `judged`: who and pass_number of the passes that count, with lead_id, won and closed."""
        passes = outcome.passes.join(judged, on=PASS, how="inner", maintain_order="left")
        first = self.leads
        self.leads += passes.height
        self.refused += outcome.refused
        self.held += int(passes.get_column("held").sum())
        self._flow(outcome, passes)
        self.grades.update(passes.get_column("grade").fill_null("none").to_list())
        self.scores.update((passes.get_column("score").fill_null(0.0) // 10 * 10).cast(pl.Int64).to_list())
        here = judged.select(PASS)
        for (name, fate), count in _counts(outcome.clocks.join(here, on=PASS, how="semi"), "name", "fate"):
            self.clocks[name][fate] += count
        self._routed(outcome.routes.join(here, on=PASS, how="semi"))
        self._rules(passes, first)
        self._differences(outcome.differs, judged)
        self.judged.append(
            passes.select("points_in", "score_in", "grade_points", "score", "won", "opened_at")
        )

    def _flow(self, outcome: Outcome, passes: pl.DataFrame) -> None:
        moves = outcome.moves.join(passes.select(PASS), on=PASS, how="semi").sort(
            *PASS, "at", maintain_order=True
        )
        ended = passes.select(*PASS, "ended_at", "outcome")
        stood = moves.with_columns(
            pl.col("to").shift(-1).over(PASS).alias("next"),
            pl.col("entered_at").shift(-1).over(PASS).alias("until"),
        ).join(ended, on=PASS, how="left", maintain_order="left")
        stood = stood.with_columns(
            pl.coalesce(
                "next",
                pl.when(pl.col("ended_at").is_not_null()).then(
                    pl.lit(OUT) + pl.col("outcome").fill_null("ended")
                ),
            ).alias("next"),
            pl.coalesce("until", "ended_at").alias("until"),
        )
        # Somebody who comes again to a stage entered it once.
        self.entered.update(dict(_single(stood.unique([*PASS, "to"]), "to")))
        for (here, there), count in _counts(stood.filter(pl.col("next").is_not_null()), "to", "next"):
            self.left[here][there] += count
        self.still.update(dict(_single(stood.filter(pl.col("next").is_null()), "to")))
        days = stood.select(
            "to", ((pl.col("until") - pl.col("entered_at")).dt.total_seconds() / 86_400).alias("days")
        )
        for (stage,), part in days.drop_nulls().group_by("to"):
            self.stayed[str(stage)].append(part.get_column("days").cast(pl.Float32).to_numpy())
        for text, count in _single(moves, "moves"):
            for move in orjson.loads(text):
                self.moves[f"{move['from'] or 'new'} -> {move['to']}", move["why"]] += count

    def _routed(self, routes: pl.DataFrame) -> None:
        dealt = routes.filter(pl.col("reasons").is_not_null())
        weeks = dealt.select(
            pl.col("at").dt.truncate("1w").dt.strftime("%Y-%m-%d").alias("week"), "team", "owner_id"
        )
        for (week, team, owner), count in _counts(weeks, "week", "team", "owner_id"):
            self.assigned[week, team, owner] += count
        for team, owner, reasons in dealt.select("team", "owner_id", "reasons").iter_rows():
            self.ways[f"{team or ''}{OF_TEAM}{_way(orjson.loads(reasons), owner)}"] += 1

    def _rules(self, passes: pl.DataFrame, first: int) -> None:
        for column, rules in (("grade_reasons", self.grade_rules), ("score_reasons", self.score_rules)):
            known: dict[str, list[tuple[Fired, float]]] = {}
            for place, text in enumerate(passes.get_column(column).to_list(), start=first):
                if text is None or text == "[]":
                    continue
                if text not in known:
                    told = orjson.loads(text)
                    known[text] = [(rules[str(each["rule"])], float(each["points"])) for each in told]
                for fired, points in known[text]:
                    fired.leads += 1
                    fired.points += points
                    if place < MOST_LEADS:
                        fired.places.append(place)
                        fired.each.append(points)

    def _differences(self, differs: pl.DataFrame, judged: pl.DataFrame) -> None:
        whole = judged.select("who").unique()
        here = differs.join(whole, on="who", how="semi")
        self.differs.update(dict(_single(here, "kind")))
        for kind, lead, at, detail in here.select("kind", "lead_id", "at", "detail").iter_rows():
            if len(self.examples[kind]) < EXAMPLES:
                self.examples[kind].append({"lead": lead, "at": _told(at), "detail": detail})


def _way(told: dict[str, Any], owner: int | None) -> str:
    """The way that found the owner; of a territory which one, as its reason begins: `territory DACH: ... is next`."""
    if told["way"] is None:
        return NOBODY_FREE if owner is None else STAYED
    if told["way"] == "territory":
        return str(told["why"]).rpartition(": ")[0]
    return str(told["way"])


def _told(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def _counts(frame: pl.DataFrame, *names: str) -> list[tuple[tuple[Any, ...], int]]:
    """How often each combination stands there."""
    return [
        (tuple(row[:-1]), row[-1]) for row in frame.group_by(names, maintain_order=True).len().iter_rows()
    ]


def _single(frame: pl.DataFrame, name: str) -> list[tuple[str, int]]:
    return list(frame.group_by(name, maintain_order=True).len().iter_rows())
