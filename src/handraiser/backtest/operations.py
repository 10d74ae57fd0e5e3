"""Keep backtests: queue, cancel, forget, and mark those that died."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from handraiser.backtest.models import Run, RunLead, State
from handraiser.backtest.scope import Scope
from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal

# A run that gave no sign of life for so long has died with its worker.
SILENT = timedelta(minutes=2)
GOING = (State.QUEUED, State.RUNNING)


class NoSuchRun(Refusal):
    """The backtest is not there any more."""


def keep_run(*, version_id: UUID, against_id: UUID, scope: Scope, by: int | None, at: datetime) -> Run:
    """A backtest that waits to be run."""
    return Run.objects.create(
        id=new_id(at),
        version_id=version_id,
        against_id=against_id,
        since=scope.since,
        until=scope.until,
        sample=scope.sample,
        queued_at=at,
        queued_by_id=by,
    )


def cancel(*, run_id: UUID, at: datetime) -> None:
    """Call a run off. It stops at its next sign of life, and what it has found so far goes. Raises NoSuchRun."""
    if not Run.objects.filter(id=run_id).exists():
        raise NoSuchRun("This backtest is not there any more.")
    Run.objects.filter(id=run_id, state__in=GOING).update(state=State.CANCELLED, finished_at=at)


def forget(*, run_id: UUID, at: datetime) -> None:
    """Delete a backtest with all that it found. One that runs is called off by it."""
    with transaction.atomic():
        RunLead.objects.filter(run_id=run_id).delete()
        Run.objects.filter(id=run_id).delete()


def mark_broken(*, at: datetime) -> int:
    """Runs whose worker died are marked as broken off. Returns how many."""
    return Run.objects.filter(state=State.RUNNING, seen_at__lt=at - SILENT).update(
        state=State.BROKEN, why="Its worker stopped before it was done.", finished_at=at
    )
