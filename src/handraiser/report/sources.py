"""Where leads come from, and which of them are won."""

from dataclasses import dataclass

from handraiser.report.scope import NO_SOURCE, Scope, rows, share

SQL = """
SELECT coalesce(nullif(btrim(l.source), ''), %(none)s), count(*), count(*) FILTER (WHERE l.ended_at IS NULL),
       count(*) FILTER (WHERE {won}), coalesce(sum(l.amount) FILTER (WHERE {won}), 0)
FROM lead_lead l WHERE {scope} GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source. `amount`: what its won opportunities are worth, in whatever currency they have."""

    source: str
    leads: int
    open: int
    won: int
    amount: float

    @property
    def rate(self) -> float | None:
        """Won leads by leads."""
        return share(self.won, self.leads)


def sources(scope: Scope) -> list[SourceLine]:
    """Every source of the period, the largest first; a blank one is the line `(none)`."""
    return [SourceLine(*row) for row in rows(SQL, scope, none=NO_SOURCE)]
