"""The step: leads whose stage was just set, or that were just offered, go in; clocks to start come out."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from handraiser.follow_up.business_time import due_moments, part_way
from handraiser.follow_up.calendar import ALWAYS, Calendar, write_calendar
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.plan import Plan, StageLike, Start, plan
from handraiser.follow_up.rules import FollowUpRules
from handraiser.kit.identity import new_id_strings

MOMENT = pl.Datetime("us", "UTC")
# As Python writes them: six digits of a fraction, or none where it is zero.
ISO, NO_FRACTION = "%Y-%m-%dT%H:%M:%S%.6f%:z", ".000000"
Whose = tuple[int | None, str | None]
WHY_NOTHING = json.dumps({"no_clock": "no clock starts here"})

NEEDED = ("lead_id", "version_id", "owner_id", "team", "stage", "stage_changed")
MOMENTS = ("at", "captured_at")
# Below this many, Python writes moments as text faster than an expression does.
FEW = 256


class FollowUp(NamedTuple):
    """`leads`: the frame with due_at, due_clock and follow_up. `clocks`: rows of `follow_up_clock`."""

    leads: pl.DataFrame
    clocks: pl.DataFrame


def follow_up(
    frame: pl.DataFrame, rules: FollowUpRules, stages: Sequence[StageLike], calendars: Calendars
) -> FollowUp:
    """Starts the clocks that the stage or the offer calls for.

    Columns in: lead_id, version_id, stage, stage_changed, owner_id, team, at, captured_at, the columns of the
    clocks' conditions and, where leads were offered to sales, offered (true for those).
    Columns out: due_at (the nearest promise started here), due_clock (its name), follow_up (JSON text: the
    clocks with rule, calendar and times, or why there are none; null where nothing was to decide).
    A promise counts from `at`, but never from later than `captured_at`.
    """
    ready = plan(rules, stages)
    facts = _Facts.read(frame, ready)
    started = _Started(ready)
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for index, start in enumerate(ready.starts):
        # Of the clocks of one name the first that may start does.
        rows = [row for row in facts.may_start(start) if row not in taken[start.name]]
        if rows:
            taken[start.name].update(rows)
            started.add(index, rows, facts, calendars)
    clocks = started.frame(facts)
    return FollowUp(frame.hstack(_told(facts, started, clocks, ready.why_history)), clocks)


class _Facts:
    """The frame as lists: clocks differ row by row, not column by column."""

    def __init__(self, columns: dict[str, list[Any]], offered: list[bool | None], history: int) -> None:
        self.columns = columns
        moments = zip(columns["at"], columns["captured_at"], strict=True)
        self.begun = [at if captured is None or at < captured else captured for at, captured in moments]
        self.history = [
            captured is not None and captured - at > history
            for at, captured in zip(columns["at"], columns["captured_at"], strict=True)
        ]
        self.offered = [row for row, yes in enumerate(offered) if yes and not self.history[row]]
        self.entered: defaultdict[str, list[int]] = defaultdict(list)
        for row, (stage, changed) in enumerate(zip(columns["stage"], columns["stage_changed"], strict=True)):
            if changed and not self.history[row]:
                self.entered[stage].append(row)
        self.decided = [
            bool(changed) or bool(yes) for changed, yes in zip(columns["stage_changed"], offered, strict=True)
        ]

    @classmethod
    def read(cls, frame: pl.DataFrame, ready: Plan) -> "_Facts":
        # Column by column, since an expression costs more than all the rest for a frame of height one.
        columns = {name: frame.get_column(name).to_list() for name in NEEDED}
        columns |= {name: frame.get_column(name).to_physical().to_list() for name in MOMENTS}
        if ready.conditions:
            columns |= frame.select(ready.conditions).to_dict(as_series=False)
        has_offers = "offered" in frame.columns
        offered = frame.get_column("offered").to_list() if has_offers else [False] * frame.height
        return cls(columns, offered, ready.history)

    def may_start(self, start: Start) -> list[int]:
        rows = self.offered if start.stage is None else self.entered.get(start.stage, [])
        if start.when is None:
            return rows
        holds = self.columns[start.when]
        return [row for row in rows if holds[row]]

    def pick(self, column: str, rows: list[int]) -> list[Any]:
        values = self.columns[column]
        return [values[row] for row in rows]


class _Started:
    """The clocks of the batch, column by column."""

    def __init__(self, ready: Plan) -> None:
        self.ready = ready
        self.starts: list[int] = []
        self.rows: list[int] = []
        self.warn: list[int | None] = []
        self.due: list[int] = []
        self.next: list[int | None] = []
        self.calendar: list[str] = []

    def add(self, index: int, rows: list[int], facts: _Facts, calendars: Calendars) -> None:
        start = self.ready.starts[index]
        warn, due, calendar = _times(start, rows, facts, calendars)
        self.starts += [index] * len(rows)
        self.rows += rows
        self.warn += warn
        self.due += due
        self.next += due if start.warn_after is None else warn
        self.calendar += calendar

    def frame(self, facts: _Facts) -> pl.DataFrame:
        starts = [self.ready.starts[index] for index in self.starts]
        begun = [facts.begun[row] for row in self.rows]
        return pl.DataFrame(
            [
                pl.Series("id", new_id_strings(len(self.rows)), pl.Utf8),
                pl.Series("lead_id", facts.pick("lead_id", self.rows), pl.Utf8),
                pl.Series("version_id", facts.pick("version_id", self.rows), pl.Utf8),
                pl.Series("owner_id", facts.pick("owner_id", self.rows), pl.Int64),
                pl.Series("team", facts.pick("team", self.rows), pl.Utf8),
                pl.Series("started_at", begun, pl.Int64).cast(MOMENT),
                pl.Series("warn_at", self.warn, pl.Int64).cast(MOMENT),
                pl.Series("due_at", self.due, pl.Int64).cast(MOMENT),
                pl.Series("next_at", self.next, pl.Int64).cast(MOMENT),
                pl.Series("calendar", self.calendar, pl.Utf8),
                pl.Series("name", [start.name for start in starts], pl.Utf8),
                pl.Series("stage", [start.stage for start in starts], pl.Utf8),
                pl.Series("stops_on", [start.stops_on for start in starts], pl.Utf8),
                pl.Series("explanation", [start.why for start in starts], pl.Utf8),
                pl.Series("state", ["running"] * len(starts), pl.Utf8),
                pl.Series("escalation_step", [0] * len(starts), pl.Int64),
            ]
        )


def _times(
    start: Start, rows: list[int], facts: _Facts, calendars: Calendars
) -> tuple[list[int | None], list[int], list[str]]:
    """When to warn, when it is due, and the calendar in words, for each row."""
    begun = [facts.begun[row] for row in rows]
    whose = _whose(start, rows, facts)
    moments: defaultdict[Whose, set[int]] = defaultdict(set)
    for who, moment in zip(whose, begun, strict=True):
        moments[who].add(moment)
    known: dict[Whose, dict[int, tuple[int | None, int]]] = {}
    words: dict[Whose, str] = {}
    for (owner, team), distinct in moments.items():
        calendar = ALWAYS
        if start.within.business:
            calendar = calendars.find(
                start.calendar, owner_id=owner, team=team, less_absences=start.less_absences
            )
        known[owner, team] = _count(list(distinct), start, calendar)
        words[owner, team] = write_calendar(calendar)
    times = [known[who][moment] for who, moment in zip(whose, begun, strict=True)]
    return [warn for warn, _ in times], [due for _, due in times], [words[who] for who in whose]


def _whose(start: Start, rows: list[int], facts: _Facts) -> list[Whose]:
    """What the calendar is looked up by: as little as the clock's choice needs, so that few are counted."""
    if not start.within.business or start.calendar == "company":
        return [(None, None)] * len(rows)
    teams = facts.pick("team", rows)
    if start.calendar == "team":
        return [(None, team) for team in teams]
    return list(zip(facts.pick("owner_id", rows), teams, strict=True))


def _count(begun: list[int], start: Start, calendar: Calendar) -> dict[int, tuple[int | None, int]]:
    due = due_moments(begun, start.within, calendar)
    part, counted_in = start.warn_after, calendar if start.within.business else None
    warn = [None] * len(due) if part is None else part_way(begun, due, part, counted_in)
    return dict(zip(begun, zip(warn, due, strict=True), strict=True))


def _told(facts: _Facts, started: _Started, clocks: pl.DataFrame, why_history: str) -> list[pl.Series]:
    """due_at, due_clock and follow_up for each lead, from the clocks that were started for it."""
    due: list[int | None] = [None] * len(facts.begun)
    name: list[str | None] = [None] * len(facts.begun)
    parts: list[str | None] = [None] * len(facts.begun)
    times = (_texts(clocks.get_column(column)) for column in ("started_at", "due_at"))
    told = zip(started.rows, started.starts, started.due, started.calendar, *times, strict=True)
    for row, index, moment, calendar, begun, end in told:
        start, nearest, before = started.ready.starts[index], due[row], parts[row]
        if nearest is None or moment < nearest:
            due[row], name[row] = moment, start.name
        part = (
            f'{{"clock": "{start.name}", "started_at": "{begun}", "due_at": "{end}", '
            f'"calendar": "{calendar}", {start.why[1:]}'
        )
        parts[row] = part if before is None else f"{before}, {part}"
    said: list[str | None] = [
        f'{{"clocks": [{part}]}}' if part else why_history if old else WHY_NOTHING if decided else None
        for part, old, decided in zip(parts, facts.history, facts.decided, strict=True)
    ]
    return [
        pl.Series("due_at", due, pl.Int64).cast(MOMENT),
        pl.Series("due_clock", name, pl.Utf8),
        pl.Series("follow_up", said, pl.Utf8),
    ]


def _texts(moments: pl.Series) -> list[str]:
    if len(moments) < FEW:
        return [moment.isoformat() for moment in moments.to_list()]
    return moments.dt.to_string(ISO).str.replace(NO_FRACTION, "", literal=True).to_list()
