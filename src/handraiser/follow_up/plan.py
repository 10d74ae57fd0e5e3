"""The clocks of one version of the document, made ready to be started: what, when, for how long."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from handraiser.follow_up.local_time import SECOND
from handraiser.follow_up.rules import STAGE_DURATION, CalendarChoice, Clock, FollowUpRules
from handraiser.process import Duration


class StageLike(Protocol):
    """What follow-up needs of a stage."""

    @property
    def key(self) -> str: ...
    @property
    def duration(self) -> Duration | None: ...


@dataclass(frozen=True, slots=True)
class Start:
    """One clock that may start. `stage` is None where an offer starts it.

    `stops_on` is written as PostgreSQL writes an array, since a list for each of many rows is slow.
    """

    name: str
    stage: str | None
    within: Duration
    warn_after: float | None
    calendar: CalendarChoice
    less_absences: bool
    stops_on: str
    why: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The starts of a version, in the order of the document.

    `conditions` give the columns that `Start.when` names.
    """

    starts: tuple[Start, ...]
    conditions: tuple[pl.Expr, ...]
    history: int
    why_history: str


# A version's rules are the same objects in every batch, so a plan is made once for each version.
_plans: dict[tuple[int, int], tuple[FollowUpRules, Sequence[StageLike], Plan]] = {}
KEPT = 64


def plan(rules: FollowUpRules, stages: Sequence[StageLike]) -> Plan:
    """The plan of these rules and stages."""
    asked = (id(rules), id(stages))
    known = _plans.get(asked)
    # The objects are kept with their plan, so that an id cannot come to mean others.
    if known is not None and known[0] is rules and known[1] is stages:
        return known[2]
    made = _make(rules, stages)
    if len(_plans) >= KEPT:
        _plans.clear()
    _plans[asked] = (rules, stages, made)
    return made


def columns_of(rules: FollowUpRules) -> frozenset[str]:
    """The columns that the clocks' conditions name."""
    return frozenset[str]().union(*(clock.when.columns for clock in rules.clocks if clock.when is not None))


def _make(rules: FollowUpRules, stages: Sequence[StageLike]) -> Plan:
    promises = [_promise(index, clock) for index, clock in enumerate(rules.clocks)]
    stays = [_stay(stage.key, stage.duration) for stage in stages if stage.duration is not None]
    conditions = [
        clock.when.expression.alias(_column(index))
        for index, clock in enumerate(rules.clocks)
        if clock.when is not None
    ]
    why_history = f"history: it happened more than {rules.history_after} before we got it"
    return Plan(
        starts=(*promises, *stays),
        conditions=tuple(conditions),
        history=int(rules.history_after.delta.total_seconds()) * SECOND,
        why_history=json.dumps({"no_clock": why_history}),
    )


def _promise(index: int, clock: Clock) -> Start:
    because = "offered to sales" if clock.starts.offer else f"entered stage {clock.starts.stage}"
    why: dict[str, object] = {"rule": index, "because": because, "within": str(clock.within)}
    if clock.when is not None:
        why["when"] = str(clock.when)
    if clock.warn_after is not None:
        why["warn_after"] = clock.warn_after
    return Start(
        name=clock.name,
        stage=clock.starts.stage,
        within=clock.within,
        warn_after=clock.warn_after,
        calendar=clock.calendar,
        less_absences=clock.pauses_in_absence,
        stops_on="{" + ",".join(clock.stoppers) + "}",
        why=json.dumps(why),
        when=None if clock.when is None else _column(index),
    )


def _stay(stage: str, within: Duration) -> Start:
    return Start(
        name=STAGE_DURATION,
        stage=stage,
        within=within,
        warn_after=None,
        calendar="team",
        less_absences=False,
        stops_on="{}",
        why=json.dumps({"because": f"entered stage {stage}", "within": str(within)}),
        when=None,
    )


def _column(index: int) -> str:
    return f"when_{index}"
