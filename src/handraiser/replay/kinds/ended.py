"""How passes end, what a rejection leads to and where a lead goes back to: by the version, again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handraiser.document import Document
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World

# What the machine says when it takes a lead out.
REJECTED = "Sales rejected it for a reason that asks for this."
RAN_OUT = "The time in the stage ran out."
OUTCOME_OF = {"recycle": "recycled", "disqualify": "disqualified"}
GIVEN_BACK = "the handoff was "


def ended(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """When somebody comes back; and where the machine ended the pass, that the version asks for it."""
    return [_end(event, document) for event in events]


def rejected(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """What follows from the reason of a rejection, or from no answer at all."""
    return [compared({"then": event.told["then"]}, {"then": _then(event, document)}) for event in events]


def moved(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Where a lead goes that sales gives back."""
    returned = document.handoff.returned_stage
    return [compared({"to": event.told["to"]}, {"to": returned}) for event in events]


def given_back(event: Recorded) -> bool:
    """Whether sales gave the lead back, and no person moved it."""
    return str(event.told["reason"]) in (f"{GIVEN_BACK}rejected", f"{GIVEN_BACK}expired")


def _end(event: Recorded, document: Document) -> Verdict:
    told = event.told
    recorded = {name: told[name] for name in ("outcome", "reason", "wakes")}
    outcome, reason = told["outcome"], told["reason"]
    if event.actor_id is None and told["note"] == RAN_OUT:
        way_out = next((stage.way_out for stage in document.stages if stage.key == told["stage"]), None)
        outcome = OUTCOME_OF.get(way_out.then) if way_out else None
        reason = way_out.reason if way_out else None
    elif event.actor_id is None and told["note"] == REJECTED:
        known = document.handoff.reject_reason(str(reason))
        outcome = OUTCOME_OF.get(known.then) if known else None
    wait = _wait(outcome, reason, document)
    wakes = (event.at + wait).isoformat() if wait else None
    return compared(
        {**recorded, "wakes": _same_zone(told["wakes"])},
        {"outcome": outcome, "reason": reason, "wakes": _same_zone(wakes)},
    )


def _wait(outcome: str | None, reason: str | None, document: Document) -> timedelta | None:
    if outcome == "lost":
        return document.recycle.lost_wait.delta if document.recycle.lost_wait else None
    if outcome != "recycled":
        return None
    known = next((each for each in document.recycle.recycle_reasons if each.key == reason), None)
    return known.wait.delta if known is not None and known.wait is not None else None


def _then(event: Recorded, document: Document) -> str | None:
    if event.kind == "handoff.expired":
        return "send_back"
    known = document.handoff.reject_reason(str(event.told["reason"]))
    return known.then if known is not None else None


def _same_zone(text: str | None) -> float | None:
    return None if text is None else datetime.fromisoformat(text).timestamp()
