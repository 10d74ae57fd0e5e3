"""What the baseline is counted from: few statements over the leads of a period, each row read by name."""

from typing import Any

from handraiser.report.scope import Scope, rows

LEADS = """
SELECT count(*) AS leads,
       count(*) FILTER (WHERE l.ended_at IS NULL AND l.stage = ANY(%(routed)s)) AS waiting,
       count(*) FILTER (WHERE l.ended_at IS NULL AND l.stage = ANY(%(routed)s) AND l.owner_id IS NULL) AS ownerless,
       count(*) FILTER (WHERE l.owner_id IS NOT NULL) AS owned,
       count(*) FILTER (WHERE l.touches > 0) AS worked,
       sum(l.touches) AS touches,
       count(*) FILTER (WHERE l.first_touch_at >= l.opened_at) AS timed,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM l.first_touch_at - l.opened_at)::float8)
         FILTER (WHERE l.first_touch_at >= l.opened_at) AS touch_median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM l.first_touch_at - l.opened_at)::float8)
         FILTER (WHERE l.first_touch_at >= l.opened_at) AS touch_p90,
       count(*) FILTER (WHERE l.first_touch_at - l.opened_at BETWEEN interval '0' AND interval '1 hour') AS in_hour,
       count(*) FILTER (WHERE l.first_touch_at - l.opened_at BETWEEN interval '0' AND interval '1 day') AS in_day,
       count(*) FILTER (WHERE {won}) AS won,
       count(*) FILTER (WHERE coalesce(l.opportunity, l.outcome) = 'lost') AS lost,
       count(*) FILTER (WHERE l.outcome = 'recycled') AS recycled,
       count(*) FILTER (WHERE l.outcome = 'disqualified') AS disqualified,
       count(*) FILTER (WHERE l.pass_number > 1) AS came_back,
       count(*) FILTER (WHERE l.answers <> '{}'::jsonb) AS asked
FROM lead_lead l WHERE {scope}
"""
SALES = """
SELECT count(*) FILTER (WHERE o.state = 'won' AND o.amount IS NOT NULL) AS valued,
       count(*) FILTER (WHERE o.state = 'won') AS won,
       count(*) FILTER (WHERE o.state = 'won' AND o.closed_at >= l.opened_at) AS timed,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM o.closed_at - l.opened_at)::float8)
         FILTER (WHERE o.state = 'won' AND o.closed_at >= l.opened_at) AS win_median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM o.closed_at - l.opened_at)::float8)
         FILTER (WHERE o.state = 'won' AND o.closed_at >= l.opened_at) AS win_p90
FROM handoff_opportunity o JOIN lead_lead l ON l.id = o.lead_id WHERE {scope}
"""
VALUES = """
SELECT coalesce(o.currency, ''), count(*), sum(o.amount)
FROM handoff_opportunity o JOIN lead_lead l ON l.id = o.lead_id
WHERE {scope} AND o.state = 'won' AND o.amount IS NOT NULL GROUP BY 1 ORDER BY 3 DESC
"""
OFFERS = """
SELECT count(*) AS offered,
       count(*) FILTER (WHERE f.answer = 'accepted') AS accepted,
       count(*) FILTER (WHERE f.answer = 'rejected') AS rejected,
       count(*) FILTER (WHERE f.answer = 'expired') AS unanswered,
       count(*) FILTER (WHERE f.answered_at IS NULL) AS waiting
FROM handoff_offer f JOIN lead_lead l ON l.id = f.lead_id
WHERE {scope} AND f.answer IS DISTINCT FROM 'undone'
"""
REJECTIONS = """
SELECT coalesce(f.reason, ''), count(*)
FROM handoff_offer f JOIN lead_lead l ON l.id = f.lead_id
WHERE {scope} AND f.answer = 'rejected' GROUP BY 1 ORDER BY 2 DESC, 1
"""
LOSSES = """
SELECT coalesce(o.reason, ''), count(*)
FROM handoff_opportunity o JOIN lead_lead l ON l.id = o.lead_id
WHERE {scope} AND o.state = 'lost' GROUP BY 1 ORDER BY 2 DESC, 1
"""
INQUIRIES = """
SELECT count(*) AS inquiries, count(DISTINCT i.person_id) AS people
FROM capture_inquiry i JOIN lead_lead l ON l.id = i.lead_id WHERE {scope}
"""
# What a profile needs before a rep can work with it; personal columns are only counted.
FIELDS = {
    "email": ("E-mail", "p.email"),
    "phone": ("Phone", "p.phone"),
    "name": ("Name", "coalesce(p.full_name, p.last_name)"),
    "title": ("Job title", "p.title"),
    "company": ("Company", "c.name"),
    "industry": ("Industry", "c.industry"),
    "employees": ("Employees", "c.employees"),
    "revenue": ("Yearly revenue", "c.revenue"),
    "country": ("Country", "coalesce(p.country, c.country)"),
    "source": ("Source", "nullif(btrim(l.source), '')"),
}
FILLED = f"""
SELECT count(*) AS leads, {", ".join(f"count({sql}) AS {name}" for name, (_, sql) in FIELDS.items())}
FROM lead_lead l JOIN lead_person p ON p.id = l.person_id LEFT JOIN lead_company c ON c.id = p.company_id
WHERE {{scope}}
"""

NAMES = {
    LEADS: (
        *(
            "leads",
            "waiting",
            "ownerless",
            "owned",
            "worked",
            "touches",
            "timed",
            "touch_median",
            "touch_p90",
        ),
        *("in_hour", "in_day", "won", "lost", "recycled", "disqualified", "came_back", "asked"),
    ),
    SALES: ("valued", "won", "timed", "win_median", "win_p90"),
    OFFERS: ("offered", "accepted", "rejected", "unanswered", "waiting"),
    INQUIRIES: ("inquiries", "people"),
    FILLED: ("leads", *FIELDS),
}


def one(sql: str, scope: Scope, **more: Any) -> dict[str, Any]:
    """The only row of one of the statements above, by the names of its columns; a sum of nothing is 0."""
    [row] = rows(sql, scope, **more)
    return dict(zip(NAMES[sql], row, strict=True))


def reasons(sql: str, scope: Scope) -> list[tuple[str, int]]:
    """Reasons with their counts, the most frequent first."""
    return [(str(reason), int(count)) for reason, count in rows(sql, scope)]


def values(scope: Scope) -> list[tuple[str, int, float]]:
    """What won opportunities are worth: currency ('' for none told), count and sum."""
    return [(str(currency), int(count), float(total)) for currency, count, total in rows(VALUES, scope)]
