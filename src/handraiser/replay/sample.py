"""A sample of decisions: another one each night, and the same whenever that night is asked for again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from handraiser.replay.reading import how_many
from handraiser.replay.registry import DECISIONS

# By block, so that it costs the same in any ledger; then in the order of a hash, so that it is spread within it.
ALL_TIME = """
SELECT id FROM ledger_event TABLESAMPLE SYSTEM (%(percent)s) REPEATABLE (%(seed)s)
WHERE kind = ANY(%(kinds)s) ORDER BY md5(id::text || %(seed)s::text) LIMIT %(size)s
"""
LAST = """
SELECT id FROM ledger_event
WHERE id >= %(first)s AND recorded_at >= %(since)s AND kind = ANY(%(kinds)s)
ORDER BY md5(id::text || %(seed)s::text) LIMIT %(size)s
"""
# Below this many events all of them are looked through.
FEW = 200_000
# How much more is drawn than wanted, since facts are drawn too.
GENEROUS = 20


def of_all_time(size: int, *, seed: int) -> list[UUID]:
    """So many decisions of the whole ledger."""
    known = how_many()
    percent = 100.0 if known < FEW else min(100.0, 100.0 * GENEROUS * size / known)
    return _ids(ALL_TIME, size, seed, {"percent": percent})


def since(moment: datetime, size: int, *, seed: int) -> list[UUID]:
    """So many decisions of those recorded since that moment."""
    # Ids are in the order of time: the oldest that can be meant begins with the moment's milliseconds.
    first = UUID(int=(int(moment.timestamp() * 1000) & 0xFFFFFFFFFFFF) << 80)
    return _ids(LAST, size, seed, {"first": first, "since": moment})


def _ids(statement: str, size: int, seed: int, values: dict[str, Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "size": size, "seed": seed, "kinds": list(DECISIONS)})
        return [event_id for (event_id,) in cursor.fetchall()]
