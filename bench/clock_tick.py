"""Due work: one tick with 100 clocks due, with what else waits in the instance.

    python -m bench.clock_tick --home FOLDER

Ends with one JSON line: waiting, and the median milliseconds of a tick that finds 100 due.
"""

import argparse
import json
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import instance

ROUNDS = 7
DUE = 100
# Clocks that only warn: the cost of finding them is measured, not that of what follows.
MAKE_DUE = """
UPDATE follow_up_clock SET state = 'running', next_at = %s, warn_at = %s, due_at = %s
WHERE id IN (SELECT id FROM follow_up_clock WHERE stopped_at IS NULL ORDER BY id LIMIT %s)
"""


def main() -> None:
    """Make some due, tick, and so on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    instance.start(options.home)

    from django.db import connection

    from handraiser import due
    from handraiser.follow_up.models import Clock

    now = datetime.now(UTC)
    Clock.objects.filter(stopped_at=None).update(
        next_at=now + timedelta(days=400),
        due_at=now + timedelta(days=400),
        started_at=now - timedelta(days=1),
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE follow_up_clock")
    times: list[float] = []
    for _ in range(ROUNDS + 1):
        with connection.cursor() as cursor:
            cursor.execute(MAKE_DUE, [now, now, now + timedelta(days=1), DUE])
        began = time.perf_counter()
        done = due.tick(at=now)
        times.append(time.perf_counter() - began)
        assert done == DUE, done
    waiting = Clock.objects.filter(next_at__isnull=False).count()
    print(json.dumps({"waiting": waiting, "tick": statistics.median(times[1:]) * 1000}))


if __name__ == "__main__":
    main()
