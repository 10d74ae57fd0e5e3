"""Which rules of the score had anything to count, and what each owner was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from handraiser.report.scope import Scope, rows

LOAD_SQL = """
SELECT l.owner_id, l.team, count(*), coalesce(max(o.open_leads), 0)
FROM lead_lead l LEFT JOIN lead_owner_load o ON o.owner_id = l.owner_id
WHERE {scope} AND l.owner_id IS NOT NULL
GROUP BY 1, 2 ORDER BY 3 DESC, 1
"""

# A kind of behaviour, and what its properties must be like, `*` standing for any text: as the score's rules say it.
Asked = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """What an owner got of the leads opened in the period, and how many are open with them now, of all time."""

    owner_id: int
    team: str | None
    given: int
    open_now: int


def fired(rules: Sequence[Asked], scope: Scope) -> list[int]:
    """How often what each rule waits for was seen in the period, in the order of the rules. One pass for all."""
    if not rules:
        return []
    counts, values = [], []
    for kind, properties in rules:
        condition = "kind = %s"
        values.append(kind)
        for name, pattern in properties.items():
            condition += " AND lower(properties ->> %s) LIKE %s"
            values += [name, _like(pattern)]
        counts.append(f"count(*) FILTER (WHERE {condition})")
    sql = f"SELECT {', '.join(counts)} FROM score_behaviour WHERE at >= %s AND at < %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, scope.since, scope.until])
        return list(cursor.fetchone() or ())


def loads(scope: Scope) -> list[OwnerLine]:
    """Every owner who got a lead of the period, who got most first."""
    return [OwnerLine(*row) for row in rows(LOAD_SQL, scope)]


def _like(pattern: str) -> str:
    """The same as LIKE says it."""
    plain = pattern.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return plain.replace("*", "%")
