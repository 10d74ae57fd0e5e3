"""Remember whose turn it was."""

from datetime import datetime

from django.db import connection

from handraiser.route.desk import Desk

DEAL = """
INSERT INTO route_turn (rota, member_id, turns)
SELECT * FROM unnest(%s::text[], %s::bigint[], %s::float8[])
ON CONFLICT (rota, member_id) DO UPDATE SET turns = EXCLUDED.turns
"""


def deal(*, desk: Desk, at: datetime) -> None:
    """Store the turns that a batch took."""
    if not desk.dealt:
        return
    dealt = sorted(desk.dealt.items())
    with connection.cursor() as cursor:
        cursor.execute(
            DEAL,
            [
                [rota for (rota, _), _ in dealt],
                [member for (_, member), _ in dealt],
                [turns for _, turns in dealt],
            ],
        )
