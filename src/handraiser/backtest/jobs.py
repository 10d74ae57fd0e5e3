"""Backtests as the worker runs them."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from handraiser.backtest import work


@app.task(name="backtest.run_backtest", queue="backtests")
def run_backtest(run_id: str) -> None:
    """Run it: a sample first, then all. After the death of a worker another one begins it anew."""
    work.carry_out(run_id=UUID(run_id), now=timezone.now)


def queue_backtest(run_id: UUID) -> None:
    """Queue it, in the caller's transaction."""
    run_backtest.defer(run_id=str(run_id))
