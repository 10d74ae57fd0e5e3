"""Behaviour is partitioned by month; a month's table is made when its first event comes."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection, transaction

# Months that this process has seen to exist. A partition is never dropped while we run.
_known: set[tuple[int, int]] = set()

# Made beside the parent and attached: that asks for a lock which lets others go on writing.
CREATE = """
CREATE TABLE {name} (LIKE score_behaviour INCLUDING ALL);
ALTER TABLE score_behaviour ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{last}');
"""


def ensure_partitions(*, moments: Iterable[datetime]) -> None:
    """Make the table of every month in `moments`, if it is missing.

    To be called before a transaction that holds other locks, since makers wait for each other.
    """
    months = {(moment.astimezone(UTC).year, moment.astimezone(UTC).month) for moment in moments}
    for year, month in sorted(months - _known):
        _create(year, month)


def _create(year: int, month: int) -> None:
    name = f"score_behaviour_{year:04d}_{month:02d}"
    following = (year + month // 12, month % 12 + 1)
    first, last = (
        f"{year:04d}-{month:02d}-01 00:00:00+00",
        f"{following[0]:04d}-{following[1]:02d}-01 00:00:00+00",
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if not _exists(name):
            # One maker at a time: two that find the month missing would otherwise collide on its name.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('score_behaviour_partition'))")
            if not _exists(name):
                cursor.execute(CREATE.format(name=name, first=first, last=last))
        # Known only once this transaction holds: the table may be of its own making, and be rolled back with it.
        transaction.on_commit(lambda: _known.add((year, month)))


# Asked of the catalogue as a table: a look-up by name may answer from what this session saw before it waited.
EXISTS = "SELECT 1 FROM pg_class WHERE relname = %s AND relispartition"


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(EXISTS, [name])
        return cursor.fetchone() is not None
