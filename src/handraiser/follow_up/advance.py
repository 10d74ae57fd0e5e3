"""What one clock does next. No clock on the wall and no database: a clock and a moment in, what follows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from handraiser.follow_up.business_time import due_time
from handraiser.follow_up.calendar import read_calendar
from handraiser.follow_up.rules import STAGE_DURATION, Clock, Escalation, FollowUpRules, Whom
from handraiser.follow_up.telling import Telling
from handraiser.ledger.operations import Event

What = Literal["warned", "breached", "notified", "reassign", "return", "stage_ran_out"]


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that was claimed, with its lead's owner and team of now; the fields in the order of the claim."""

    id: UUID
    lead_id: UUID
    person_id: UUID
    version_id: UUID
    name: str
    stage: str | None
    state: str
    started_at: datetime
    warn_at: datetime | None
    due_at: datetime
    next_at: datetime
    escalation_step: int
    calendar: str
    rule: int | None
    owner_id: int | None
    team: str | None
    ended_at: datetime | None
    person: str


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a clock caused at the moment `at`.

    `reassign`, `return` and `stage_ran_out` are for the journey to do. `stage` is None where an offer
    started the clock. `told` are the staff ids that were notified.
    """

    what: What
    clock_id: UUID
    name: str
    lead_id: UUID
    person_id: UUID
    version_id: UUID
    stage: str | None
    at: datetime
    owner_id: int | None
    team: str | None
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A notice to write."""

    user_id: int
    lead_id: UUID
    kind: str
    text: str
    at: datetime


@dataclass(slots=True)
class Advance:
    """The clock's new state and all that happened on the way to it."""

    clock: Running
    state: str
    next_at: datetime | None
    breached_at: datetime | None
    step: int
    stopped_at: datetime | None = None
    stopped_by: str | None = None
    staff: str = ""
    due: list[Due] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def advance(clock: Running, *, at: datetime, rules: FollowUpRules | None, telling: Telling) -> Advance:
    """Everything that the clock should have done by `at`, in order, each at the moment at which it was due.

    A warning that nobody would have seen in time is left out. A worker that was away catches up here.
    """
    breached = clock.state == "breached"
    move = Advance(
        clock,
        clock.state,
        clock.next_at,
        clock.due_at if breached else None,
        clock.escalation_step,
        staff=telling.staff,
    )
    if clock.ended_at is not None:
        return _lapse(move, at)
    rule = _rule(clock, rules)
    title = rule.title if rule is not None else clock.name.replace("_", " ").capitalize()
    while move.next_at is not None and move.next_at <= at:
        if move.state == "breached":
            _escalate(move, rule.escalate if rule is not None else (), title, telling, at)
        elif move.next_at < clock.due_at:
            _warn(move, title, telling, unseen=clock.due_at <= at)
        else:
            _break(move, rule.escalate if rule is not None else (), title, telling)
    return move


def _warn(move: Advance, title: str, telling: Telling, *, unseen: bool) -> None:
    clock, moment = move.clock, move.next_at or move.clock.due_at
    move.state, move.next_at = "warned", clock.due_at
    if not unseen:
        told = _tell(
            move,
            "owner",
            "warned",
            f"{title}: {clock.person} is waiting, and time runs out.",
            telling,
            moment,
        )
        _happened(move, "warned", "clock.warned", moment, told)


def _break(move: Advance, steps: Sequence[Escalation], title: str, telling: Telling) -> None:
    clock = move.clock
    move.state, move.breached_at, move.step = "breached", clock.due_at, 0
    move.next_at = _moment(clock, steps, 0)
    told = _tell(
        move, "owner", "breached", f"{title}: the time for {clock.person} ran out.", telling, clock.due_at
    )
    _happened(move, "breached", "clock.breached", clock.due_at, told)
    if clock.name == STAGE_DURATION:
        _happened(move, "stage_ran_out", None, clock.due_at, ())


def _escalate(move: Advance, steps: Sequence[Escalation], title: str, telling: Telling, at: datetime) -> None:
    clock, moment = move.clock, _moment(move.clock, steps, move.step)
    if moment is None or moment > at:
        # Nothing left, or a promise that runs again after an undo: the step is still to come.
        move.next_at = moment
        return
    step = steps[move.step]
    move.step += 1
    move.next_at = _moment(clock, steps, move.step)
    if step.do == "notify":
        told = _tell(
            move, step.whom, "escalated", f"{title}: {clock.person} is still waiting.", telling, moment
        )
        _happened(move, "notified", "clock.escalated", moment, told)
    else:
        _happened(move, step.do, "clock.escalated", moment, ())


def _lapse(move: Advance, at: datetime) -> Advance:
    move.next_at, move.stopped_at, move.stopped_by = None, at, "the lead ended"
    move.state = "breached" if move.state == "breached" else "cancelled"
    explanation = {"clock": move.clock.name, "state": move.state, "by": move.stopped_by}
    move.events.append(_event(move, "clock.stopped", at, explanation))
    return move


def _moment(clock: Running, steps: Sequence[Escalation], index: int) -> datetime | None:
    if index >= len(steps):
        return None
    after = steps[index].after
    return clock.due_at if after is None else due_time(clock.due_at, after, read_calendar(clock.calendar))


def _rule(clock: Running, rules: FollowUpRules | None) -> Clock | None:
    """The rule that started it, by its place in the version's list; none for the longest stay in a stage."""
    if rules is None or clock.rule is None or clock.rule >= len(rules.clocks):
        return None
    return rules.clocks[clock.rule]


def _tell(
    move: Advance, whom: Whom, kind: str, text: str, telling: Telling, moment: datetime
) -> tuple[int, ...]:
    clock = move.clock
    told = tuple(member.id for member in telling.find(whom, owner_id=clock.owner_id, team=clock.team))
    move.notes.extend(Note(user_id, clock.lead_id, kind, text, moment) for user_id in told)
    return told


def _happened(move: Advance, what: What, kind: str | None, moment: datetime, told: tuple[int, ...]) -> None:
    clock = move.clock
    move.due.append(
        Due(
            what=what,
            clock_id=clock.id,
            name=clock.name,
            lead_id=clock.lead_id,
            person_id=clock.person_id,
            version_id=clock.version_id,
            stage=clock.stage,
            at=moment,
            owner_id=clock.owner_id,
            team=clock.team,
            told=told,
        )
    )
    if kind is not None:
        explanation: dict[str, object] = {
            "clock": clock.name,
            "due_at": clock.due_at.isoformat(),
            "what": what,
        }
        explanation |= {"told": list(told), "step": move.step}
        move.events.append(_event(move, kind, moment, explanation))


def _event(move: Advance, kind: str, at: datetime, explanation: Mapping[str, object]) -> Event:
    clock = move.clock
    told = {**explanation, "found": _found(clock), "staff": move.staff}
    return Event(kind, at, clock.lead_id, clock.person_id, version_id=clock.version_id, explanation=told)


def _found(clock: Running) -> dict[str, object]:
    """The clock as the tick found it, so that what it did can be done again."""
    return {
        "rule": clock.rule,
        "stage": clock.stage,
        "state": clock.state,
        "step": clock.escalation_step,
        "started_at": clock.started_at.isoformat(),
        "warn_at": clock.warn_at.isoformat() if clock.warn_at else None,
        "due_at": clock.due_at.isoformat(),
        "next_at": clock.next_at.isoformat(),
        "calendar": clock.calendar,
        "owner_id": clock.owner_id,
        "team": clock.team,
        "ended_at": clock.ended_at.isoformat() if clock.ended_at else None,
    }
