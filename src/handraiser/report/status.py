"""How much of what there is, now."""

from typing import Any

from django.db import connection

COUNTS = """
SELECT (SELECT count(*) FROM capture_inquiry), (SELECT count(*) FROM lead_person),
       (SELECT count(*) FROM lead_company), (SELECT count(*) FROM lead_lead),
       (SELECT count(*) FROM lead_lead WHERE hold_reason IS NOT NULL AND ended_at IS NULL)
"""
BY_STAGE = "SELECT stage, count(*) FROM lead_lead GROUP BY stage ORDER BY stage"
STOPPED = """
SELECT coalesce(stop_reason, state), count(*) FROM capture_inquiry WHERE state <> 'done' GROUP BY 1 ORDER BY 1
"""
CLOCKS = """
SELECT count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'warned'),
       count(*) FILTER (WHERE state = 'breached')
FROM follow_up_clock WHERE stopped_at IS NULL
"""
REPLAY = "SELECT checked, different, not_replayable FROM replay_run ORDER BY started_at DESC, id DESC LIMIT 1"
OPPORTUNITIES = "SELECT state, count(*) FROM handoff_opportunity GROUP BY state"


def status() -> dict[str, Any]:
    """Counts: inquiries, persons, companies, leads, by_stage, unassigned (waiting for an owner), stopped by
    reason, open clocks by state, opportunities by state, and what the last replay found."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        inquiries, persons, companies, leads, unassigned = cursor.fetchone()
        cursor.execute(BY_STAGE)
        by_stage = dict(cursor.fetchall())
        cursor.execute(STOPPED)
        stopped = dict(cursor.fetchall())
        cursor.execute(CLOCKS)
        running, warned, breached = cursor.fetchone()
        cursor.execute(OPPORTUNITIES)
        opportunities = dict(cursor.fetchall())
        cursor.execute(REPLAY)
        replayed = cursor.fetchone() or (0, 0, 0)
    return {
        "inquiries": inquiries,
        "persons": persons,
        "companies": companies,
        "leads": leads,
        "by_stage": by_stage,
        "unassigned": unassigned,
        "stopped": stopped,
        "clocks": {"running": running, "warned": warned, "breached": breached},
        "opportunities": {name: opportunities.get(name, 0) for name in ("open", "won", "lost", "on_hold")},
        "replay": dict(zip(("checked", "different", "not_replayable"), replayed, strict=True)),
    }
