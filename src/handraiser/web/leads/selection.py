"""The picture as SQL over the aliases l (lead), p (person), c (company)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from handraiser.lead.catalogue import COLUMNS
from handraiser.process import Condition
from handraiser.web.leads.picture import Picture, day_start
from handraiser.web.leads.search import search

LEADS = "FROM lead_lead l"
FROM = """
FROM lead_lead l
JOIN lead_person p ON p.id = l.person_id
LEFT JOIN lead_company c ON c.id = p.company_id
"""
WON = "coalesce(l.opportunity, l.outcome) = 'won'"

STATES = {
    "open": "l.ended_at IS NULL",
    "ended": "l.ended_at IS NOT NULL",
    "holding": "l.hold_reason IS NOT NULL AND l.ended_at IS NULL",
    "untouched": "l.first_touch_at IS NULL",
    "snoozed": "l.snoozed_until > %(at)s",
}
FLAGS = {
    "won_before_opened": """EXISTS (SELECT 1 FROM handoff_opportunity o
        WHERE o.lead_id = l.id AND o.state = 'won' AND o.closed_at < l.opened_at)""",
    "touched_before_opened": "l.first_touch_at < l.opened_at",
}
CLOCK_STATES = {
    "kept": "k.state = 'met' AND k.breached_at IS NULL",
    "broken": "(k.breached_at IS NOT NULL OR k.state = 'breached')",
    "running": "k.stopped_at IS NULL AND k.state <> 'breached' AND k.breached_at IS NULL",
    "cancelled": "k.state = 'cancelled' AND k.breached_at IS NULL",
}


@dataclass(slots=True)
class Selection:
    """Conditions and their parameters; `ignored` names words whose value made no sense.

    `needs_people`: whether a condition asks for the person or the company, and not for the lead alone.
    """

    clauses: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    needs_people: bool = False

    @property
    def source(self) -> str:
        """The text from FROM on that is just enough to decide which leads are meant."""
        return FROM if self.needs_people else LEADS

    @property
    def where(self) -> str:
        """The text after WHERE."""
        return " AND ".join(f"({clause})" for clause in self.clauses) or "true"

    def add(self, clause: str, **parameters: object) -> None:
        """One more condition that must hold, with its parameters."""
        self.clauses.append(clause)
        self.parameters.update(parameters)


@dataclass(frozen=True, slots=True)
class Around:
    """What the words are relative to: the order of stages, who asks, where and when."""

    stages: tuple[str, ...]
    user_id: int
    zone: ZoneInfo
    at: datetime


def select(picture: Picture, around: Around) -> Selection:
    """What the picture asks for. Raises ConditionRefused when its condition is none."""
    selection = Selection(parameters={"at": around.at})
    for word, value in picture.words.items():
        if not FILTERS[word](selection, value, around):
            selection.ignored.append(word)
    if picture.search:
        clause, parameters = search(picture.search)
        selection.add(clause, **parameters)
    if picture.condition:
        condition = Condition(picture.condition)
        clause, parameters = condition.sql(prefix="where")
        selection.add(clause, **parameters)
        of_lead = {"at", *(name for name, column in COLUMNS.items() if column.home == "lead")}
        selection.needs_people = not condition.columns <= of_lead
    return selection


Filter = Callable[[Selection, str, Around], bool]


def _equal(column: str) -> Filter:
    def apply(selection: Selection, value: str, around: Around) -> bool:
        name = f"is_{column}"
        if value == "(none)":
            selection.add(f"nullif(btrim(l.{column}), '') IS NULL")
        else:
            # Figures count a source without the blanks around it, so the list behind them does too.
            own = "btrim(l.source)" if column == "source" else f"l.{column}"
            selection.add(f"{own} = %({name})s", **{name: value})
        return True

    return apply


def _reached(selection: Selection, value: str, around: Around) -> bool:
    if value not in around.stages:
        return False
    further = around.stages[around.stages.index(value) :]
    selection.add("l.furthest_stage = ANY(%(reached)s)", reached=list(further))
    return True


def _owner(selection: Selection, value: str, around: Around) -> bool:
    if value == "none":
        selection.add("l.owner_id IS NULL")
    elif value == "me":
        selection.add("l.owner_id = %(owner)s", owner=around.user_id)
    elif value.isdecimal() and len(value) < 19:
        selection.add("l.owner_id = %(owner)s", owner=int(value))
    else:
        return False
    return True


def _state(selection: Selection, value: str, around: Around) -> bool:
    if value not in STATES:
        return False
    selection.add(STATES[value])
    return True


def _won(selection: Selection, value: str, around: Around) -> bool:
    selection.add(WON)
    return True


def _flag(selection: Selection, value: str, around: Around) -> bool:
    if value not in FLAGS:
        return False
    selection.add(FLAGS[value])
    return True


def _clock(selection: Selection, value: str, around: Around) -> bool:
    name, _, state = value.partition(":")
    if state not in CLOCK_STATES:
        return False
    selection.add(
        f"EXISTS (SELECT 1 FROM follow_up_clock k WHERE k.lead_id = l.id "
        f"AND k.name = %(clock)s AND {CLOCK_STATES[state]})",
        clock=name,
    )
    return True


def _import(selection: Selection, value: str, around: Around) -> bool:
    try:
        import_id = UUID(value)
    except ValueError:
        return False
    selection.add(
        "l.id IN (SELECT q.lead_id FROM capture_inquiry q WHERE q.import_id = %(import)s)",
        **{"import": import_id},
    )
    return True


def _arm(selection: Selection, value: str, around: Around) -> bool:
    pilot, _, arm = value.partition(":")
    try:
        pilot_id = UUID(pilot)
    except ValueError:
        return False
    selection.add(
        "l.id IN (SELECT m.lead_id FROM process_pilot_lead m WHERE m.pilot_id = %(pilot)s AND m.arm = %(arm)s)",
        pilot=pilot_id,
        arm=arm,
    )
    return True


def _opened_from(selection: Selection, value: str, around: Around) -> bool:
    since = day_start(value, around.zone)
    if since is None:
        return False
    selection.add("l.opened_at >= %(since)s", since=since)
    return True


def _opened_to(selection: Selection, value: str, around: Around) -> bool:
    until = day_start(value, around.zone, plus_days=1)
    if until is None:
        return False
    selection.add("l.opened_at < %(until)s", until=until)
    return True


FILTERS: dict[str, Filter] = {
    "stage": _equal("stage"),
    "reached": _reached,
    "grade": _equal("grade"),
    "source": _equal("source"),
    "owner": _owner,
    "team": _equal("team"),
    "state": _state,
    "won": _won,
    "clock": _clock,
    "flag": _flag,
    "import": _import,
    "arm": _arm,
    "opened_from": _opened_from,
    "opened_to": _opened_to,
}
