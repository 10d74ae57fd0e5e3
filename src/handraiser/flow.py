"""The journey of the lead as one list, and what follows from what happens as another.

Reading this file is reading the product. Every door passes here, and no door skips a station.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from itertools import groupby
from typing import ParamSpec, TypeVar
from uuid import UUID

import polars as pl
from django.db import transaction

from handraiser.acts import correcting, ending, handoff, moving, piloting, publishing, undoing, working
from handraiser.acts.acted import Acted
from handraiser.acts.found import document_for, lead_of
from handraiser.acts.remembering import remembered
from handraiser.capture import arrivals
from handraiser.document import Document
from handraiser.follow_up.tick import Due
from handraiser.journey import decide as journey_decide
from handraiser.journey import foresee as journey_foresee
from handraiser.journey import stations, versions
from handraiser.journey import take_in as journey_take_in
from handraiser.journey.intake import Intake
from handraiser.journey.station import Station, check_order
from handraiser.journey.together import gathered, gathering
from handraiser.ledger.operations import Event, record
from handraiser.process.in_flight import Plan
from handraiser.process.queries import document_of
from handraiser.score.operations import Seen
from handraiser.score.partitions import ensure_partitions

# What happens to an inquiry, and then to its lead, in this order.
JOURNEY: tuple[Station, ...] = (
    stations.normalise,
    stations.admit,
    stations.identify,
    stations.enrich,
    versions.version,
    stations.score,
    stations.qualify,
    stations.outcome,
    stations.stage,
    stations.route,
    stations.offer,
    stations.follow_up,
)
check_order(JOURNEY, given=frozenset(arrivals.SCHEMA))

# A known lead, about which something new was learned, goes through again from here, under its own version.
AGAIN = JOURNEY[JOURNEY.index(versions.version) :]

# What is decided of a lead that moves to another version quietly: where it stands, and nothing that anybody notices.
QUIETLY = (*AGAIN[: AGAIN.index(stations.route)], stations.nothing_follows)

# How a pass ends that a rule takes out.
OUTCOME_OF = {"recycle": "recycled", "disqualify": "disqualified"}

# What happened, of one kind and in order; several, where an act was about several leads.
Reaction = Callable[[Sequence[Event]], None]


def decide_again(events: Sequence[Event]) -> None:
    """The leads go through the journey again from the score on, each at the moment of what happened to it."""
    moments = {str(event.lead_id): event.at for event in events}
    waiting = gathering()
    if waiting is None:
        _decide_at(moments)
    else:
        for lead_id, at in moments.items():
            waiting.moments[lead_id] = max(at, waiting.moments.get(lead_id, at))


def stand_where_moved(events: Sequence[Event]) -> None:
    """A lead moved by hand stands in its new stage, gets its owner and its clocks."""
    for event in events:
        reason = event.explanation["reason"]
        journey_decide.decide(
            [str(event.lead_id)],
            journey=AGAIN,
            document=Document,
            at=event.at,
            told_stage=str(event.explanation["to"]),
            told_why=f"moved by hand: {reason}" if reason else "moved by hand",
        )


def follow_reject_reason(events: Sequence[Event]) -> None:
    """A rejected lead goes back to who offered it, to nurture, or out: as the reason says."""
    for event in events:
        assert event.lead_id is not None
        told, lead_id, by, at = event.explanation, event.lead_id, event.actor_id, event.at
        if told["then"] != "send_back":
            note = "Sales rejected it for a reason that asks for this."
            _take_out(lead_id, then=str(told["then"]), reason=str(told["reason"]), note=note, at=at)
        else:
            _happen(handoff.give_back(lead_id=lead_id, to=told["offered_by"], by=by, at=at))


def end_pass(events: Sequence[Event]) -> None:
    """Won or lost: the lead reaches its last stage and the pass ends."""
    decide_again(events)
    waiting = gathering()
    if waiting is None:
        _end_passes(events)
    else:
        waiting.closed.extend(events)


# What follows from what. Anything that is not here has no consequence.
REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "behaviour.seen": (decide_again,),
    "touch.made": (decide_again,),
    "touch.undone": (decide_again,),
    "question.answered": (decide_again,),
    "person.corrected": (decide_again,),
    "lead.moved": (stand_where_moved,),
    "handoff.accepted": (decide_again,),
    "handoff.rejected": (follow_reject_reason,),
    "handoff.expired": (follow_reject_reason,),
    "opportunity.won": (end_pass,),
    "opportunity.lost": (end_pass,),
    "opportunity.on_hold": (decide_again,),
    "opportunity.open": (decide_again,),
}


def return_unanswered(due: Due) -> None:
    """Nobody answered the offer in time: it goes back."""
    _happen(handoff.return_offer(lead_id=due.lead_id, at=due.at))


def give_to_somebody_else(due: Due) -> None:
    """The owner let a promise break: routing finds another."""
    journey_decide.decide(
        [str(due.lead_id)], journey=AGAIN, document=Document, at=due.at, to_somebody_else=True
    )


def take_way_out(due: Due) -> None:
    """The time in the stage ran out: the lead leaves as the stage says."""
    document = document_for(lead_of(due.lead_id))
    way_out = next((stage.way_out for stage in document.stages if stage.key == due.stage), None)
    if way_out is None or way_out.then == "notify":
        return
    if way_out.then == "move":
        journey_decide.decide(
            [str(due.lead_id)],
            journey=AGAIN,
            document=Document,
            at=due.at,
            told_stage=way_out.to,
            told_why=f"the time in the stage ran out: {way_out.reason}".rstrip(": "),
        )
        return
    note = "The time in the stage ran out."
    _take_out(due.lead_id, then=way_out.then, reason=way_out.reason, note=note, at=due.at)


# What follows when a clock runs out, beyond the notices that it sends by itself.
WHEN_DUE: Mapping[str, Callable[[Due], None]] = {
    "return": return_unanswered,
    "reassign": give_to_somebody_else,
    "stage_ran_out": take_way_out,
}

P = ParamSpec("P")
T = TypeVar("T")


def _act(verb: Callable[P, Acted[T]]) -> Callable[P, T]:
    """A verb as the doors call it: done, recorded, followed up and remembered for its undo in one transaction."""

    @wraps(verb)
    def acted(*args: P.args, **named: P.kwargs) -> T:
        # Inside `together` all acts stand or fall as one, so none needs a point to go back to.
        with transaction.atomic(savepoint=gathering() is None), remembered(verb, named):
            return _happen(verb(*args, **named))

    return acted


def _happen(acted: Acted[T]) -> T:
    if acted.events:
        record(events=acted.events, at=acted.events[0].at)
    for kind, events in groupby((*acted.events, *acted.recorded), key=lambda event: event.kind):
        happened = list(events)
        for reaction in REACTIONS.get(kind, ()):
            reaction(happened)
    return acted.value


def _take_out(lead_id: UUID, *, then: str, reason: str, note: str, at: datetime) -> None:
    _happen(ending.take_out(lead_id=lead_id, outcome=OUTCOME_OF[then], reason=reason, note=note, at=at))


@contextmanager
def together() -> Iterator[None]:
    """Verbs called inside are one transaction, and what they taught about leads is decided once, at its end.

    For many acts at a time. Each lead is decided for the moment of the latest act on it. What moves a lead by
    hand still takes effect at once.
    """
    with transaction.atomic():
        with gathered() as waiting:
            yield
        _decide_at(waiting.moments)
        _end_passes(waiting.closed)


def _end_passes(closed: Sequence[Event]) -> None:
    """Ends the passes of leads whose opportunity was won or lost."""
    for event in closed:
        assert event.lead_id is not None
        told = event.explanation
        reason = str(told["reason"]) if told["reason"] else None
        state = str(told["state"])
        _happen(ending.end_with_opportunity(lead_id=event.lead_id, state=state, reason=reason, at=event.at))


def _decide_at(moments: Mapping[str, datetime]) -> None:
    """Decides open leads again, each at its own moment."""
    if moments:
        journey_decide.decide(
            list(moments), journey=AGAIN, document=Document, at=max(moments.values()), moments=moments
        )


# The verbs. Each takes keywords, `by` (who) and `at` (when), and refuses by a named exception.
touch = _act(working.touch)
undo_touch = _act(working.undo_touch)
answer = _act(working.answer)
answer_several = _act(working.answer_several)
correct = _act(correcting.correct)
snooze = _act(working.snooze)
wake = _act(working.wake)
move_stage = _act(moving.move_stage)
hand_off = _act(moving.hand_off)
send_back = _act(moving.send_back)
reassign = _act(moving.reassign)
undo = _act(undoing.undo)
accept = _act(handoff.accept)
reject = _act(handoff.reject)
disqualify = _act(ending.disqualify)
recycle = _act(ending.recycle)
close_opportunity = _act(ending.close_opportunity)
publish = _act(publishing.publish)
begin_pilot = _act(piloting.begin_pilot)
promote_pilot = _act(piloting.promote_pilot)
drop_pilot = _act(piloting.drop_pilot)
stop_pilot = _act(piloting.stop_pilot)


def see(*, seen: Sequence[Seen], at: datetime) -> int:
    """Behaviour was seen: it is stored, and the open leads of its people are decided again."""
    ensure_partitions(moments=[event.at for event in seen])
    return _act(working.see)(seen=seen, at=at)


def take_in(frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
    """Take in inquiries: durable first, then the whole journey.

    `frame` is made by `capture.arrivals`. Returns one row for each inquiry, in order, as
    `journey.results.SCHEMA`. Commits twice: what arrived, then what was decided.
    """
    fresh, repeated = journey_take_in.keep_first(frame, at=at)
    decided = journey_take_in.carry_kept(fresh, journey=JOURNEY, document=Document, at=at)
    return journey_take_in.in_order_of(frame, pl.concat([decided, repeated]))


# The same for doors whose caller waits for the answer (rows, door=, at=): who waits together shares a frame.
take_in_together = Intake(take_in)


def take_in_file(frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
    """The same for rows of a file that is itself kept: inquiry and decision are written once, together."""
    return journey_take_in.carry_file(
        frame, journey=JOURNEY, document=Document, at=at, store=journey_take_in.keep_with_what_became
    )


def rehearse(frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
    """What `take_in` would make of these inquiries. Writes nothing."""
    return journey_take_in.rehearse(frame, journey=JOURNEY, document=Document, at=at)


def foresee(lead_ids: Sequence[str], *, version_id: UUID, plan: Plan, at: datetime) -> pl.DataFrame:
    """What publishing the version by that plan would do to these leads. Writes nothing."""
    return journey_foresee.foresee(
        lead_ids,
        journey=QUIETLY if plan.settle == "quiet" else AGAIN,
        document=document_of(version_id, Document),
        version_id=version_id,
        moves=plan.moves,
        at=at,
    )
