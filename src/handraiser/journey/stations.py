"""The rooms as stations: each gathers what its room must know, runs the room's pure step, and lays aside what is written later."""

import json

import polars as pl

from handraiser.capture.admit import admit as admit_step
from handraiser.enrich.provenance import company_provenance, person_provenance
from handraiser.enrich.step import enrich as enrich_step
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.step import follow_up as follow_up_step
from handraiser.handoff import step as handoff_step
from handraiser.identify import company, merge, queries, step
from handraiser.identify.passes import passes
from handraiser.journey.station import Run, station
from handraiser.lead.frame import SCHEMA, load_people
from handraiser.normalise.step import normalise as normalise_step
from handraiser.qualify.step import qualify as qualify_step
from handraiser.route.queries import desk_for
from handraiser.route.step import route as route_step
from handraiser.score.grade import grade
from handraiser.score.queries import behaviour_of, unclaimed_behaviour
from handraiser.score.step import BEHAVIOUR_SCHEMA
from handraiser.score.step import score as score_step
from handraiser.staff.queries import snapshot
from handraiser.stage.step import stage as stage_step

CLEANED = frozenset(
    ("email", "first_name", "last_name", "full_name", "phone", "title", "company_name", "domain", "country")
)
IDENTIFIED = frozenset(SCHEMA) | {
    "at",
    "captured_at",
    "lead_new",
    "person_new",
    "new_kinds",
    "previous_owner_id",
    "avoid_owner_id",
    "company_said",
}
DERIVED = ("email_kind", "seniority", "department", "region", "time_zone")


@station(
    reads=CLEANED,
    writes={*CLEANED, "email_key", "email_domain", "name_key", "company_key", "company_domain"},
)
def normalise(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Raw inquiries become clean ones."""
    return normalise_step(frame)


@station(
    reads={"email", "phone", "external_id", "outcome"},
    writes={"has_outcome"},
)
def admit(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Inquiries that say too little stop here. Lays aside `refused`."""
    judged = admit_step(frame, minimum=run.document.lead.minimum)
    short = judged.get_column("falls_short").is_not_null()
    run.aside["refused"] = judged.filter(short)
    return judged.filter(~short).with_columns(pl.col("outcome").is_not_null().alias("has_outcome"))


@station(
    reads={*CLEANED, "email_key", "email_domain", "name_key", "company_key", "has_outcome", "occurred_at"},
    writes=IDENTIFIED,
)
def identify(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Inquiries become leads: one row for each person. Lays aside `rows`, the inquiries with their person."""
    fresh = run.fresh_ids()
    rows = step.person_keys(frame)
    known = queries.known_people(step.all_keys(rows))
    rows = step.identify(rows, known=known, fresh=fresh)
    rows = company.company_keys(rows)
    known_companies = queries.known_companies(company.all_company_keys(rows))
    rows = company.identify_companies(rows, known=known_companies, fresh=fresh)
    existing = load_people(sorted(set(known.values())))
    companies = queries.stored_companies(sorted(set(known_companies.values())))
    run.aside["rows"] = rows
    run.aside["person_keys"] = step.new_keys(rows, known=known)
    run.aside["company_keys"] = company.new_company_keys(rows, known=known_companies)
    run.known_companies = sorted({*known_companies.values(), *existing.get_column("company_id").drop_nulls()})
    return passes(merge.leads_of(rows, existing, companies), fresh=fresh)


@station(
    reads={"email", "email_domain", "phone", "title", "country"},
    writes={*DERIVED, "person_provenance", "company_provenance"},
)
def enrich(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Fills in what can be known, each value with its source and confidence."""
    blank = frame.with_columns(pl.lit(None, pl.Utf8).alias(name) for name in DERIVED)
    filled = enrich_step(blank, run.document.enrich)
    return filled.with_columns(
        _kept_provenance(filled, person_provenance(filled), "person_provenance_was"),
        _kept_provenance(filled, company_provenance(filled), "company_provenance_was"),
    )


@station(
    reads={"person_id", "at", "grade", "score"},
    writes={"grade", "grade_points", "grade_reasons", "score", "score_reasons", "scored_at"},
)
def score(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Grade by fit, score by behaviour."""
    frame = frame.with_columns(
        pl.col("grade").alias("grade_was"),
        pl.col("grade_points").alias("grade_points_was"),
        pl.col("score").alias("score_was"),
    )
    scored = score_step(frame, _behaviour(frame, run), rules=run.document.score)
    return grade(scored, rules=run.document.grade).with_columns(pl.col("at").alias("scored_at"))


@station(
    reads={"answers"},
    writes={"questions_met", "qualified"},
)
def qualify(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Counts which questions are met."""
    return qualify_step(frame, rules=run.document.qualify)


@station(
    reads={"person_id", "opened_at", "captured_at", "opportunity"},
    writes={"told_stage", "told_at", "ended_at", "opportunity"},
)
def outcome(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Outcomes told from outside become opportunities, won or lost."""
    rows = run.aside.get("rows", frame.clear())
    return handoff_step.told(frame, rows, rules=run.document.handoff, recycle=run.document.recycle)


@station(
    reads={"stage", "furthest_stage", "new_kinds", "told_stage", "told_at", "at"},
    writes={"stage_was", "stage_changed", "stage_moves", "stage_entered_at"},
)
def stage(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Through the gates as far as the criteria allow."""
    lead = run.document.lead
    raising = frozenset(key for key, kind in lead.inquiry_kinds.items() if kind.hand_raiser)
    return stage_step(
        frame,
        stages=run.document.stages,
        first=lead.first_stage,
        fast_stage=lead.hand_raiser_stage,
        fast_kinds=raising,
        told_why=run.told_why,
    )


@station(
    reads={
        "stage",
        "stage_changed",
        "team",
        "owner_id",
        "hold_reason",
        "previous_owner_id",
        "avoid_owner_id",
    },
    writes={"owner_id_was", "routed", "route_reasons"},
)
def route(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """An owner for each lead that entered a stage of another team. Lays aside the desk with the turns dealt."""
    run.staff = snapshot()
    run.desk = desk_for(run.known_companies, staff=run.staff)
    teams = {stage.key: stage.team if stage.routed else None for stage in run.document.stages}
    return route_step(frame, run.desk, rules=run.document.route, teams=teams)


@station(
    reads={"stage", "stage_changed", "owner_id", "team", "at", "captured_at", "offered"},
    writes={"due_at"},
)
def follow_up(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Starts the clocks that the stage or the offer calls for. Lays aside `clocks`."""
    rules = run.document.follow_up
    begins = frame.with_columns(
        (pl.col("stage_changed") & pl.col("ended_at").is_null()).alias("stage_changed"),
        pl.lit(str(run.version_id)).alias("version_id"),
    )
    calendars = Calendars.of_staff(run.staff, rules.company_calendar)
    started = follow_up_step(begins, rules, run.document.stages, calendars)
    run.aside["clocks"] = started.clocks
    return started.leads.with_columns(frame.get_column("stage_changed"))


@station(
    reads={"stage", "stage_changed", "routed", "owner_id", "handoff", "ended_at"},
    writes={"offered", "handoff"},
)
def offer(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Leads that are ready are offered to sales."""
    return handoff_step.offer(frame, rules=run.document.handoff)


def _kept_provenance(frame: pl.DataFrame, fresh: pl.Series, was: str) -> pl.Series:
    """The fresh provenance, with the old entry of every value that did not change."""
    if was not in frame.columns:
        return fresh
    before = frame.get_column(was).to_list()
    if all(text is None for text in before):
        return fresh
    kept: list[str] = []
    for index, (old, new) in enumerate(zip(before, fresh.to_list(), strict=True)):
        if old is None:
            kept.append(new)
            continue
        entries, stored = json.loads(new), json.loads(old)
        for name, entry in stored.items():
            if name not in entries or frame.item(index, name) == frame.item(index, f"{name}_was"):
                entries[name] = entry
        kept.append(json.dumps(entries))
    return pl.Series(fresh.name, kept, pl.Utf8)


def _behaviour(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """What is stored of the known, what waited for the new, and the inquiries of this very batch."""
    new = (
        frame.get_column("person_new")
        if "person_new" in frame.columns
        else pl.repeat(False, frame.height, eager=True)
    )
    parts = [behaviour_of(frame.filter(~new).get_column("person_id").to_list())]
    if "email_key" in frame.columns:
        waiting = frame.select("email_key", "person_id").drop_nulls().rows()
        run.aside["unclaimed"] = unclaimed = unclaimed_behaviour(dict(waiting))
        parts.append(unclaimed)
    if "rows" in run.aside:
        parts.append(
            run.aside["rows"]
            .filter(pl.col("inquiry_kind").is_not_null())
            .select(
                "person_id",
                pl.col("inquiry_kind").alias("kind"),
                pl.col("occurred_at").alias("at"),
                pl.lit("{}").alias("properties"),
            )
        )
    return pl.concat([part.cast(BEHAVIOUR_SCHEMA) for part in parts if not part.is_empty()] or [parts[0]])
