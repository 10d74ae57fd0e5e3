"""People by how their name, their mail, their company or its domain begins.

Each look-up is by prefix on an index of its own (see the migration `0002_search`). The people are found first
and apart, since the planner takes a prefix for far more than it is and would read all leads for it.
"""

from typing import Any

from django.db import connection

PEOPLE = """
    SELECT id FROM lead_person WHERE lower(full_name) LIKE %(search)s
    UNION SELECT id FROM lead_person WHERE lower(last_name) LIKE %(search)s
    UNION SELECT person_id FROM lead_person_key WHERE value LIKE %(search)s AND kind = 'email'
    UNION SELECT q.id FROM lead_person q WHERE q.company_id IN (
        SELECT id FROM lead_company WHERE lower(name) LIKE %(search)s
        UNION SELECT company_id FROM lead_company_key WHERE value LIKE %(search)s AND kind = 'domain')
"""
# More than this many are better left to the planner, which is right about them.
FEW = 2_000


def search(text: str) -> tuple[str, dict[str, Any]]:
    """A condition on the lead `l`, and its parameters."""
    escaped = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    typed = {"search": f"{escaped}%"}
    with connection.cursor() as cursor:
        cursor.execute(f"{PEOPLE} LIMIT {FEW + 1}", typed)
        people = [person_id for (person_id,) in cursor.fetchall()]
    if len(people) <= FEW:
        return "l.person_id = ANY(%(people)s)", {"people": people}
    return f"l.person_id IN ({PEOPLE})", typed
