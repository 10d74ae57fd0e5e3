"""How many of the last leads a condition fits, and which ten of them: asked while somebody types it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from psycopg.errors import QueryCanceled

from handraiser.kit.refusal import Refusal
from handraiser.lead.catalogue import COLUMNS
from handraiser.process import Condition, ConditionRefused
from handraiser.staff.permissions import Scope
from handraiser.web.leads.listing import NAME
from handraiser.web.leads.wording import faults
from handraiser.web.screen import StaffRequest, page, screen

DAYS = 90
SHOWN = 10
# So many of the leads that fit are kept to choose examples from; so many of the newest are looked at first.
KEPT = 500
LOOKED_AT = 2_000
LONGEST_MILLISECONDS = 2_000
# Enough to look up people in memory; with more, whole people rather than their keys would be held there.
MEMORY = "16MB"
LONGEST_CONDITION = 10_000


class TookTooLong(Refusal):
    """The database was told to give up, so that one question cannot hold up everybody's work."""


@dataclass(frozen=True, slots=True)
class Example:
    """One lead that fits."""

    lead_id: UUID
    name: str
    company: str | None
    stage: str
    grade: str | None
    score: float
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Matches:
    """How many leads there are, how many fit, and the newest ten of those."""

    total: int
    fitting: int
    examples: tuple[Example, ...]


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """The answer as a fragment; a condition with faults is answered with those."""
    written = request.GET.get("condition", "").strip()
    at = timezone.now()
    context = {"condition": written, "days": DAYS, "everything": request.may.scope.everything}
    if not written:
        return page(request, "web/draft/matches.html", context)
    try:
        condition = Condition(written[:LONGEST_CONDITION])
        context["matches"] = matches(condition, scope=request.may.scope, at=at)
        context["since"] = timezone.localtime(at - timedelta(days=DAYS)).date().isoformat()
    except ConditionRefused as refused:
        context["faults"] = faults(refused)
    except TookTooLong as refusal:
        context["refusal"] = refusal.message
    return page(request, "web/draft/matches.html", context)


def matches(condition: Condition, *, scope: Scope, at: datetime) -> Matches:
    """Counts among the leads in the scope that were opened in the last days. Raises TookTooLong."""
    clause, parameters = condition.sql(prefix="fits")
    seen, seen_parameters = scope.sql()
    parameters |= {"at": at, "since": at - timedelta(days=DAYS), **seen_parameters}
    parameters |= {"kept": KEPT, "looked_at": LOOKED_AT, "shown": SHOWN}
    needs = {COLUMNS[name].home for name in condition.columns if name in COLUMNS}
    needs |= {"person"} if any(name not in COLUMNS and name != "at" for name in condition.columns) else set()
    source = PEOPLE if needs - {"lead"} else ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_MILLISECONDS}")
            # Each condition is asked once or twice; compiling it would take longer than running it.
            cursor.execute("SET LOCAL jit = off")
            # The people of all these leads are looked up at once; that must not go by way of the disk.
            cursor.execute(f"SET LOCAL work_mem = '{MEMORY}'")
            parts = {"source": source, "seen": seen, "clause": clause}
            cursor.execute(COUNT.format(**parts), parameters)
            total, fitting, ids = cursor.fetchone() or (0, 0, None)
            if fitting > len(ids or ()):
                cursor.execute(NEWEST.format(**parts), parameters)
                newest = [row[0] for row in cursor.fetchall()]
                ids = newest if len(newest) == SHOWN else [*newest, *(ids or ())]
            cursor.execute(EXAMPLES, {"ids": list(ids or ()), "shown": SHOWN})
            examples = tuple(Example(*row) for row in cursor.fetchall())
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong(
                f"Counting took longer than {LONGEST_MILLISECONDS // 1000} seconds and was stopped. "
                "The condition itself is fine."
            ) from error
        raise
    return Matches(total, fitting, examples)


PEOPLE = """
JOIN lead_person p ON p.id = l.person_id
LEFT JOIN lead_company c ON c.id = p.company_id
"""
# One pass, which PostgreSQL may share among its workers, and in which the condition is asked once for each lead.
COUNT = """
SELECT total, coalesce(cardinality(ids), 0), ids[1:%(kept)s] FROM (
    SELECT count(*) AS total, array_agg(l.id) FILTER (WHERE {clause}) AS ids
    FROM lead_lead l {source}
    WHERE l.opened_at >= %(since)s AND l.opened_at <= %(at)s AND {seen}
) counted
"""
# Where many fit, the newest ten are nearly always among the newest of all.
NEWEST = """
SELECT l.id FROM (
    SELECT * FROM lead_lead l
    WHERE l.opened_at >= %(since)s AND l.opened_at <= %(at)s AND {seen}
    ORDER BY l.opened_at DESC, l.id DESC LIMIT %(looked_at)s
) l {source}
WHERE {clause}
ORDER BY l.opened_at DESC, l.id DESC LIMIT %(shown)s
"""
EXAMPLES = f"""
SELECT l.id, {NAME}, c.name, l.stage, l.grade, l.score, l.opened_at
FROM lead_lead l JOIN lead_person p ON p.id = l.person_id LEFT JOIN lead_company c ON c.id = p.company_id
WHERE l.id = ANY(%(ids)s)
ORDER BY l.opened_at DESC, l.id DESC LIMIT %(shown)s
"""
