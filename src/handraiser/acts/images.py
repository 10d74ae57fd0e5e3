"""How a lead stands, with everything that acts change, as one JSON value; and how it is put back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from handraiser.follow_up.models import Clock
from handraiser.handoff.models import Offer, Opportunity
from handraiser.lead.models import Company, Lead, Person

# A broken or answered promise, an answered offer: they stay as they are, so only what is open is looked at.
# Touches and answers are only ever added, so their ids are enough.
IMAGE = """jsonb_build_object(
    'leads', jsonb_build_array(to_jsonb(l) - 'updated_at'),
    'people', (SELECT jsonb_agg(to_jsonb(p) - 'updated_at') FROM lead_person p WHERE p.id = l.person_id),
    'companies', (SELECT coalesce(jsonb_agg(to_jsonb(f) - 'updated_at'), '[]') FROM lead_company f
                  WHERE f.id = l.company_id),
    'clocks', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.id), '[]') FROM follow_up_clock c
               WHERE c.lead_id = l.id AND c.stopped_at IS NULL),
    'offers', (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM handoff_offer o
               WHERE o.lead_id = l.id AND o.answered_at IS NULL),
    'sales', (SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') FROM handoff_opportunity s WHERE s.lead_id = l.id),
    'touches', (SELECT coalesce(jsonb_agg(t.id ORDER BY t.id), '[]') FROM follow_up_touch t
                WHERE t.lead_id = l.id AND t.undone_at IS NULL),
    'answers', (SELECT coalesce(jsonb_agg(q.id ORDER BY q.id), '[]') FROM qualify_evidence q
                WHERE q.lead_id = l.id AND q.undone_at IS NULL))"""

# What the act began is ended first: a lead has one open offer, and one open clock of a name.
END = (
    """UPDATE follow_up_clock c SET stopped_at = %(at)s, stopped_by = 'undone', next_at = NULL,
           state = CASE WHEN c.breached_at IS NULL THEN 'cancelled' ELSE 'breached' END
       FROM acts_act a WHERE a.id = ANY(%(acts)s::uuid[]) AND c.lead_id = a.lead_id AND c.stopped_at IS NULL
         AND NOT a.before->'clocks' @> jsonb_build_array(jsonb_build_object('id', c.id))""",
    """UPDATE handoff_offer o SET answer = 'undone', answered_at = %(at)s, answered_by_id = %(by)s,
           note = 'What led to this offer was undone.'
       FROM acts_act a WHERE a.id = ANY(%(acts)s::uuid[]) AND o.lead_id = a.lead_id AND o.answered_at IS NULL
         AND NOT a.before->'offers' @> jsonb_build_array(jsonb_build_object('id', o.id))""",
    """DELETE FROM handoff_opportunity s USING acts_act a
       WHERE a.id = ANY(%(acts)s::uuid[]) AND s.lead_id = a.lead_id
         AND NOT a.before->'sales' @> jsonb_build_array(jsonb_build_object('id', s.id))""",
    """UPDATE follow_up_touch t SET undone_at = %(at)s FROM acts_act a
       WHERE a.id = ANY(%(acts)s::uuid[]) AND t.lead_id = a.lead_id AND t.undone_at IS NULL
         AND NOT a.before->'touches' @> to_jsonb(t.id)""",
    """UPDATE qualify_evidence q SET undone_at = %(at)s FROM acts_act a
       WHERE a.id = ANY(%(acts)s::uuid[]) AND q.lead_id = a.lead_id AND q.undone_at IS NULL
         AND NOT a.before->'answers' @> to_jsonb(q.id)""",
)
# Then what was there before is put back. People and companies have other leads too: only what the act changed.
PARTS: tuple[tuple[str, type[models.Model]], ...] = (
    ("leads", Lead),
    ("clocks", Clock),
    ("offers", Offer),
    ("sales", Opportunity),
    ("people", Person),
    ("companies", Company),
)


def put_back(*, acts: Sequence[UUID], by: int, at: datetime) -> None:
    """The leads of these acts stand again as before them. Raises IntegrityError where somebody was quicker."""
    values: dict[str, Any] = {"acts": list(acts), "by": by, "at": at}
    with connection.cursor() as cursor:
        for statement in END:
            cursor.execute(statement, values)
        for part, model in PARTS:
            cursor.execute(_statement(part, model), values)


def _statement(part: str, model: type[models.Model]) -> str:
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [field.column for field in fields if field.column != "updated_at"]
    changes = [f'"{column}" = r."{column}"' for column in columns]
    if len(columns) < len(fields):
        changes.append("updated_at = %(at)s")
    table = model._meta.db_table
    return (
        f"UPDATE {table} t SET {', '.join(changes)} FROM acts_act a "
        f"CROSS JOIN LATERAL jsonb_populate_recordset(NULL::{table}, a.before->'{part}') r "
        f"WHERE a.id = ANY(%(acts)s::uuid[]) AND t.id = r.id AND a.before->'{part}' <> a.after->'{part}'"
    )
