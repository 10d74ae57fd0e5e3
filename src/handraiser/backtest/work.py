"""A backtest as a worker carries it out. What it finds of leads goes to its own table by COPY, part by part."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl
from django.db import transaction

from handraiser.backtest.candidates import of_draft, of_version
from handraiser.backtest.models import Part, Run, RunLead, State
from handraiser.backtest.report import Report
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope
from handraiser.kit.refusal import Refusal
from handraiser.lead import writer
from handraiser.process.models import Version

# The first look: enough to see what happens, small enough for a few seconds.
FIRST_LOOK = 500
SIGN_EVERY = 1.0
COPIED = (
    "lead_id",
    "person_id",
    "pass_number",
    "opened_at",
    "movement",
    "won",
    "draft_stage",
    "base_stage",
    "draft_outcome",
    "base_outcome",
    "draft_grade",
    "base_grade",
    "draft_score",
    "base_score",
    "draft_owner_id",
    "base_owner_id",
    "draft_broken",
    "base_broken",
    "draft_told",
    "base_told",
)


class Cancelled(Exception):
    """Somebody called the run off."""


def carry_out(*, run_id: UUID, now: Callable[[], datetime]) -> None:
    """Run it: first the sample, then all. A run that broke off begins anew; one that was cancelled does nothing.

    Commits after each part, so that a part is either whole or not there.
    """
    run = _take(run_id, now())
    if run is None:
        return
    try:
        draft = of_draft(Version.objects.get(id=run.version_id))
        base = of_version(Version.objects.get(id=run.against_id))
        Run.objects.filter(id=run_id).update(digest=draft.digest, against_digest=base.digest)
        scope = Scope(run.since, run.until, run.sample)
        parts = [(Part.WHOLE, scope)]
        if scope.sample is None or scope.sample > FIRST_LOOK:
            parts.insert(0, (Part.SAMPLE, Scope(run.since, run.until, FIRST_LOOK)))
        for part, some in parts:
            sign = _Sign(run_id, part, now)
            with transaction.atomic():
                _clear(run_id, part)
            report = backtest(
                draft=draft,
                base=base,
                scope=some,
                at=run.queued_at,
                progress=sign,
                write=lead_writer(run_id, part),
            )
            _finish(run_id, part, report, at=now())
    except Cancelled:
        _clear(run_id, None)
    except Refusal as refused:
        _break_off(run_id, str(refused), at=now())
    except Version.DoesNotExist:
        _break_off(run_id, "One of its versions is not there any more.", at=now())


def lead_writer(run_id: UUID, part: str) -> Callable[[pl.DataFrame], None]:
    """Writes the rows of each chunk of that part. They count when the part is finished."""
    written = 0

    def write(rows: pl.DataFrame) -> None:
        nonlocal written
        frame = rows.select(
            pl.lit(str(run_id)).alias("run_id"),
            pl.lit(str(part)).alias("part"),
            pl.int_range(written, written + rows.height, dtype=pl.Int64).alias("number"),
            *COPIED,
            pl.col("draft_differs").fill_null([]),
        )
        written += rows.height
        writer.insert(RunLead, frame)

    return write


class _Sign:
    """Progress told now and then: it also shows that the run lives, and hears that it was called off."""

    def __init__(self, run_id: UUID, part: str, now: Callable[[], datetime]) -> None:
        self._run_id, self._part, self._now = run_id, part, now
        self._told = now() - timedelta(days=1)

    def __call__(self, done: float) -> None:
        at = self._now()
        if (at - self._told).total_seconds() < SIGN_EVERY:
            return
        self._told = at
        lives = Run.objects.filter(id=self._run_id, state=State.RUNNING).update(
            progress=done, part=self._part, seen_at=at
        )
        if not lives:
            raise Cancelled


def _take(run_id: UUID, at: datetime) -> Run | None:
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state not in (State.QUEUED, State.RUNNING, State.BROKEN):
            return None
        run.state, run.part, run.progress, run.seen_at, run.why = State.RUNNING, Part.SAMPLE, 0.0, at, ""
        run.finished_at = None
        run.save()
    return run


def _finish(run_id: UUID, part: str, report: Report, *, at: datetime) -> None:
    told = report.as_json()
    with transaction.atomic():
        running = Run.objects.filter(id=run_id, state=State.RUNNING)
        if part == Part.SAMPLE:
            running.update(first_report=told, part=Part.WHOLE, progress=0.0, seen_at=at)
            return
        # What the sample showed is in the whole.
        RunLead.objects.filter(run_id=run_id, part=Part.SAMPLE).delete()
        running.update(report=told, state=State.DONE, progress=1.0, seen_at=at, finished_at=at)


def _break_off(run_id: UUID, why: str, *, at: datetime) -> None:
    _clear(run_id, Part.WHOLE)
    Run.objects.filter(id=run_id, state=State.RUNNING).update(state=State.BROKEN, why=why, finished_at=at)


def _clear(run_id: UUID, part: str | None) -> None:
    found = RunLead.objects.filter(run_id=run_id)
    (found if part is None else found.filter(part=part)).delete()
