"""Which leads are due for something, claimed so that two workers never take the same ones."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

WAKING = """
UPDATE lead_lead SET wake_at = NULL WHERE id IN (
    SELECT id FROM lead_lead WHERE wake_at <= %s ORDER BY wake_at LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING person_id
"""
FADING = """
SELECT id FROM lead_lead WHERE score > 0 AND ended_at IS NULL AND scored_at <= %s
ORDER BY scored_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
REMEMBER = """
INSERT INTO lead_person_key (kind, value, person_id)
SELECT 'external', 'person:' || id::text, id FROM unnest(%s::uuid[]) AS v(id) ON CONFLICT DO NOTHING
"""
# A score is told to one decimal; once a day is often enough to see it fade.
FADES_EVERY = timedelta(days=1)


def claim_waking(*, at: datetime, limit: int) -> list[UUID]:
    """People whose recycled or lost pass comes back now. Each is claimed once, and known by its own id from now on."""
    with connection.cursor() as cursor:
        cursor.execute(WAKING, [at, limit])
        people = [person for (person,) in cursor.fetchall()]
        cursor.execute(REMEMBER, [people])
    return people


def fading(*, at: datetime, limit: int) -> list[str]:
    """Open leads whose score was last counted a day ago or earlier, locked for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(FADING, [at - FADES_EVERY, limit])
        return [str(lead) for (lead,) in cursor.fetchall()]


def by_version(lead_ids: Sequence[str]) -> list[tuple[UUID, list[str]]]:
    """The leads in groups, each with the version that its leads run under."""
    groups: dict[UUID, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version_id, id::text FROM lead_lead WHERE id = ANY(%s::uuid[]) ORDER BY id",
            [list(lead_ids)],
        )
        for version_id, lead_id in cursor.fetchall():
            groups.setdefault(version_id, []).append(lead_id)
    return list(groups.items())
