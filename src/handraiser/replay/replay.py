"""Replay: reads, judges and reports. Writes nothing."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from handraiser.replay.judge import judge
from handraiser.replay.reading import Wanted, batches, by_id
from handraiser.replay.report import Report
from handraiser.replay.verdict import Recorded
from handraiser.replay.world import World

# Told after each batch how many events were read so far.
Progress = Callable[[int], None]


def _unheard(done: int) -> None:
    """Nobody watches."""


def replay(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    lead_id: UUID | None = None,
    progress: Progress = _unheard,
) -> Report:
    """Makes every decision again that was recorded from `since` on and before `until`, or of one lead."""
    return _run(batches(Wanted(since, until, lead_id)), progress)


def replay_events(event_ids: Sequence[UUID], *, progress: Progress = _unheard) -> Report:
    """Makes these decisions again."""
    return _run(by_id(event_ids), progress)


def _run(read: Iterable[list[Recorded]], progress: Progress) -> Report:
    began, done = time.perf_counter(), 0
    report, world = Report(), World()
    for events in read:
        judge(events, world, report)
        done += len(events)
        progress(done)
    report.seconds = time.perf_counter() - began
    return report
