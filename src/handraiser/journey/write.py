"""The one place where a decided batch becomes rows: everything in the caller's transaction."""

import polars as pl

from handraiser.follow_up.clocks import hand_over, start_clocks, stop_clocks, void_offers
from handraiser.handoff.operations import withdraw_offers, write_offers, write_told
from handraiser.journey.events import events_of
from handraiser.journey.station import Run
from handraiser.kit.frames import const, narrow, put, where
from handraiser.lead import writer
from handraiser.lead.frame import MOMENT
from handraiser.lead.models import Company, CompanyKey, Lead, Person, PersonKey
from handraiser.ledger.models import Event
from handraiser.process.models import PilotLead
from handraiser.route.operations import deal
from handraiser.score.operations import claim, see_inquiries
from handraiser.staff.rosters import keep

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
    """Companies and people of the batch: new ones inserted, known ones updated with what was said."""
    _write_companies(frame, run)
    people = frame.select(
        pl.col("person_id").alias("id"),
        *PERSON,
        pl.col("person_provenance").alias("provenance"),
        pl.col("informed_at").alias("updated_at"),
    )
    is_new = frame.get_column("person_new")
    new = where(people, is_new)
    writer.insert(Person, put(new, const("created_at", run.at, MOMENT, new.height)))
    writer.update(Person, where(people, ~is_new))
    writer.insert(PersonKey, run.aside["person_keys"])


def write_leads(frame: pl.DataFrame, run: Run) -> None:
    """The leads with what was decided, their clocks, offers and behaviour, and the ledger."""
    decided = put(
        narrow(frame, DECIDED),
        frame.get_column("lead_id").alias("id"),
        const("version_id", str(run.version_id), pl.Utf8(), frame.height),
        const("updated_at", run.at, MOMENT, frame.height),
    )
    is_new = frame.get_column("lead_new")
    writer.insert(Lead, where(decided.hstack(narrow(frame, ORIGIN)), is_new))
    writer.update(Lead, where(decided, ~is_new))
    _write_clocks(frame, run)
    if frame.get_column("withdrawn").any():
        leads = where(frame, frame.get_column("withdrawn")).get_column("lead_id").to_list()
        withdraw_offers(lead_ids=leads, at=run.at)
        void_offers(lead_ids=leads, at=run.at)
    if frame.get_column("offered").any():
        write_offers(frame=frame, at=run.at)
    if frame.get_column("told_outcome").is_not_null().any():
        write_told(frame=frame, at=run.at)
    if run.desk is not None:
        deal(desk=run.desk, at=run.at)
    _write_arms(run)
    _write_behaviour(frame, run)
    keep(run.staff, at=run.at)
    writer.insert(Event, events_of(frame, run))


def _write_companies(frame: pl.DataFrame, run: Run) -> None:
    named = where(frame, frame.get_column("company_id").is_not_null())
    if named.is_empty():
        return
    if not named.get_column("company_id").is_unique().all():
        named = named.unique("company_id", keep="last", maintain_order=True)
    rows = run.aside["rows"]
    fresh = where(rows, rows.get_column("company_new")).get_column("company_id").unique()
    companies = named.select(
        pl.col("company_id").alias("id"),
        pl.col("company_name").alias("name"),
        *COMPANY,
        pl.col("company_provenance").alias("provenance"),
        pl.lit(run.at, MOMENT).alias("updated_at"),
    )
    is_new = companies.get_column("id").is_in(fresh.implode())
    new = where(companies, is_new)
    writer.insert(Company, put(new, const("created_at", run.at, MOMENT, new.height)))
    said = where(frame, frame.get_column("company_said")).get_column("company_id").unique()
    known = where(companies, ~is_new & companies.get_column("id").is_in(said.implode()))
    if not known.is_empty():
        writer.update(Company, known.drop("country").sort("id"))
    # Of several companies that one person names in a batch only the last is kept, and only its keys.
    keys = run.aside["company_keys"]
    there = {*named.get_column("company_id").to_list(), *run.known_companies}
    kept = [holder in there for holder in keys.get_column("company_id").to_list()]
    writer.insert(CompanyKey, where(keys, pl.Series("kept", kept, pl.Boolean())))


def _write_clocks(frame: pl.DataFrame, run: Run) -> None:
    """A promise made in a stage ends with the stage, and every promise ends with the pass."""
    known = where(frame, ~frame.get_column("lead_new"))
    if known.is_empty():
        start_clocks(run.aside["clocks"], moved=(), at=run.at)
        return
    over = known.get_column("ended_at").is_not_null()
    stop_clocks(lead_ids=where(known, over).get_column("lead_id").to_list(), why="the pass ended", at=run.at)
    moved = (known.get_column("stage_changed") | known.get_column("offered")) & ~over
    start_clocks(run.aside["clocks"], moved=where(known, moved).get_column("lead_id").to_list(), at=run.at)
    handed = narrow(where(known, known.get_column("routed")), ("lead_id", "owner_id", "team")).iter_rows()
    hand_over(owners={lead: (owner, team) for lead, owner, team in handed})


def _write_arms(run: Run) -> None:
    leads = run.aside.get("pilot_leads")
    if run.pilot is None or leads is None or leads.is_empty():
        return
    entered = leads.get_column("at").alias("entered_at")
    writer.insert(
        PilotLead,
        put(
            narrow(leads, ("lead_id", "arm")),
            const("pilot_id", str(run.pilot.id), pl.Utf8(), leads.height),
            entered,
        ),
    )


def _write_behaviour(frame: pl.DataFrame, run: Run) -> None:
    if "rows" in run.aside:
        see_inquiries(rows=run.aside["rows"], at=run.at)
    unclaimed = run.aside.get("unclaimed")
    if unclaimed is not None and not unclaimed.is_empty():
        waited = unclaimed.get_column("person_id").unique().to_list()
        pairs = frame.filter(pl.col("person_id").is_in(waited)).select("email_key", "person_id").drop_nulls()
        claim(person_of=pairs.rows(), at=run.at)
