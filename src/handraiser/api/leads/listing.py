"""`GET /leads`: a page of leads. Paged by the last row seen, so that a later page costs no more than the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from handraiser.api import cursors
from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.leads.rows import rows
from handraiser.api.leads.shape import LeadFilter, LeadPage
from handraiser.api.problems import INVALID, Fault, Problem, invalid
from handraiser.api.replies import reply
from handraiser.process import Condition, ConditionRefused
from handraiser.staff.models import User
from handraiser.staff.permissions import visible_leads_filter
from handraiser.staff.queries import snapshot

# A condition is somebody else's, so it may not keep the database for long.
LONGEST_MILLISECONDS = 5_000

# Short look-ups by prefix, each on an index of its own, joined to the people they find.
SEARCH = """l.person_id IN (
    (SELECT id FROM lead_person WHERE lower(full_name) LIKE %(q)s LIMIT 1000)
    UNION (SELECT id FROM lead_person WHERE lower(last_name) LIKE %(q)s LIMIT 1000)
    UNION (SELECT person_id FROM lead_person_key WHERE kind = 'email' AND value LIKE %(q)s LIMIT 1000)
    UNION (SELECT pp.id FROM lead_person pp JOIN lead_company cc ON cc.id = pp.company_id
           WHERE lower(cc.name) LIKE %(q)s OR cc.domain LIKE %(q)s LIMIT 1000))"""
BEHIND = "(l.opened_at, l.id) < (%(last_opened)s, %(last_id)s)"
PLAIN = {"stage": "l.stage = %(stage)s", "source": "l.source = %(source)s", "grade": "l.grade = %(grade)s"}


@door.get("/leads", response=LeadPage, operation_id="list_leads", summary="List leads", tags=["Leads"])
def list_leads(request: CallRequest, wanted: Query[LeadFilter]) -> HttpResponse:
    """The leads that the caller may see, the newest first."""
    clauses, parameters = _clauses(wanted, request.auth.user)
    parameters["at"] = timezone.now()
    with _bounded():
        found = rows(clauses, parameters, limit=wanted.limit + 1)
    shown = found[: wanted.limit]
    more = len(found) > wanted.limit
    following = cursors.write(shown[-1]["opened_at"], shown[-1]["id"]) if more else None
    return reply({"leads": shown, "next": following})


def _clauses(wanted: LeadFilter, user: User) -> tuple[list[str], dict[str, Any]]:
    scope, parameters = visible_leads_filter(user).sql("l")
    clauses = [scope]
    for name, clause in PLAIN.items():
        value = getattr(wanted, name)
        if value is not None:
            clauses.append(clause)
            parameters[name] = value
    if wanted.open is not None:
        clauses.append("l.ended_at IS NULL" if wanted.open else "l.ended_at IS NOT NULL")
    if wanted.opened_since is not None:
        clauses.append("l.opened_at >= %(since)s")
        parameters["since"] = wanted.opened_since
    if wanted.owner is not None:
        clauses.append(_owner(wanted.owner, user, parameters))
    if wanted.q:
        escaped = wanted.q.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        clauses.append(SEARCH)
        parameters["q"] = f"{escaped}%"
    if wanted.where is not None:
        clauses.append(_condition(wanted.where, parameters))
    if wanted.after is not None:
        parameters["last_opened"], parameters["last_id"] = cursors.read(wanted.after, (datetime, UUID))
        clauses.append(BEHIND)
    return clauses, parameters


def _owner(value: str, user: User, parameters: dict[str, Any]) -> str:
    if value == "none":
        return "l.owner_id IS NULL"
    if value == "me":
        parameters["owner"] = user.pk
    elif value.isascii() and value.isdecimal() and len(value) < 19:
        parameters["owner"] = int(value)
    else:
        member = snapshot().by_email.get(value.strip().lower())
        if member is None:
            raise invalid(
                "owner", "There is nobody of that id or address; 'me' and 'none' are understood too."
            )
        parameters["owner"] = member.id
    return "l.owner_id = %(owner)s"


def _condition(text: str, parameters: dict[str, Any]) -> str:
    try:
        clause, own = Condition(text).sql(prefix="where")
    except ConditionRefused as refused:
        faults = [
            Fault("where", f"Character {each.offset + 1}: {each.wrong} {each.meant}")
            for each in refused.faults
        ]
        raise Problem(INVALID, f"where: {refused}", errors=faults) from refused
    parameters.update(own)
    return clause


@contextmanager
def _bounded() -> Iterator[None]:
    """Within it, a statement that takes too long is given up."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_MILLISECONDS}")
        yield
