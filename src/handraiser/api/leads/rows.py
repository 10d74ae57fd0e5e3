"""Read leads as rows: one statement, whatever the list is of."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from handraiser.staff.queries import snapshot

Row = dict[str, Any]

ROWS = """
SELECT l.id, l.pass_number, l.person_id, p.full_name, p.email, p.phone, p.title, c.id, c.name, c.domain,
       l.stage, l.stage_entered_at, l.grade, l.score, l.team, l.owner_id, l.hold_reason,
       (SELECT min(k.due_at) FROM follow_up_clock k WHERE k.lead_id = l.id AND k.stopped_at IS NULL),
       l.source, l.campaign, l.door, l.opened_at, l.handoff, l.opportunity, l.amount, l.snoozed_until,
       l.outcome, l.outcome_reason, l.ended_at, l.version_id
FROM lead_lead l JOIN lead_person p ON p.id = l.person_id LEFT JOIN lead_company c ON c.id = p.company_id
"""
AFTER_COMPANY = (
    *("stage", "stage_entered_at", "grade", "score", "team", "owner", "hold_reason", "due_at", "source"),
    *("campaign", "door", "opened_at", "handoff", "opportunity", "amount", "snoozed_until", "outcome"),
    *("outcome_reason", "ended_at", "version"),
)


def rows(clauses: Sequence[str], parameters: Mapping[str, Any], *, limit: int) -> list[Row]:
    """Leads for which all clauses hold (over l, p and c), the newest first, as `LeadRow`."""
    where = " AND ".join(f"({clause})" for clause in clauses) or "TRUE"
    statement = f"{ROWS} WHERE {where} ORDER BY l.opened_at DESC, l.id DESC LIMIT %(limit)s"
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters, "limit": limit})
        found = cursor.fetchall()
    by_id = snapshot().by_id if found else {}
    return [_row(values, by_id) for values in found]


def row(lead_id: UUID) -> Row:
    """One lead as a row, whoever may see it."""
    (found,) = rows(["l.id = %(id)s"], {"id": lead_id}, limit=1)
    return found


def _row(values: tuple[Any, ...], by_id: Mapping[int, Any]) -> Row:
    lead_id, number, person, name, email, phone, title, company, company_name, domain, *rest = values
    told = dict(zip(AFTER_COMPANY, rest, strict=True))
    owner = by_id.get(told["owner"]) if told["owner"] is not None else None
    told["owner"] = {"id": owner.id, "name": owner.name, "email": owner.email} if owner else None
    return {
        "id": lead_id,
        "pass_number": number,
        "person": {"id": person, "name": name, "email": email, "phone": phone, "title": title},
        "company": {"id": company, "name": company_name, "domain": domain} if company else None,
        **told,
    }
