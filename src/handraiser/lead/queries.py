"""Find leads by whatever somebody has at hand."""

from uuid import UUID

from django.db import connection

from handraiser.lead.models import Lead

BY_ID = """
SELECT id FROM lead_lead WHERE id = %(id)s OR person_id = %(id)s
UNION SELECT lead_id FROM capture_inquiry WHERE id = %(id)s AND lead_id IS NOT NULL
"""
BY_KEY = """
SELECT l.id FROM lead_person_key k JOIN lead_lead l ON l.person_id = k.person_id
WHERE (k.kind = 'email' AND k.value = %(text)s)
   OR (k.kind = 'external' AND (k.value = %(text)s OR substr(k.value, position(':' IN k.value) + 1) = %(text)s))
UNION SELECT l.id FROM lead_person p JOIN lead_lead l ON l.person_id = p.id WHERE p.email = %(text)s
"""


def find_leads(text: str) -> list[Lead]:
    """Leads by the id of a lead, a person or an inquiry, by mail, or by the id in a sending system (ID or
    SYSTEM:ID); a person's passes in order."""
    text = text.strip()
    ids = _ids(BY_ID, {"id": _uuid(text)})
    # An id in a sending system may look like one of ours.
    ids = ids or _ids(BY_KEY, {"text": text.lower() if "@" in text else text})
    return list(Lead.objects.filter(id__in=ids).select_related("person").order_by("person_id", "pass_number"))


def _ids(statement: str, values: dict[str, str | UUID | None]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [found for (found,) in cursor.fetchall()]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
