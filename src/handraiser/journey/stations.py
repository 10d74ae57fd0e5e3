"""The rooms as stations: each gathers what its room must know, runs the room's pure step, and lays aside what is written later."""

import polars as pl

from handraiser.capture.admit import admit as admit_step
from handraiser.enrich.provenance import company_provenance, keep_provenance, person_provenance
from handraiser.enrich.step import enrich as enrich_step
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.step import follow_up as follow_up_step
from handraiser.handoff import step as handoff_step
from handraiser.identify import company, merge, step
from handraiser.identify.passes import passes
from handraiser.journey.parts import kept_out
from handraiser.journey.station import Run, station
from handraiser.kit.frames import const, nulls, put, where
from handraiser.lead.frame import MOMENT, SCHEMA
from handraiser.normalise.step import normalise as normalise_step
from handraiser.qualify.step import qualify as qualify_step
from handraiser.route.step import route as route_step
from handraiser.score.grade import grade
from handraiser.score.step import score as score_step
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
# The clocks that start where none starts: of which leads, in whatever columns.
CLOCKS = pl.Schema({"lead_id": pl.Utf8(), "name": pl.Utf8()})
# What a run that writes nothing may leave out, unless a rule names it.
DEAR = frozenset(("person_provenance", "company_provenance", "seen_mark"))
DERIVED = ("email_kind", "seniority", "department", "region", "time_zone")
PROVENANCE = {"person_provenance": person_provenance, "company_provenance": company_provenance}


@station(
    reads=CLEANED,
    writes={*CLEANED, "email_key", "email_domain", "name_key", "company_key", "company_domain"},
)
def normalise(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Raw inquiries become clean ones."""
    # A number without any country is read as one of ours.
    return normalise_step(frame, home=run.document.follow_up.company_calendar.holiday_country or None)


@station(
    reads={"email", "phone", "external_id", "outcome"},
    writes={"has_outcome"},
)
def admit(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Inquiries that say too little stop here. Lays aside `refused`."""
    judged = admit_step(frame, minimum=run.document.lead.minimum)
    short = judged.get_column("falls_short").is_not_null()
    run.aside["refused"] = where(judged, short)
    admitted = where(judged, ~short)
    return put(admitted, admitted.get_column("outcome").is_not_null().alias("has_outcome"))


@station(
    reads={*CLEANED, "email_key", "email_domain", "name_key", "company_key", "has_outcome", "occurred_at"},
    writes=IDENTIFIED,
)
def identify(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Inquiries become leads: one row for each person. Lays aside `rows`, the inquiries with their person."""
    fresh = run.fresh_ids()
    rows = step.person_keys(frame)
    known = run.gather.known_people(step.all_keys(rows))
    rows = step.identify(rows, known=known, fresh=fresh)
    rows = company.company_keys(rows)
    known_companies = run.gather.known_companies(company.all_company_keys(rows))
    rows = company.identify_companies(rows, known=known_companies, fresh=fresh)
    existing = run.gather.people(sorted(set(known.values())))
    companies = run.gather.companies(sorted(set(known_companies.values())))
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
    blank = put(frame, *(const(name, None, pl.Utf8(), frame.height) for name in DERIVED))
    filled = enrich_step(blank, run.document.enrich)
    told = [
        const(name, None, pl.Utf8(), filled.height)
        if name in run.unread
        else keep_provenance(filled, provenance(filled), f"{name}_was")
        for name, provenance in PROVENANCE.items()
    ]
    return put(filled, *told)


@station(
    reads={"person_id", "at", "grade", "score"},
    writes={"grade", "grade_points", "grade_reasons", "score", "score_reasons", "scored_at"},
)
def score(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Grade by fit, score by behaviour."""
    frame = put(
        frame, *(frame.get_column(name).alias(f"{name}_was") for name in ("grade", "grade_points", "score"))
    )
    marked = "seen_mark" not in run.unread
    scored = score_step(frame, _behaviour(frame, run), rules=run.document.score, marked=marked)
    return put(grade(scored, rules=run.document.grade), frame.get_column("at").alias("scored_at"))


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
    run.staff = run.gather.staff()
    if run.desk is None:
        run.desk = run.gather.desk(run.known_companies, run.staff)
    run.desk.kept_out = kept_out(run.pilot, run.version_id, run.staff)
    teams = {stage.key: stage.team if stage.routed else None for stage in run.document.stages}
    return route_step(frame, run.desk, rules=run.document.route, teams=teams)


@station(
    reads={"stage", "stage_changed", "owner_id", "team", "at", "captured_at", "offered"},
    writes={"due_at"},
)
def follow_up(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Starts the clocks that the stage or the offer calls for. Lays aside `clocks`."""
    rules = run.document.follow_up
    changed = frame.get_column("stage_changed")
    begins = put(
        frame,
        (changed & frame.get_column("ended_at").is_null()).alias("stage_changed"),
        const("version_id", str(run.version_id), pl.Utf8(), frame.height),
    )
    calendars = Calendars.of_staff(run.staff, rules.company_calendar)
    started = follow_up_step(begins, rules, run.document.stages, calendars)
    run.aside["clocks"] = started.clocks
    return put(started.leads, changed)


@station(
    reads={"stage", "stage_was", "stage_changed", "routed", "owner_id", "handoff", "ended_at"},
    writes={"offered", "withdrawn", "handoff"},
)
def offer(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Leads that are ready are offered to sales; those that leave before the answer are on offer no more."""
    rules = run.document.handoff
    return handoff_step.offer(handoff_step.withdraw(frame, rules=rules), rules=rules)


@station(
    reads={"owner_id", "handoff"},
    writes={"owner_id_was", "routed", "route_reasons", "offered", "withdrawn", "due_at"},
)
def nothing_follows(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """In the place of route, offer and follow-up: nobody gets it, nothing is offered, no clock starts."""
    run.aside["clocks"] = nulls(CLOCKS, 0)
    height = frame.height
    return put(
        frame,
        frame.get_column("owner_id").alias("owner_id_was"),
        const("routed", False, pl.Boolean(), height),
        const("route_reasons", None, pl.Utf8(), height),
        const("route_desk", None, pl.Utf8(), height),
        const("offered", False, pl.Boolean(), height),
        const("withdrawn", False, pl.Boolean(), height),
        const("due_at", None, MOMENT, height),
        const("follow_up", None, pl.Utf8(), height),
    )


def _behaviour(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """What is stored of the known, what waited for the new, and the inquiries of this very batch."""
    known = where(frame, ~frame.get_column("person_new"))
    parts = [run.gather.behaviour(known.get_column("person_id").to_list())]
    if "email_key" in frame.columns:
        waiting = zip(frame.get_column("email_key"), frame.get_column("person_id"), strict=True)
        unclaimed = run.gather.unclaimed_behaviour(
            {key: person for key, person in waiting if key is not None}
        )
        run.aside["unclaimed"] = unclaimed
        parts.append(unclaimed)
    if "rows" in run.aside:
        rows = run.aside["rows"]
        kinds = where(rows, rows.get_column("inquiry_kind").is_not_null())
        columns = {"person_id": "person_id", "inquiry_kind": "kind", "occurred_at": "at"}
        said = pl.DataFrame([kinds.get_column(name).alias(behaviour) for name, behaviour in columns.items()])
        # As they will be stored, so that this decision sees what later ones see.
        stored = [f'{{"inquiry": "{inquiry}"}}' for inquiry in kinds.get_column("inquiry_id")]
        parts.append(put(said, pl.Series("properties", stored, pl.Utf8())))
    return pl.concat([part for part in parts if not part.is_empty()] or parts[:1])
