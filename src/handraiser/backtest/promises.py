"""The clocks of a simulation: started by the stations, kept or broken by what people did in time.

Clocks are objects here and not rows, since each lives by itself: a few for each lead, touched a few times.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import orjson
import polars as pl

from handraiser.document import Document
from handraiser.follow_up.business_time import due_moments
from handraiser.follow_up.calendar import read_calendar
from handraiser.follow_up.rules import STAGE_DURATION, Escalation

Fate = Literal["met", "breached", "cancelled", "running"]
What = Literal["stage_ran_out", "reassign", "return", "wakes"]


@dataclass(slots=True, eq=False)
class Promise:
    """One clock; moments in microseconds. `broken`: its time ran out before anybody kept it."""

    who: int
    pass_number: int
    name: str
    stage: str | None
    owner: int | None
    team: str | None
    started: int
    due: int
    stops_on: frozenset[str]
    calendar: str
    rule: int | None
    stopped: int | None = None
    fate: Fate = "running"


@dataclass(frozen=True, slots=True, order=True)
class Timer:
    """Something that time alone does to a person's lead."""

    at: int
    order: int
    who: int
    what: What
    pass_number: int
    # Not compared: no two timers have the same order.
    promise: "Promise | None" = None


COLUMNS = pl.Schema(
    {
        "who": pl.Int64(),
        "pass_number": pl.Int64(),
        "name": pl.Utf8(),
        "stage": pl.Utf8(),
        "owner_id": pl.Int64(),
        "team": pl.Utf8(),
        "started_at": pl.Int64(),
        "due_at": pl.Int64(),
        "stopped_at": pl.Int64(),
        "fate": pl.Utf8(),
    }
)


class Promises:
    """All clocks of one simulation of one chunk, and the timers that they and recycling set."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._leaves = {
            stage.key
            for stage in document.stages
            if stage.way_out is not None and stage.way_out.then != "notify"
        }
        self._open: dict[int, list[Promise]] = {}
        self._all: list[Promise] = []
        self._timers: list[Timer] = []
        self._made = 0
        self._words: dict[str, frozenset[str]] = {}
        self._rules: dict[str, int | None] = {}

    def start(
        self, clocks: pl.DataFrame, whose: dict[str, tuple[int, int]], *, known: frozenset[int]
    ) -> None:
        """Clocks that a station laid aside start; of `known` people an open one of the same name is replaced.

        `whose`: lead id -> (who, pass number).
        """
        names = (
            "lead_id",
            "name",
            "stage",
            "owner_id",
            "team",
            "started_at",
            "due_at",
            "stops_on",
            "calendar",
            "explanation",
        )
        if not clocks.height:
            return
        for lead, name, stage, owner, team, started, due, stops_on, calendar, why in (
            clocks.select(names).with_columns(pl.col("started_at", "due_at").to_physical()).iter_rows()
        ):
            who, pass_number = whose[lead]
            promise = Promise(
                who,
                pass_number,
                name,
                stage,
                owner,
                team,
                started,
                due,
                self._stoppers(stops_on),
                calendar,
                self._rule(why),
            )
            there = self._open.setdefault(who, [])
            if who in known:
                for old in [old for old in there if old.name == name]:
                    self._stop(old, started, kept=False)
            there.append(promise)
            self._all.append(promise)
            self._set_timers(promise)

    def leave_stage(self, who: int, stage: str, at: int) -> None:
        """The lead stands in that stage now: what another stage had promised is over."""
        for promise in self._running(who):
            if promise.stage is not None and promise.stage != stage:
                self._stop(promise, at, kept=promise.name == STAGE_DURATION)

    def answer(self, who: int, words: frozenset[str], at: int) -> None:
        """Somebody did what these words say: clocks that waited for it stop."""
        for promise in self._running(who):
            if promise.started <= at and promise.stops_on & words:
                self._stop(promise, at, kept=True)

    def end(self, who: int, at: int) -> None:
        """The pass is over."""
        for promise in self._running(who):
            self._stop(promise, at, kept=False)

    def hand_over(self, who: int, owner: int | None, team: str | None) -> None:
        """Open clocks follow the lead."""
        for promise in self._open.get(who, ()):
            promise.owner, promise.team = owner, team

    def wake(self, who: int, pass_number: int, at: int) -> None:
        """The person comes back at that moment, if nothing else happens before."""
        self._push(at, who, "wakes", pass_number, None)

    def due(self, until: int) -> dict[int, Timer]:
        """For each person the first timer up to that moment; taken out. Others of the same people stay."""
        found: dict[int, Timer] = {}
        later: list[Timer] = []
        while self._timers and self._timers[0].at <= until:
            timer = heapq.heappop(self._timers)
            if timer.promise is not None and timer.promise.stopped is not None:
                continue
            if timer.who in found:
                later.append(timer)
            else:
                found[timer.who] = timer
        for timer in later:
            heapq.heappush(self._timers, timer)
        return found

    def put_back(self, timers: Iterable[Timer]) -> None:
        """These were not done after all: something else came first."""
        for timer in timers:
            heapq.heappush(self._timers, timer)

    def told(self, horizon: int) -> pl.DataFrame:
        """Every clock with its fate at the horizon: `COLUMNS`, moments in microseconds."""
        rows = (
            (
                each.who,
                each.pass_number,
                each.name,
                each.stage,
                each.owner,
                each.team,
                each.started,
                each.due,
                each.stopped,
                "breached" if each.fate == "running" and each.due < horizon else each.fate,
            )
            for each in self._all
        )
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")

    def _running(self, who: int) -> Iterator[Promise]:
        yield from list(self._open.get(who, ()))

    def _stop(self, promise: Promise, at: int, *, kept: bool) -> None:
        promise.stopped = at
        promise.fate = "breached" if at > promise.due else "met" if kept else "cancelled"
        self._open[promise.who].remove(promise)

    def _set_timers(self, promise: Promise) -> None:
        if promise.name == STAGE_DURATION:
            if promise.stage in self._leaves:
                self._push(promise.due, promise.who, "stage_ran_out", promise.pass_number, promise)
            return
        for step in self._escalations(promise):
            if step.do == "notify":
                continue
            at = promise.due
            if step.after is not None:
                at = due_moments([promise.due], step.after, read_calendar(promise.calendar))[0]
            self._push(at, promise.who, step.do, promise.pass_number, promise)

    def _escalations(self, promise: Promise) -> tuple[Escalation, ...]:
        clocks = self._document.follow_up.clocks
        return clocks[promise.rule].escalate if promise.rule is not None else ()

    def _push(self, at: int, who: int, what: What, pass_number: int, promise: Promise | None) -> None:
        self._made += 1
        heapq.heappush(self._timers, Timer(at, self._made, who, what, pass_number, promise))

    def _stoppers(self, text: str) -> frozenset[str]:
        if text not in self._words:
            self._words[text] = frozenset(word for word in text.strip("{}").split(",") if word)
        return self._words[text]

    def _rule(self, why: str) -> int | None:
        if why not in self._rules:
            self._rules[why] = orjson.loads(why).get("rule")
        return self._rules[why]
