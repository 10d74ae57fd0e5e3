"""The tick: what runs out is warned of, broken and escalated, at the moment and once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from handraiser.follow_up.advance import Advance, Due, Running, advance
from handraiser.follow_up.models import Notice
from handraiser.follow_up.rules import FollowUpRules
from handraiser.follow_up.telling import Telling
from handraiser.kit.identity import new_ids
from handraiser.ledger.operations import record
from handraiser.staff.queries import snapshot
from handraiser.staff.rosters import keep

__all__ = ["Due", "tick"]

# The lead is locked with its clock, so that what reactions do to it in the same transaction never has to
# wait for somebody who waits for us. What somebody else holds is left to them, or to the next tick.
CLAIM = """
SELECT c.id, c.lead_id, l.person_id, c.version_id, c.name, c.stage, c.state, c.started_at, c.warn_at, c.due_at,
       c.next_at, c.escalation_step, c.calendar, (c.explanation->>'rule')::int, l.owner_id, l.team, l.ended_at,
       coalesce(p.full_name, p.email, p.phone, 'a lead without a name')
FROM follow_up_clock c
JOIN lead_lead l ON l.id = c.lead_id
JOIN lead_person p ON p.id = l.person_id
WHERE c.next_at <= %(at)s
ORDER BY c.next_at
LIMIT %(limit)s
FOR NO KEY UPDATE OF l, c SKIP LOCKED
"""

WRITE = """
UPDATE follow_up_clock c SET
    state = v.state, next_at = v.next_at, breached_at = v.breached_at, escalation_step = v.step,
    stopped_at = v.stopped_at, stopped_by = v.stopped_by
FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::int[], %s::timestamptz[], %s::text[])
    AS v(id, state, next_at, breached_at, step, stopped_at, stopped_by)
WHERE c.id = v.id
"""


def tick(*, at: datetime, rules_of: Callable[[UUID], FollowUpRules | None], limit: int = 500) -> list[Due]:
    """Do what is due at `at`, for `limit` clocks at most; call again while as many came.

    `rules_of` gives the follow-up rules of a process version, or None where that version cannot be read: its
    promises still break, but nobody is escalated to. What the room cannot do itself comes back to be done in
    the same transaction: `reassign`, `return` (of an offer) and `stage_ran_out`.
    """
    with transaction.atomic():
        running = _claim(at, limit)
        if not running:
            return []
        staff = snapshot()
        keep(staff, at=at)
        telling = Telling(staff)
        moves = [
            advance(clock, at=at, rules=rules_of(clock.version_id), telling=telling) for clock in running
        ]
        _write(moves)
        _notify(moves)
        record(events=(event for move in moves for event in move.events), at=at)
    return [due for move in moves for due in move.due]


def _claim(at: datetime, limit: int) -> list[Running]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"at": at, "limit": limit})
        return [Running(*row) for row in cursor.fetchall()]


def _write(moves: list[Advance]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            [
                [str(move.clock.id) for move in moves],
                [move.state for move in moves],
                [move.next_at for move in moves],
                [move.breached_at for move in moves],
                [move.step for move in moves],
                [move.stopped_at for move in moves],
                [move.stopped_by for move in moves],
            ],
        )


def _notify(moves: list[Advance]) -> None:
    notes = [note for move in moves for note in move.notes]
    Notice.objects.bulk_create(
        Notice(id=id_, user_id=note.user_id, lead_id=note.lead_id, kind=note.kind, text=note.text, at=note.at)
        for id_, note in zip(new_ids(len(notes)), notes, strict=True)
    )
