"""The worklist: whose turn is it, in the order of due time and worth. One page at a time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, LiteralString, Self
from uuid import UUID

from django.db import connection

# Whose leads: one's own, those of one's team (owned or not), or those of the team that nobody owns yet.
Whose = Literal["mine", "team", "free"]
ClockState = Literal["overdue", "warned", "running"]

# A badge that says "more than this many" is as good as the exact number, and costs the same in any company.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the worklist. `team` is the key of the user's team. `snoozed` shows what sleeps instead."""

    whose: Whose
    user_id: int
    team: str | None
    stages: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    clock: ClockState | None = None
    snoozed: bool = False


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One lead on the worklist with its nearest clock, if any runs."""

    lead_id: UUID
    person_id: UUID
    name: str | None
    title: str | None
    email: str | None
    phone: str | None
    person_time_zone: str | None
    company_id: UUID | None
    company: str | None
    stage: str
    stage_entered_at: datetime
    grade: str | None
    score: float
    source: str | None
    owner_id: int | None
    team: str | None
    handoff: str | None
    opportunity: str | None
    touches: int
    last_touch_at: datetime | None
    opened_at: datetime
    snoozed_until: datetime | None
    version_id: UUID
    clock: str | None
    clock_state: str | None
    warn_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class After:
    """The place behind a row: due time (None once clocks are through), worth and lead."""

    due_at: datetime | None
    score: float
    lead_id: UUID

    @classmethod
    def row(cls, row: WorkRow) -> Self:
        """The place behind this row."""
        return cls(row.due_at, row.score, row.lead_id)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and where the next page begins; None where this is the last one."""

    rows: tuple[WorkRow, ...]
    after: After | None


@dataclass(frozen=True, slots=True)
class Badges:
    """How many leads are overdue, due until a moment, and free in the team; never more than MOST_COUNTED."""

    overdue: int
    due: int
    free: int


@dataclass(slots=True)
class _Search:
    """A condition that grows, and its parameters."""

    parts: list[LiteralString] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, part: LiteralString, **values: Any) -> None:
        self.parts.append(part)
        self.values.update(values)


def worklist(wanted: Wanted, *, at: datetime, after: After | None = None, limit: int = 50) -> Page:
    """One page: first the leads with a running clock, the earliest due first and of those the higher score.

    Then those without a clock, by score.
    """
    rows: list[WorkRow] = []
    if after is None or after.due_at is not None:
        rows = _rows(CLOCKED, _clocked(wanted, at, after), limit + 1)
        after = None
    if len(rows) <= limit and wanted.clock is None:
        rows += _rows(UNCLOCKED, _unclocked(wanted, at, after), limit + 1 - len(rows))
    shown = tuple(rows[:limit])
    return Page(shown, After.row(shown[-1]) if len(rows) > limit else None)


def badges(wanted: Wanted, *, at: datetime, until: datetime) -> Badges:
    """The numbers beside the menu: overdue at `at`, due from then until `until` (the end of the day), and free."""
    search = _Search()
    _whose(search, wanted, "c")
    values = {**search.values, "at": at, "until": until, "most": MOST_COUNTED, "team": wanted.team}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.replace("{search}", " AND ".join(search.parts)), values)
        overdue, due = cursor.fetchone()
        cursor.execute(FREE, values)
        (free,) = cursor.fetchone()
    return Badges(overdue, due, free)


COLUMNS: LiteralString = """
l.id, l.person_id, p.full_name, p.title, p.email, p.phone, p.time_zone, p.company_id, k.name, l.stage,
l.stage_entered_at, l.grade, l.score, l.source, l.owner_id, l.team, l.handoff, l.opportunity, l.touches,
l.last_touch_at, l.opened_at, l.snoozed_until, l.version_id
"""
PEOPLE: LiteralString = (
    "JOIN lead_person p ON p.id = l.person_id LEFT JOIN lead_company k ON k.id = p.company_id"
)

# Of several clocks of a lead the nearest stands for it; the walk along the index stops when the page is full.
CLOCKED: LiteralString = f"""
SELECT {COLUMNS}, c.name, c.state, c.warn_at, c.due_at
FROM follow_up_clock c JOIN lead_lead l ON l.id = c.lead_id {PEOPLE}
WHERE c.stopped_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM follow_up_clock e
    WHERE e.lead_id = c.lead_id AND e.stopped_at IS NULL AND (e.due_at, e.id) < (c.due_at, c.id)
) AND {{search}}
ORDER BY c.due_at, l.score DESC, l.id
LIMIT %(limit)s
"""

UNCLOCKED: LiteralString = f"""
SELECT {COLUMNS}, NULL, NULL, NULL::timestamptz, NULL::timestamptz
FROM lead_lead l {PEOPLE}
WHERE NOT EXISTS (SELECT 1 FROM follow_up_clock e WHERE e.lead_id = l.id AND e.stopped_at IS NULL) AND {{search}}
ORDER BY l.score DESC, l.id
LIMIT %(limit)s
"""

# The clocks are counted out along their index before their leads are looked at: the cost has a bound.
COUNTED: LiteralString = """
SELECT count(*) FILTER (WHERE due_at <= %(at)s), count(*) FILTER (WHERE due_at > %(at)s)
FROM (
    SELECT c.lead_id, min(c.due_at) AS due_at
    FROM (
        SELECT c.lead_id, c.due_at FROM follow_up_clock c
        WHERE {search} AND c.stopped_at IS NULL AND c.due_at <= %(until)s ORDER BY c.due_at LIMIT %(most)s
    ) c
    JOIN lead_lead l ON l.id = c.lead_id
    WHERE l.ended_at IS NULL AND (l.snoozed_until IS NULL OR l.snoozed_until <= %(at)s)
    GROUP BY c.lead_id
) nearest
"""

FREE: LiteralString = """
SELECT count(*) FROM (
    SELECT 1 FROM lead_lead l
    WHERE l.team = %(team)s AND l.hold_reason IS NOT NULL AND l.ended_at IS NULL LIMIT %(most)s
) free
"""


def _clocked(wanted: Wanted, at: datetime, after: After | None) -> _Search:
    search = _search(wanted, at, "c")
    match wanted.clock:
        case "overdue":
            search.add("c.due_at <= %(at)s")
        case "warned":
            search.add("c.state = 'warned' AND c.due_at > %(at)s")
        case "running":
            search.add("c.due_at > %(at)s")
    if after is not None:
        search.add(
            "c.due_at >= %(due)s AND (c.due_at, -l.score, l.id) > (%(due)s, -%(score)s::float8, %(lead)s::uuid)",
            due=after.due_at,
            score=after.score,
            lead=str(after.lead_id),
        )
    return search


def _unclocked(wanted: Wanted, at: datetime, after: After | None) -> _Search:
    search = _search(wanted, at, "l")
    if after is not None:
        search.add(
            "(-l.score, l.id) > (-%(score)s::float8, %(lead)s::uuid)",
            score=after.score,
            lead=str(after.lead_id),
        )
    return search


def _search(wanted: Wanted, at: datetime, owned: Literal["c", "l"]) -> _Search:
    search = _Search(values={"at": at})
    _whose(search, wanted, owned)
    _awake(search, snoozed=wanted.snoozed)
    if wanted.stages:
        search.add("l.stage = ANY(%(stages)s)", stages=list(wanted.stages))
    if wanted.grades:
        search.add("l.grade = ANY(%(grades)s)", grades=list(wanted.grades))
    return search


def _whose(search: _Search, wanted: Wanted, owned: Literal["c", "l"]) -> None:
    """A clock has the owner and the team of its lead, so that one index gives both the part and the order."""
    match wanted.whose, owned:
        case "mine", "c":
            search.add("c.owner_id = %(user)s", user=wanted.user_id)
        case "mine", _:
            search.add("l.owner_id = %(user)s", user=wanted.user_id)
        case _, "c":
            search.add("c.team = %(team)s", team=wanted.team)
        case _:
            search.add("l.team = %(team)s", team=wanted.team)
    if wanted.whose == "free":
        search.add(f"{owned}.owner_id IS NULL")


def _awake(search: _Search, *, snoozed: bool) -> None:
    search.add("l.ended_at IS NULL")
    if snoozed:
        search.add("l.snoozed_until > %(at)s")
    else:
        search.add("(l.snoozed_until IS NULL OR l.snoozed_until <= %(at)s)")


def _rows(statement: LiteralString, search: _Search, limit: int) -> list[WorkRow]:
    with connection.cursor() as cursor:
        text = statement.replace("{search}", " AND ".join(search.parts))
        cursor.execute(text, {**search.values, "limit": limit})
        return [WorkRow(*row) for row in cursor.fetchall()]
