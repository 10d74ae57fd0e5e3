"""What routing must know: loads, turns, and who has the company already."""

from collections.abc import Sequence

from django.db import connection

from handraiser.route.desk import Desk
from handraiser.staff.queries import Staff

LOADS = "SELECT owner_id, open_leads FROM lead_owner_load"
TURNS = "SELECT rota, member_id, turns FROM route_turn"
COMPANY_OWNERS = """
SELECT DISTINCT ON (l.company_id, l.team) l.company_id::text, l.team, l.owner_id
FROM lead_lead l
WHERE l.company_id = ANY(%s::uuid[]) AND l.owner_id IS NOT NULL AND l.ended_at IS NULL AND l.team IS NOT NULL
ORDER BY l.company_id, l.team, l.opened_at, l.id
"""


def desk_for(company_ids: Sequence[str], *, staff: Staff) -> Desk:
    """Everything that routing a batch needs; `company_ids` are the companies already known."""
    with connection.cursor() as cursor:
        cursor.execute(LOADS)
        loads = dict(cursor.fetchall())
        cursor.execute(TURNS)
        turns = {(rota, member): taken for rota, member, taken in cursor.fetchall()}
        owners: dict[tuple[str, str], int] = {}
        if company_ids:
            cursor.execute(COMPANY_OWNERS, [list(company_ids)])
            owners = {(company, team): owner for company, team, owner in cursor.fetchall()}
    return Desk(members=staff.members, loads=loads, turns=turns, company_owners=owners)


HOLDING = """
SELECT id::text FROM lead_lead
WHERE hold_reason IS NOT NULL AND ended_at IS NULL AND team = ANY(%s::text[]) ORDER BY opened_at, id LIMIT %s
"""


def holding(*, teams: Sequence[str], limit: int) -> list[str]:
    """Leads that wait for somebody of these teams to own them, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDING, [list(teams), limit])
        return [lead for (lead,) in cursor.fetchall()]


def teams_holding() -> list[str]:
    """Teams for which leads wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT team FROM lead_lead WHERE hold_reason IS NOT NULL AND ended_at IS NULL"
        )
        return sorted(team for (team,) in cursor.fetchall() if team)
