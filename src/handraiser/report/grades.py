"""Whether the grade means anything: how many leads of each grade were won."""

from dataclasses import dataclass

from handraiser.report.scope import NO_SOURCE, Scope, rows, share

SQL = """
SELECT coalesce(l.grade, %(none)s), count(*), count(*) FILTER (WHERE {won})
FROM lead_lead l WHERE {scope} GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One grade as it stands now."""

    grade: str
    leads: int
    won: int

    @property
    def rate(self) -> float | None:
        """Won leads by leads."""
        return share(self.won, self.leads)


def grades(scope: Scope) -> list[GradeLine]:
    """Every grade of the period in its order; ungraded leads are `(none)`."""
    return [GradeLine(*row) for row in rows(SQL, scope, none=NO_SOURCE)]
