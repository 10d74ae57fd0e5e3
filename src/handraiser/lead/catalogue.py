"""The column catalogue: every column that the journey, a rule, a list or an export may name."""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "integer", "number", "boolean", "moment", "list", "json"]
Home = Literal["person", "company", "lead"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a lead seen whole: the lead with its person and its company.

    `sql` is the expression over the aliases `l` (lead), `p` (person), `c` (company) that gives the
    same value in PostgreSQL as the frame column `name` gives in Polars.
    """

    name: str
    type: ColumnType
    title: str
    home: Home
    sql: str
    rule: bool = True
    personal: bool = False


CATALOGUE: tuple[Column, ...] = (
    # The person.
    Column("email", "text", "E-mail", "person", "p.email", personal=True),
    Column("email_domain", "text", "E-mail domain", "person", "p.email_domain"),
    Column(
        "email_kind", "text", "Kind of e-mail (business, free, disposable, role)", "person", "p.email_kind"
    ),
    Column("first_name", "text", "First name", "person", "p.first_name", personal=True),
    Column("last_name", "text", "Last name", "person", "p.last_name", personal=True),
    Column("full_name", "text", "Full name", "person", "p.full_name", personal=True),
    Column("phone", "text", "Phone (E.164)", "person", "p.phone", personal=True),
    Column("title", "text", "Job title", "person", "p.title"),
    Column("seniority", "text", "Seniority", "person", "p.seniority"),
    Column("department", "text", "Department", "person", "p.department"),
    Column("country", "text", "Country (ISO 3166-1 alpha-2)", "person", "coalesce(p.country, c.country)"),
    Column("region", "text", "World region", "person", "p.region"),
    Column("city", "text", "City", "person", "p.city"),
    Column("time_zone", "text", "Time zone", "person", "p.time_zone"),
    Column("consent", "boolean", "May be written to", "person", "p.consent"),
    # The company.
    Column("company_name", "text", "Company", "company", "c.name"),
    Column("domain", "text", "Company domain", "company", "c.domain"),
    Column("industry", "text", "Industry", "company", "c.industry"),
    Column("employees", "integer", "Employees", "company", "c.employees"),
    Column("revenue", "number", "Yearly revenue", "company", "c.revenue"),
    # The lead: how it came.
    Column("source", "text", "Source", "lead", "l.source"),
    Column("campaign", "text", "Campaign", "lead", "l.campaign"),
    Column("medium", "text", "Medium", "lead", "l.medium"),
    Column("landing_page", "text", "Landing page", "lead", "l.landing_page"),
    Column("door", "text", "Door (form, api, import, quick)", "lead", "l.door"),
    Column("external_id", "text", "Id in the sending system", "lead", "l.external_id"),
    Column("inquiry_kinds", "list", "Kinds of inquiry so far", "lead", "l.inquiry_kinds"),
    Column("opened_at", "moment", "Opened", "lead", "l.opened_at"),
    Column("pass_number", "integer", "Pass number", "lead", "l.pass_number"),
    # The lead: what was decided.
    Column("stage", "text", "Stage", "lead", "l.stage"),
    Column("stage_entered_at", "moment", "In stage since", "lead", "l.stage_entered_at"),
    Column("grade", "text", "Grade", "lead", "l.grade"),
    Column("grade_points", "number", "Grade points", "lead", "l.grade_points"),
    Column("score", "number", "Score", "lead", "l.score"),
    Column("behaviours", "list", "Behaviour seen so far", "lead", "l.behaviours"),
    Column("last_behaviour_at", "moment", "Last behaviour", "lead", "l.last_behaviour_at"),
    Column("answers", "json", "Qualification answers", "lead", "l.answers", rule=False),
    Column("questions_met", "integer", "Qualification questions met", "lead", "l.questions_met"),
    Column("qualified", "boolean", "Qualification complete", "lead", "l.qualified"),
    Column("team", "text", "Team", "lead", "l.team"),
    Column("owner", "text", "Owner", "lead", "(SELECT u.email FROM staff_user u WHERE u.id = l.owner_id)"),
    Column("touches", "integer", "Touches", "lead", "l.touches"),
    Column("calls", "integer", "Calls", "lead", "l.calls"),
    Column("meetings", "integer", "Meetings booked or held", "lead", "l.meetings"),
    Column("first_touch_at", "moment", "First touch", "lead", "l.first_touch_at"),
    Column("last_touch_at", "moment", "Last touch", "lead", "l.last_touch_at"),
    Column(
        "handoff", "text", "Handoff (offered, accepted, rejected, expired, withdrawn)", "lead", "l.handoff"
    ),
    Column("opportunity", "text", "Opportunity (open, won, lost, on_hold)", "lead", "l.opportunity"),
    Column("amount", "number", "Opportunity amount", "lead", "l.amount"),
    Column("outcome", "text", "Outcome", "lead", "l.outcome"),
    Column("ended_at", "moment", "Ended", "lead", "l.ended_at"),
)

COLUMNS: dict[str, Column] = {column.name: column for column in CATALOGUE}

# Where provenance lives, so that `confidence(employees)` asks the record that holds the value.
PROVENANCE_SQL: dict[Home, str] = {"person": "p.provenance", "company": "c.provenance", "lead": "NULL::jsonb"}
PROVENANCE_COLUMN: dict[Home, str | None] = {
    "person": "person_provenance",
    "company": "company_provenance",
    "lead": None,
}
