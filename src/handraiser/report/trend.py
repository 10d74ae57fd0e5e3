"""Leads and promises over time."""

from dataclasses import dataclass
from datetime import date

from handraiser.report.buckets import Bucket, buckets
from handraiser.report.scope import Scope, rows, share, span

SQL = """
SELECT width_bucket(l.opened_at, %(begins)s::timestamptz[]) AS place, count(*),
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
    cut = buckets(*span(scope), bucket=bucket, zone=zone)
    found = rows(SQL, scope, begins=[moment for _, moment in cut])
    return [Week(cut[place - 1][0], *counts) for place, *counts in found]
