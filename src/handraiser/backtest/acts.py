"""What people did, as the ledger and the tables of touches and sales recorded it. A backtest leaves it as it happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from handraiser.ledger.queries import undone_events

# What people, or systems in their name, did. What followed from it by the process is decided anew.
KINDS = (
    "question.answered",
    "person.corrected",
    "lead.moved",
    "lead.reassigned",
    "lead.ended",
    "handoff.accepted",
    "handoff.rejected",
    "opportunity.won",
    "opportunity.lost",
    "opportunity.on_hold",
    "opportunity.open",
)
EVENTS = """
SELECT id, lead_id::text, kind, at, actor_id, explanation FROM ledger_event
WHERE lead_id = ANY(%s::uuid[]) AND kind = ANY(%s) AND at <= %s ORDER BY at, id
"""
TOUCHES = """
SELECT lead_id::text, kind, at, by_id, outcome, contact FROM follow_up_touch
WHERE lead_id = ANY(%s::uuid[]) AND undone_at IS NULL AND at <= %s ORDER BY at, id
"""
# Endings with these words, or with a sale, followed from something else.
BY_MACHINE = ("Sales rejected it for a reason that asks for this.", "The time in the stage ran out.")


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a lead. `who` is the number of its person in the chunk, `by` a staff id or nobody."""

    who: int
    lead_id: str
    kind: str
    at: datetime
    by: int | None
    told: Mapping[str, Any] = field(default_factory=dict)


def acts_of(lead_ids: Sequence[str], whose: Mapping[str, int], *, horizon: datetime) -> list[Act]:
    """The acts on these leads in the order of time. What was undone was not done, and a touch taken back not made."""
    if not lead_ids:
        return []
    acts: list[Act] = []
    undone = undone_events(lead_ids)
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [list(lead_ids), list(KINDS), horizon])
        for event_id, lead, kind, at, by, explanation in cursor.fetchall():
            told = orjson.loads(explanation)
            if event_id not in undone and not _followed(kind, by, told):
                acts.append(Act(whose[lead], lead, kind, at, by, told))
        cursor.execute(TOUCHES, [list(lead_ids), horizon])
        for lead, kind, at, by, outcome, contact in cursor.fetchall():
            told = {"kind": kind, "outcome": outcome, "contact": contact}
            acts.append(Act(whose[lead], lead, "touch.made", at, by, told))
    return sorted(acts, key=lambda act: act.at)


def _followed(kind: str, by: int | None, told: Mapping[str, Any]) -> bool:
    """Whether it followed from another act by the process, and nobody did it."""
    if kind == "lead.ended":
        return by is None and (told.get("outcome") in ("won", "lost") or told.get("note") in BY_MACHINE)
    if kind == "lead.moved":
        return str(told.get("reason", "")).startswith("the handoff was ")
    return False
