"""Keep what a replay found."""

from datetime import datetime

from handraiser.kit.identity import new_id
from handraiser.replay.models import Run
from handraiser.replay.report import Report


def keep(*, report: Report, scope: str, by: int | None, at: datetime) -> Run:
    """Store the run with its tallies and the differences that are listed. `scope` says in words what was replayed."""
    told = report.as_told()
    return Run.objects.create(
        id=new_id(),
        scope=scope,
        started_at=at,
        seconds=report.seconds,
        by_id=by,
        checked=report.checked,
        equal=report.equal,
        different=report.different,
        not_replayable=report.not_replayable,
        tallies=told["kinds"],
        why_not=told["why_not"],
        differences=told["differences"],
    )
