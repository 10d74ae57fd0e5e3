"""The one list of timed work: everything that happens because time has passed stands here.

Due work is a column in the database, so running an entry twice, late, or in two workers at once does
no harm: each run claims what is due with `FOR UPDATE SKIP LOCKED` and finds nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Timed:
    """Call the function at `path` with `at=` the present moment, `every` so many seconds.

    The function commits what it does and returns how much that was. From `again_from` on there is
    more to do, and it is called again at once.
    """

    name: str
    every: float
    path: str
    again_from: int | None = None

    def function(self) -> Callable[..., Any]:
        """The function itself; raises ImportError where the path is wrong."""
        found: Callable[..., Any] = import_string(self.path)
        return found

    def run(self, *, at: datetime) -> bool:
        """Do what is due at that moment; True if more is waiting."""
        done = self.function()(at=at)
        return self.again_from is not None and done >= self.again_from


SCHEDULE: tuple[Timed, ...] = (
    Timed("clocks that run out", 1, "handraiser.due.tick"),
    Timed("leads that wait for an owner", 5, "handraiser.due.drain_holding"),
    Timed("inquiries that are not decided yet", 5, "handraiser.due.resume"),
    Timed("inquiries that stopped", 600, "handraiser.due.retry_stopped"),
    Timed("people who come back from nurture", 30, "handraiser.due.wake_recycled"),
    Timed("leads that moved to another version", 5, "handraiser.due.settle", again_from=1_000),
    Timed("guard rails of the pilot", 60, "handraiser.due.guard_pilot"),
    Timed("opportunities whose hold is over", 30, "handraiser.due.wake_on_hold"),
    Timed("backtests whose worker died", 60, "handraiser.backtest.operations.mark_broken"),
    Timed("scores that have faded for a day", 60, "handraiser.due.fade_scores"),
    Timed("reminders of the monthly review", 3600, "handraiser.web.review.reminders.remind"),
    Timed("calls that nobody will repeat", 3600, "handraiser.api.once.forget_old"),
    Timed("acts that can no longer be undone", 600, "handraiser.acts.undoing.forget_old"),
    Timed("a sample of decisions made again", 600, "handraiser.replay.nightly.nightly"),
    Timed("take over the jobs of dead workers", 5, "handraiser.config.queue.take_over"),
)
