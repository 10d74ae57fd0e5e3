"""A promise that was answered or lapsed, again: kept in time, broken or void."""

from collections.abc import Sequence
from datetime import datetime

from handraiser.document import Document
from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.replay.frames import moment
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World

# What answers a promise; anything else that stops a clock voids it.
ANSWERS = ("accepted", "rejected", "expired")


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """The state in which it ended, out of its due time, the moment and what stopped it."""
    return [_one(event) for event in events]


def _one(event: Recorded) -> Verdict:
    due = moment(event.told["due_at"])
    assert due is not None
    if event.kind == "clock.breached":
        # It had run out before it was answered, and is told for the moment at which it did.
        return compared({"at": event.at.isoformat()}, {"at": due.astimezone(event.at.tzinfo).isoformat()})
    ran_out = bool(event.told.get("ran_out"))
    state = "breached" if ran_out else _state(event.told["clock"], event.told["by"], event.at, due)
    kind = "clock.met" if state == "met" else "clock.stopped"
    return compared({"kind": event.kind, "state": event.told["state"]}, {"kind": kind, "state": state})


def _state(clock: str, by: str, at: datetime, due: datetime) -> str:
    if at > due:
        return "breached"
    # A stay that ends in time has kept its promise.
    kept = clock == STAGE_DURATION if by == "left the stage" else by.startswith("touch ") or by in ANSWERS
    return "met" if kept else "cancelled"
