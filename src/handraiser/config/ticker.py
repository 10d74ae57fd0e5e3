"""Run the list of timed work, each entry in a thread of its own, so that a slow one delays no other."""

import threading

import structlog
from django.db import close_old_connections, connections
from django.utils import timezone

from handraiser.config.schedule import Timed

log = structlog.get_logger(__name__)


def start_ticking(schedule: tuple[Timed, ...], stopping: threading.Event) -> list[threading.Thread]:
    """Start a thread per entry, until `stopping` is set. Raises ImportError for a wrong path."""
    for timed in schedule:
        timed.function()
    threads = [
        threading.Thread(target=tick, args=(timed, stopping), name=timed.name, daemon=True)
        for timed in schedule
    ]
    for thread in threads:
        thread.start()
    return threads


def tick(timed: Timed, stopping: threading.Event) -> None:
    """Run one entry again and again until `stopping` is set; an error is logged, and the next round comes."""
    try:
        while not stopping.is_set():
            # A connection that died with a restart of PostgreSQL is replaced here.
            close_old_connections()
            try:
                more = timed.run(at=timezone.now())
            except Exception:
                # Whatever failed, this entry must come round again.
                log.exception("timed_work_failed", name=timed.name)
                more = False
            stopping.wait(0 if more else timed.every)
    finally:
        connections.close_all()
