"""Before somebody acts on a lead it is written down how the lead stands, so that the act can be undone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from handraiser.acts import correcting, ending, handoff, moving, working
from handraiser.acts.images import IMAGE
from handraiser.journey.together import gathering
from handraiser.kit.identity import new_id, new_ids

UNDOABLE: frozenset[Callable[..., Any]] = frozenset(
    (
        working.touch,
        working.answer,
        working.answer_several,
        working.snooze,
        working.wake,
        correcting.correct,
        moving.move_stage,
        moving.hand_off,
        moving.send_back,
        moving.reassign,
        handoff.accept,
        handoff.reject,
        ending.disqualify,
        ending.recycle,
        ending.close_opportunity,
    )
)
LOCK = "SELECT 1 FROM lead_lead WHERE id = ANY(%(leads)s::uuid[]) ORDER BY id FOR UPDATE"
BEGIN = f"""
INSERT INTO acts_act (id, stroke, lead_id, verb, by_id, at, before, after, known, events)
SELECT v.id, %(stroke)s, l.id, %(verb)s, %(by)s, %(at)s, {IMAGE}, '{{}}',
       ARRAY(SELECT e.id FROM ledger_event e WHERE e.lead_id = l.id), '{{}}'
FROM unnest(%(ids)s::uuid[], %(leads)s::uuid[]) AS v(id, lead_id) JOIN lead_lead l ON l.id = v.lead_id
ON CONFLICT (lead_id, by_id, at) WHERE undone_at IS NULL DO NOTHING
"""
# The second of two acts of one moment, such as a call and a sleep until tomorrow, is part of the first.
END = f"""
UPDATE acts_act a SET after = {IMAGE}, events = ARRAY(
    SELECT e.id FROM ledger_event e WHERE e.lead_id = a.lead_id EXCEPT SELECT unnest(a.known) ORDER BY id)
FROM lead_lead l
WHERE l.id = a.lead_id AND a.lead_id = ANY(%(leads)s::uuid[]) AND a.by_id = %(by)s AND a.at = %(at)s
  AND a.undone_at IS NULL
"""
# Whoever gives a lead to its owner has done nothing.
NOTHING_DONE = """
DELETE FROM acts_act
WHERE lead_id = ANY(%(leads)s::uuid[]) AND by_id = %(by)s AND at = %(at)s AND events = '{}'
"""


@contextmanager
def remembered(verb: Callable[..., Any], named: Mapping[str, Any]) -> Iterator[None]:
    """Within it the verb is done; afterwards it can be undone, if it is of those that people undo.

    What the machine does, and acts of a file or a history that are decided together, are not remembered.
    """
    by, leads = named.get("by"), _leads(named)
    if verb not in UNDOABLE or by is None or not leads or gathering() is not None:
        yield
        return
    at: datetime = named.get("recorded_at") or named["at"]
    about: dict[str, Any] = {"leads": leads, "by": by, "at": at}
    begin = {**about, "ids": new_ids(len(leads)), "stroke": new_id(), "verb": verb.__name__}
    with connection.cursor() as cursor:
        cursor.execute(LOCK, about)
        cursor.execute(BEGIN, begin)
    yield
    with connection.cursor() as cursor:
        cursor.execute(END, about)
        cursor.execute(NOTHING_DONE, about)


def _leads(named: Mapping[str, Any]) -> list[UUID]:
    several: Sequence[UUID] = named.get("lead_ids") or [named[name] for name in ("lead_id",) if name in named]
    return sorted(set(several))
