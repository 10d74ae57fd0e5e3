"""Which kinds of event are decisions of the machine, what each must hold, and who makes it again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handraiser.document import Document
from handraiser.replay.kinds import (
    ended,
    graded,
    identified,
    moved,
    offered,
    piloted,
    promised,
    routed,
    scored,
    stopped,
    ticked,
    told,
)
from handraiser.replay.verdict import Recorded, Verdict
from handraiser.replay.world import World

# Makes events of one kind and version again, in their order.
Again = Callable[[Sequence[Recorded], Document, World], list[Verdict]]


@dataclass(frozen=True, slots=True)
class Decision:
    """How one kind of decision is made again. `needs`: the members without which it cannot be."""

    again: Again
    needs: tuple[str, ...] = ()


PROMISED = Decision(promised.again, ("found", "inputs", "staff"))
ROUTED = Decision(routed.again, ("team", "owner_id", "reasons", "stage", "inputs", "found", "desk", "staff"))
TICKED = Decision(ticked.again, ("clock", "due_at", "found", "staff"))
LAPSED = Decision(ticked.again, ("clock", "found", "staff"))
ANSWERED = Decision(stopped.again, ("clock", "due_at"))
STOPPED = Decision(stopped.again, ("clock", "due_at", "state", "by"))
REJECTED = Decision(ended.rejected, ("then",))

DECISIONS: Mapping[str, Decision] = {
    "person.identified": Decision(identified.again, ("by", "person_new", "also_person_id", "holders")),
    "lead.piloted": Decision(piloted.again, ("pilot", "arm", "unit", "inputs")),
    "lead.graded": Decision(graded.again, ("grade", "points", "rules", "inputs")),
    "lead.scored": Decision(scored.again, ("score", "rules", "seen")),
    "outcome.told": Decision(told.again, ("outcome", "flag", "opened_at", "captured_at", "wakes")),
    "stage.moved": Decision(moved.again, ("from", "to", "moves", "told", "new_kinds", "inputs")),
    "lead.assigned": ROUTED,
    "lead.held": ROUTED,
    "lead.offered": Decision(offered.again, ("to", "stage", "entered", "routed", "handoff")),
    "clock.started": PROMISED,
    "clock.omitted": PROMISED,
    "clock.warned": TICKED,
    "clock.breached": TICKED,
    "clock.escalated": TICKED,
    "clock.met": STOPPED,
    "clock.stopped": STOPPED,
    "handoff.rejected": Decision(ended.rejected, ("then", "reason")),
    "handoff.expired": REJECTED,
    "lead.moved": Decision(ended.moved, ("to", "reason")),
    "lead.ended": Decision(ended.ended, ("outcome", "reason", "note", "stage", "wakes")),
}

# What people and other systems did: there is nothing to decide again. Whatever is in neither list is unknown.
FACTS = frozenset(
    (
        "behaviour.seen",
        "touch.made",
        "touch.undone",
        "question.answered",
        "person.corrected",
        "lead.snoozed",
        "lead.woke",
        "lead.reassigned",
        "lead.act_undone",
        "lead.version_moved",
        "handoff.accepted",
        "handoff.withdrawn",
        "opportunity.won",
        "opportunity.lost",
        "opportunity.on_hold",
        "opportunity.open",
    )
)
# Of versions, drafts, reviews and pilots as such; no lead is decided by them.
ABOUT_VERSIONS = ("version.", "pilot.")


def decision_of(event: Recorded) -> Decision | None:
    """How the event is made again; None where its kind is not known."""
    # The tick found a clock and kept how; an answer comes by itself.
    if event.kind == "clock.breached" and "found" not in event.told:
        return ANSWERED
    if event.kind == "clock.stopped" and "found" in event.told:
        return LAPSED
    return DECISIONS.get(event.kind)


def is_fact(event: Recorded) -> bool:
    """Whether people or other systems did it, and no rule."""
    if event.kind == "lead.moved":
        return not ended.given_back(event)
    return event.kind in FACTS or event.kind.startswith(ABOUT_VERSIONS)
