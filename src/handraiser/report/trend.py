"""Leads and promises over time."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from handraiser.report.scope import Scope, rows, share

Bucket = Literal["day", "week", "month"]

SQL = """
SELECT date_trunc(%(bucket)s, l.opened_at, %(zone)s) AT TIME ZONE %(zone)s AS day, count(*),
       count(*) FILTER (WHERE {won}), coalesce(sum(c.kept), 0)::int, coalesce(sum(c.broken), 0)::int
FROM lead_lead l
LEFT JOIN LATERAL (
  SELECT count(*) FILTER (WHERE k.state = 'met' AND k.breached_at IS NULL) AS kept,
         count(*) FILTER (WHERE k.breached_at IS NOT NULL OR k.state = 'breached') AS broken
  FROM follow_up_clock k WHERE k.lead_id = l.id AND k.name <> 'stage_duration'
) c ON true
WHERE {scope} GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Week:
    """One bucket of the period: leads opened in it, those of them won since, and their promises."""

    starts: date
    opened: int
    won: int
    kept: int
    broken: int

    @property
    def compliance(self) -> float | None:
        """Promises kept by promises kept or broken."""
        return share(self.kept, self.kept + self.broken)


def trend(scope: Scope, *, bucket: Bucket, zone: str) -> list[Week]:
    """The period in buckets that begin at midnight in `zone`. Buckets without leads are left out."""
    return [Week(day.date(), *counts) for day, *counts in rows(SQL, scope, bucket=bucket, zone=zone)]
