"""How much of what there is: the figures of `GET /status` and of `handraiser status`."""

from typing import Any

from django.db import connection
from django.http import HttpResponse

from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.problems import NOT_ALLOWED, Problem
from handraiser.api.replies import reply
from handraiser.api.status_shape import Status
from handraiser.staff.permissions import visible_leads_filter

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
OPPORTUNITIES = "SELECT state, count(*) FROM handoff_opportunity GROUP BY state"


@door.get(
    "/status", response=Status, operation_id="get_status", summary="Figures of the whole", tags=["Process"]
)
def get_status(request: CallRequest) -> HttpResponse:
    """How many inquiries, people, companies and leads there are, and in what state. For those who see all leads."""
    if not visible_leads_filter(request.auth.user).everything:
        raise Problem(NOT_ALLOWED, "Figures speak of all leads, and you see those of your team.")
    return reply(status())


def status() -> dict[str, Any]:
    """The figures, as `Status`."""
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
    }
