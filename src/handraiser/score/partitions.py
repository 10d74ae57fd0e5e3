"""Behaviour is partitioned by month; a month's table is made when its first event comes."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection

# Months that this process has seen to exist. A partition is never dropped while we run.
_known: set[tuple[int, int]] = set()

CREATE = """
CREATE TABLE IF NOT EXISTS {name} PARTITION OF score_behaviour FOR VALUES FROM ('{first}') TO ('{last}')
"""


def ensure_partitions(*, moments: Iterable[datetime]) -> None:
    """Make the table of every month in `moments`, if it is missing."""
    months = {(moment.astimezone(UTC).year, moment.astimezone(UTC).month) for moment in moments}
    for year, month in sorted(months - _known):
        _create(year, month)


def forget() -> None:
    """Forget what exists: for a process whose database was replaced."""
    _known.clear()


def _create(year: int, month: int) -> None:
    name = f"score_behaviour_{year:04d}_{month:02d}"
    following = (year + month // 12, month % 12 + 1)
    first, last = (
        f"{year:04d}-{month:02d}-01 00:00:00+00",
        f"{following[0]:04d}-{following[1]:02d}-01 00:00:00+00",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone() != (None,):
            _known.add((year, month))
            return
        # One maker at a time: two that find the month missing would otherwise collide on its name.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('score_behaviour_partition'))")
        cursor.execute(CREATE.format(name=name, first=first, last=last))
