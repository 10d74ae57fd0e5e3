"""Put the report together from what was counted."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import polars as pl

from handraiser.backtest.desk import Earlier
from handraiser.backtest.figures import chance, separation
from handraiser.backtest.moments import Candidate
from handraiser.backtest.report import (
    ClockFigures,
    Fidelity,
    Judged,
    Mover,
    Report,
    RuleWork,
    Side,
    StageFlow,
)
from handraiser.backtest.scope import Extent, Scope
from handraiser.backtest.tally import OF_TEAM, Fired, Tally
from handraiser.backtest.volume import owners, teams
from handraiser.backtest.warn import Seen
from handraiser.document import Document
from handraiser.staff.queries import Staff

NUMBERS = (
    ("grade points", "points_in", "in"),
    ("score", "score_in", "in"),
    ("grade points", "grade_points", "last"),
    ("score", "score", "last"),
)


def side_of(candidate: Candidate, tally: Tally, earlier: Earlier, staff: Staff) -> Side:
    """One version as the report shows it."""
    judged = pl.concat(tally.judged) if tally.judged else None
    return Side(
        number=candidate.number,
        version_id=str(candidate.version_id),
        leads=tally.leads,
        refused=tally.refused,
        held=tally.held,
        flows=tuple(_flows(candidate.document, tally)),
        clocks=tuple(
            ClockFigures(
                name,
                sum(fates.values()),
                fates["met"],
                fates["breached"],
                fates["cancelled"],
                fates["running"],
            )
            for name, fates in sorted(tally.clocks.items())
        ),
        owners=tuple(owners(tally, earlier, staff)),
        teams=tuple(teams(tally, earlier, staff)),
        grades=_ordered(
            tally.grades, [*candidate.document.grade.thresholds, candidate.document.grade.otherwise]
        ),
        scores={str(level): count for level, count in sorted(tally.scores.items())},
        ways=dict(tally.ways.most_common()),
        moves=tuple((move, why, count) for (move, why), count in tally.moves.most_common()),
        rules=tuple(_rules(tally, judged)),
        never_fired=tuple(_never_fired(candidate.document, tally)),
        judged=tuple(_judged(judged)),
        differs=dict(tally.differs.most_common()),
        examples=dict(tally.examples),
        digest=candidate.digest,
        replaced=candidate.replaced,
        replaced_from=candidate.replaced_from,
    )


def compose(
    *,
    draft: Side,
    base: Side,
    scope: Scope,
    at: datetime,
    people: int,
    whole: Extent,
    seen: Seen,
    movements: Counter[str],
    from_to: Counter[tuple[str, str]],
    movers: Sequence[Mover],
    fidelity: Fidelity | None,
    warnings: Sequence[str],
    seconds: float,
) -> Report:
    """The whole report."""
    lost = seen.lost
    return Report(
        draft=draft,
        base=base,
        since=scope.since.isoformat() if scope.since else None,
        until=scope.until.isoformat() if scope.until else None,
        horizon=at.isoformat(),
        people=people,
        of_people=whole.people,
        inquiries=seen.inquiries,
        behaviours=seen.behaviours,
        acts=seen.acts,
        movements=dict(movements.most_common()),
        from_to=tuple((here, there, count) for (here, there), count in from_to.most_common()),
        movers=tuple(movers),
        fidelity=fidelity,
        against=f"won against all others ({lost:,} of these were recorded as lost)"
        if lost
        else "won against all others; no loss is recorded",
        warnings=tuple(warnings),
        seconds=seconds,
    )


def _flows(document: Document, tally: Tally) -> list[StageFlow]:
    found = []
    for stage in document.stages:
        stays = tally.stayed.get(stage.key, [])
        found.append(
            StageFlow(
                stage=stage.key,
                title=stage.title,
                entered=tally.entered[stage.key],
                left=dict(tally.left[stage.key].most_common()),
                still=tally.still[stage.key],
                median_days=float(np.median(np.concatenate(stays))) if stays else None,
            )
        )
    return found


def _ordered(counts: Counter[str], order: Sequence[str]) -> dict[str, int]:
    known = [name for name in order if counts[name]]
    return {name: counts[name] for name in [*known, *sorted(set(counts) - set(known))]}


def _judged(judged: pl.DataFrame | None) -> list[Judged]:
    if judged is None:
        return []
    won = judged.get_column("won").to_numpy().astype(bool)
    came = judged.get_column("opened_at").to_physical().to_numpy()
    return [
        Judged(name, moment, separation(_numbers(judged.get_column(column)), won, came))
        for name, column, moment in NUMBERS
    ]


def _numbers(number: pl.Series) -> np.ndarray:
    return number.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _rules(tally: Tally, judged: pl.DataFrame | None) -> list[RuleWork]:
    found: list[RuleWork] = []
    for section, column, rules in (
        ("grade", "grade_points", tally.grade_rules),
        ("score", "score", tally.score_rules),
    ):
        for rule, fired in sorted(rules.items(), key=lambda item: -item[1].leads):
            found.append(
                RuleWork(
                    section,
                    rule,
                    fired.leads,
                    fired.leads / max(1, tally.leads),
                    round(fired.points, 1),
                    _area_without(judged, column, fired),
                )
            )
    return found


def _area_without(judged: pl.DataFrame | None, column: str, fired: Fired) -> float | None:
    """The area under the curve if the rule gave no points; None where it cannot be told."""
    if judged is None or len(fired.places) < fired.leads:
        return None
    won = judged.get_column("won").to_numpy().astype(bool)
    if won.sum() < 5 or (~won).sum() < 5:
        return None
    number = judged.get_column(column).cast(pl.Float64).fill_null(0.0).to_numpy().copy()
    np.subtract.at(number, np.array(fired.places), np.array(fired.each))
    return chance(number, won)


def _never_fired(document: Document, tally: Tally) -> list[str]:
    found = [f"grade: {rule.name}" for rule in document.grade.rules if rule.name not in tally.grade_rules]
    found += [
        f"score: {rule.title or rule.behaviour}"
        for rule in document.score.rules
        if (rule.title or rule.behaviour) not in tally.score_rules
    ]
    found += [f"clock: {clock.name}" for clock in document.follow_up.clocks if clock.name not in tally.clocks]
    found += [
        f"territory: {place.name}{OF_TEAM}{team}"
        for team, route in document.route.teams.items()
        if "territory" in route.order
        for place in route.territories
        if f"{team}{OF_TEAM}territory {place.name}" not in tally.ways
    ]
    gone = {move for move, why in tally.moves if why == "the exit criteria are met"}
    found += [
        f"gate: {stage.key} -> {stage.next}"
        for stage in document.stages
        if stage.next is not None
        and any(criterion.when is not None for criterion in stage.exit)
        and f"{stage.key} -> {stage.next}" not in gone
    ]
    return found
