"""Start, stop and hand over clocks, many leads at once.

A lead is locked before its clocks, here and in the tick, so that nobody waits in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import polars as pl
from django.db import connection

from handraiser.follow_up.models import Clock
from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.lead import writer
from handraiser.ledger.operations import Event, record


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock that was stopped: `state` met, cancelled or breached. `was` is its state before."""

    id: UUID
    lead_id: UUID
    version_id: UUID
    name: str
    state: str
    was: str
    due_at: datetime
    stopped_by: str


def start_clocks(clocks: pl.DataFrame, *, moved: Sequence[UUID | str], at: datetime) -> None:
    """Write the clocks that the step started.

    `moved` are the leads that were there before and that have a new stage or were offered; their rows hold
    the new stage already. What their old stage had started is stopped first, and an open clock of a name
    that starts anew is replaced. The start is told in the ledger by `follow_up` of the step, one event for
    a lead, and not here.
    """
    if moved:
        leave_stage(lead_ids=moved, at=at)
        _replace(clocks, moved, at)
    writer.insert(Clock, clocks)


def leave_stage(
    *, lead_ids: Sequence[UUID | str], at: datetime, actor_id: int | None = None
) -> list[Stopped]:
    """Stop what another stage than the present one started: the longest stay is kept, other promises lapse."""
    which = "c.stage IS NOT NULL AND c.stage <> l.stage"
    return _stop(lead_ids, which, {}, f"c.name = '{STAGE_DURATION}'", "left the stage", at, actor_id)


def answer(
    *,
    lead_ids: Sequence[UUID | str],
    word: str,
    at: datetime,
    by: str | None = None,
    actor_id: int | None = None,
) -> list[Stopped]:
    """Stop what `word` stops: `accept`, `reject`, `touch` or a kind of touch. In time it is kept, else broken."""
    return answer_any(lead_ids=lead_ids, words=[word], by=by or word, at=at, actor_id=actor_id)


def answer_any(
    *,
    lead_ids: Sequence[UUID | str],
    words: Sequence[str],
    by: str,
    at: datetime,
    actor_id: int | None = None,
) -> list[Stopped]:
    """`answer` for several words that say the same act."""
    which = "c.stops_on && %(words)s::text[] AND c.started_at <= %(at)s"
    return _stop(lead_ids, which, {"words": list(words)}, "TRUE", by, at, actor_id)


def void_offers(*, lead_ids: Sequence[UUID | str], at: datetime) -> list[Stopped]:
    """Stop what an offer had started, because it was withdrawn. What was broken stays broken."""
    return _stop(lead_ids, "c.stage IS NULL", {}, "FALSE", "the offer was withdrawn", at, None)


def stop_clocks(
    *, lead_ids: Sequence[UUID | str], why: str, at: datetime, actor_id: int | None = None
) -> list[Stopped]:
    """Stop everything that runs for these leads, because they ended or sleep. What was broken stays broken."""
    return _stop(lead_ids, "TRUE", {}, "FALSE", why, at, actor_id)


def hand_over(*, owners: Mapping[UUID | str, tuple[int | None, str | None]]) -> None:
    """Open clocks follow their lead to its new owner and team. The due time stays: the promise is the customer's."""
    if not owners:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE follow_up_clock c SET owner_id = v.owner_id, team = v.team
            FROM unnest(%s::uuid[], %s::bigint[], %s::text[]) AS v(lead_id, owner_id, team)
            WHERE c.lead_id = v.lead_id AND c.stopped_at IS NULL
            """,
            [
                [str(lead_id) for lead_id in owners],
                [owner for owner, _ in owners.values()],
                [team for _, team in owners.values()],
            ],
        )


def reopen(*, stopped_by: str, at: datetime) -> list[UUID]:
    """Let clocks run again that something now undone had stopped, as far as they still make sense. Their ids.

    What has broken in the meantime is left to the tick, which does then what it would have done.
    """
    with connection.cursor() as cursor:
        cursor.execute(REOPEN, {"stopped_by": stopped_by, "at": at})
        return [row[0] for row in cursor.fetchall()]


# What follows when a time runs out happens at that very moment, and does not undo that it ran out. An answer of that
# moment was still in time.
RAN_OUT: LiteralString = "(c.breached_at IS NOT NULL AND %(at)s >= c.due_at)"
STOP: LiteralString = """
UPDATE follow_up_clock c SET
    stopped_at = %(at)s,
    stopped_by = %(by)s,
    next_at = NULL,
    state = CASE WHEN %(at)s > c.due_at OR {ran_out} THEN 'breached' WHEN {fulfilled} THEN 'met' ELSE 'cancelled' END,
    breached_at = CASE WHEN %(at)s > c.due_at OR {ran_out} THEN c.due_at END
FROM (
    SELECT c.id, c.state FROM lead_lead l JOIN follow_up_clock c ON l.id = c.lead_id
    WHERE c.lead_id = ANY(%(leads)s::uuid[]) AND c.stopped_at IS NULL AND {which}
    ORDER BY l.id, c.id FOR NO KEY UPDATE OF l, c
) AS was
WHERE c.id = was.id
RETURNING c.id, c.lead_id, c.version_id, c.name, c.state, was.state, c.due_at, c.stopped_by
"""

REOPEN: LiteralString = """
UPDATE follow_up_clock c SET
    stopped_at = NULL,
    stopped_by = NULL,
    state = CASE WHEN c.breached_at IS NOT NULL THEN 'breached'
                 WHEN c.warn_at <= %(at)s THEN 'warned' ELSE 'running' END,
    next_at = CASE WHEN c.breached_at IS NOT NULL THEN %(at)s
                   WHEN c.warn_at > %(at)s THEN c.warn_at ELSE c.due_at END
FROM lead_lead l
WHERE c.stopped_by = %(stopped_by)s AND c.stopped_at IS NOT NULL AND l.id = c.lead_id AND l.ended_at IS NULL
  AND (c.stage IS NULL OR c.stage = l.stage)
  AND NOT EXISTS (
    SELECT 1 FROM follow_up_clock o WHERE o.lead_id = c.lead_id AND o.name = c.name AND o.stopped_at IS NULL
  )
RETURNING c.id
"""


def _replace(clocks: pl.DataFrame, moved: Sequence[UUID | str], at: datetime) -> None:
    known = {str(lead_id) for lead_id in moved}
    pairs = [pair for pair in clocks.select("lead_id", "name").rows() if pair[0] in known]
    if pairs:
        which = (
            "(c.lead_id, c.name) IN (SELECT * FROM unnest(%(pair_leads)s::uuid[], %(pair_names)s::text[]))"
        )
        values = {"pair_leads": [lead for lead, _ in pairs], "pair_names": [name for _, name in pairs]}
        _stop([lead for lead, _ in pairs], which, values, "FALSE", "started anew", at, None)


def _stop(
    lead_ids: Sequence[UUID | str],
    which: LiteralString,
    values: Mapping[str, Any],
    fulfilled: str,
    by: str,
    at: datetime,
    actor_id: int | None,
) -> list[Stopped]:
    if not lead_ids:
        return []
    leads = [str(lead_id) for lead_id in lead_ids]
    with connection.cursor() as cursor:
        ran_out = "FALSE" if fulfilled == "TRUE" else RAN_OUT
        statement = STOP.replace("{which}", which).replace("{fulfilled}", fulfilled)
        statement = statement.replace("{ran_out}", ran_out)
        cursor.execute(statement, {"leads": leads, "at": at, "by": by, **values})
        stopped = [Stopped(*row) for row in cursor.fetchall()]
    if stopped:
        record(events=(event for clock in stopped for event in _events(clock, at, actor_id)), at=at)
    return stopped


def _events(clock: Stopped, at: datetime, actor_id: int | None) -> list[Event]:
    about = {"clock": clock.name, "due_at": clock.due_at.isoformat()}
    events = []
    if clock.state == "breached" and clock.was != "breached":
        # It broke, and was answered before the tick came by.
        events.append(
            Event(
                "clock.breached", clock.due_at, clock.lead_id, version_id=clock.version_id, explanation=about
            )
        )
    explanation: dict[str, object] = {**about, "state": clock.state, "by": clock.stopped_by}
    if clock.state == "breached" and at <= clock.due_at:
        explanation["ran_out"] = True
    events.append(
        Event(
            "clock.met" if clock.state == "met" else "clock.stopped",
            at,
            clock.lead_id,
            actor_id=actor_id,
            version_id=clock.version_id,
            explanation=explanation,
        )
    )
    return events
