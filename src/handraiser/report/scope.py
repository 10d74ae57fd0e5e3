"""Which leads a figure is about: those opened in a period, of everyone or of one team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

# How a blank source is called. It is a line of its own, so that the lines add up to the whole.
NO_SOURCE = "(none)"

IN_SCOPE = (
    "l.opened_at >= %(since)s AND l.opened_at < %(until)s AND (%(team)s::text IS NULL OR l.team = %(team)s)"
)
WON = "coalesce(l.opportunity, l.outcome) = 'won'"


@dataclass(frozen=True, slots=True)
class Scope:
    """From `since` up to but without `until`; `team` None means everyone."""

    since: datetime
    until: datetime
    team: str | None = None


def share(part: int, whole: int) -> float | None:
    """A part of a whole between 0 and 1; none of nothing is unknown, not zero."""
    return part / whole if whole else None


def rows(sql: str, scope: Scope, **more: Any) -> list[tuple[Any, ...]]:
    """The rows of a query in which `{scope}` and `{won}` stand for the conditions on the lead `l`."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.replace("{scope}", IN_SCOPE).replace("{won}", WON),
            {"since": scope.since, "until": scope.until, "team": scope.team, **more},
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def span(scope: Scope) -> tuple[datetime, datetime]:
    """From the first to the last opening in the scope: a period of everything is not cut where nothing is."""
    [(first, last)] = rows("SELECT min(l.opened_at), max(l.opened_at) FROM lead_lead l WHERE {scope}", scope)
    return first or scope.since, last or scope.since
