"""The one place where a decided batch becomes rows: everything in the caller's transaction."""

import polars as pl

from handraiser.follow_up.clocks import hand_over, start_clocks, stop_clocks
from handraiser.handoff.operations import write_offers, write_told
from handraiser.journey.events import events_of
from handraiser.journey.station import Run
from handraiser.lead import writer
from handraiser.lead.frame import MOMENT
from handraiser.lead.models import Company, CompanyKey, Lead, Person, PersonKey
from handraiser.ledger.models import Event
from handraiser.route.operations import deal
from handraiser.score.operations import claim, see_inquiries

COMPANY = ("domain", "country", "industry", "employees", "revenue")
PERSON = (
    "email",
    "email_domain",
    "email_kind",
    "first_name",
    "last_name",
    "full_name",
    "phone",
    "title",
    "seniority",
    "department",
    "country",
    "region",
    "city",
    "time_zone",
    "consent",
    "company_id",
)
ORIGIN = (
    "person_id",
    "pass_number",
    "door",
    "source",
    "campaign",
    "medium",
    "landing_page",
    "external_id",
    "opened_at",
    "answers",
    "touches",
    "calls",
    "meetings",
)
DECIDED = (
    "company_id",
    "inquiry_kinds",
    "stage",
    "furthest_stage",
    "stage_entered_at",
    "grade",
    "grade_points",
    "score",
    "scored_at",
    "behaviours",
    "last_behaviour_at",
    "questions_met",
    "qualified",
    "team",
    "owner_id",
    "hold_reason",
    "handoff",
    "opportunity",
    "amount",
    "outcome",
    "outcome_reason",
    "ended_at",
    "wake_at",
)


def write_people(frame: pl.DataFrame, run: Run) -> None:
    """Companies and people of the batch: new ones by COPY, known ones where something was said."""
    _write_companies(frame, run)
    people = frame.select(
        pl.col("person_id").alias("id"),
        *PERSON,
        pl.col("person_provenance").alias("provenance"),
        pl.col("informed_at").alias("updated_at"),
        "person_new",
    )
    new = people.filter("person_new").drop("person_new")
    writer.insert(Person, new.with_columns(pl.lit(run.at, MOMENT).alias("created_at")))
    writer.update(Person, people.filter(~pl.col("person_new")).drop("person_new"))
    writer.insert(PersonKey, run.aside["person_keys"])


def write_leads(frame: pl.DataFrame, run: Run) -> None:
    """The leads with what was decided, their clocks, offers and behaviour, and the ledger."""
    decided = frame.select(
        pl.col("lead_id").alias("id"),
        *DECIDED,
        *ORIGIN,
        pl.lit(str(run.version_id)).alias("version_id"),
        pl.lit(run.at, MOMENT).alias("updated_at"),
        "lead_new",
    )
    writer.insert(Lead, decided.filter("lead_new").drop("lead_new"))
    writer.update(Lead, decided.filter(~pl.col("lead_new")).drop("lead_new", *ORIGIN))
    _write_clocks(frame, run)
    write_offers(frame=frame, at=run.at)
    write_told(frame=frame, at=run.at)
    deal(desk=run.desk, at=run.at)
    _write_behaviour(frame, run)
    writer.insert(Event, events_of(frame, run))


def _write_companies(frame: pl.DataFrame, run: Run) -> None:
    named = frame.filter(pl.col("company_id").is_not_null()).unique(
        "company_id", keep="last", maintain_order=True
    )
    fresh = run.aside["rows"].filter("company_new").get_column("company_id").unique()
    companies = named.select(
        pl.col("company_id").alias("id"),
        pl.col("company_name").alias("name"),
        *COMPANY,
        pl.col("company_provenance").alias("provenance"),
        pl.lit(run.at, MOMENT).alias("updated_at"),
    )
    is_new = pl.col("id").is_in(fresh.implode())
    writer.insert(Company, companies.filter(is_new).with_columns(pl.lit(run.at, MOMENT).alias("created_at")))
    said = (
        frame.select(pl.col("company_id").alias("id"), "company_said")
        .filter("company_said")
        .get_column("id")
        .unique()
    )
    known = companies.filter(~is_new & pl.col("id").is_in(said.implode()))
    writer.update(Company, known.drop("country").sort("id"))
    writer.insert(CompanyKey, run.aside["company_keys"])


def _write_clocks(frame: pl.DataFrame, run: Run) -> None:
    """A promise made in a stage ends with the stage, and every promise ends with the pass."""
    known = frame.filter(~pl.col("lead_new"))
    over = known.filter(pl.col("ended_at").is_not_null()).get_column("lead_id").to_list()
    stop_clocks(lead_ids=over, why="the pass ended", at=run.at)
    moved = known.filter((pl.col("stage_changed") | pl.col("offered")) & pl.col("ended_at").is_null())
    start_clocks(run.aside["clocks"], moved=moved.get_column("lead_id").to_list(), at=run.at)
    handed = known.filter("routed").select("lead_id", "owner_id", "team").iter_rows()
    hand_over(owners={lead: (owner, team) for lead, owner, team in handed})


def _write_behaviour(frame: pl.DataFrame, run: Run) -> None:
    if "rows" in run.aside:
        see_inquiries(rows=run.aside["rows"], at=run.at)
    unclaimed = run.aside.get("unclaimed")
    if unclaimed is not None and not unclaimed.is_empty():
        waited = unclaimed.get_column("person_id").unique().to_list()
        pairs = frame.filter(pl.col("person_id").is_in(waited)).select("email_key", "person_id").drop_nulls()
        claim(person_of=pairs.rows(), at=run.at)
