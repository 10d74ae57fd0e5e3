"""Leads by the month in which they were opened, and how much of each month's story is still to come.

A young cohort always looks worse than an old one, since its leads had less time to be won. A cohort is
marked as still open until nine tenths of all wins, counted from the opening, would have happened by now.
"Now" is the last moment that the records speak of, so that an imported history is not taken for finished.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handraiser.report.buckets import buckets
from handraiser.report.scope import Scope, rows, share, span

SQL = """
SELECT width_bucket(l.opened_at, %(begins)s::timestamptz[]) AS place, max(l.opened_at), count(*),
       count(*) FILTER (WHERE l.ended_at IS NULL), count(*) FILTER (WHERE {won})
FROM lead_lead l WHERE {scope} GROUP BY 1 ORDER BY 1
"""
HORIZON_SQL = """
SELECT greatest((SELECT max(opened_at) FROM lead_lead),
                (SELECT max(closed_at) FROM handoff_opportunity)),
       (SELECT percentile_cont(0.9) WITHIN GROUP (
          ORDER BY extract(epoch FROM o.closed_at - l.opened_at)::float8)
        FROM handoff_opportunity o JOIN lead_lead l ON l.id = o.lead_id
        WHERE o.state = 'won' AND o.closed_at >= l.opened_at)
"""


@dataclass(frozen=True, slots=True)
class Cohort:
    """One month. `still_open`: wins of this month are still to be expected, so its rate will rise."""

    month: date
    leads: int
    open: int
    won: int
    still_open: bool

    @property
    def rate(self) -> float | None:
        """Won leads by leads."""
        return share(self.won, self.leads)


def cohorts(scope: Scope, *, zone: str, at: datetime) -> list[Cohort]:
    """The months of the period in `zone`; `at` is now."""
    [(last, patience)] = rows(HORIZON_SQL, scope)
    known_until = min(at, last) if isinstance(last, datetime) else at
    ripe = known_until - timedelta(seconds=float(patience)) if isinstance(patience, float) else None
    cut = buckets(*span(scope), bucket="month", zone=zone)
    return [
        Cohort(cut[place - 1][0], leads, still, won, still > 0 and (ripe is None or newest > ripe))
        for place, newest, leads, still, won in rows(SQL, scope, begins=[moment for _, moment in cut])
    ]
