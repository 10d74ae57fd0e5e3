"""A decided batch told to the ledger: one event for one decision, each with its explanation."""

import json
from collections.abc import Iterable

import polars as pl

from handraiser.follow_up.plan import columns_of as clock_columns
from handraiser.journey.station import Run
from handraiser.kit.frames import const, narrow, nulls, put, where
from handraiser.kit.identity import new_id_strings
from handraiser.lead.frame import MOMENT
from handraiser.route.step import columns_of as route_columns
from handraiser.score.grade import columns_of as grade_columns
from handraiser.staff.rosters import digest_of
from handraiser.stage.step import columns_of as stage_columns

SCHEMA = pl.Schema(
    {
        "kind": pl.Utf8(),
        "at": MOMENT,
        "lead_id": pl.Utf8(),
        "person_id": pl.Utf8(),
        "inquiry_id": pl.Utf8(),
        "explanation": pl.Utf8(),
    }
)


def events_of(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """All ledger events of the batch, in the order in which things were decided; columns of `ledger_event`."""
    parts = [
        *_identified(frame, run),
        _piloted(run),
        _graded(frame, run),
        _scored(frame),
        _told(frame),
        _moved(frame, run),
        _routed(frame, run),
        _withdrawn(frame),
        _offered(frame, run),
        _clocks(frame, run),
    ]
    events = pl.concat([part for part in parts if part is not None] or [nulls(SCHEMA, 0)])
    return put(
        events,
        pl.Series("id", new_id_strings(events.height), pl.Utf8()),
        const("recorded_at", run.at, MOMENT, events.height),
        const("version_id", str(run.version_id), pl.Utf8(), events.height),
    )


def _event(
    frame: pl.DataFrame,
    mask: pl.Series,
    kind: str | pl.Expr,
    explanation: pl.Expr,
    looked: tuple[pl.DataFrame, Iterable[str]] | None = None,
) -> pl.DataFrame | None:
    """The events of the leads for which the mask holds, as `SCHEMA`; None where it holds for none.

    `looked`: the leads as the rules found them, and the columns that these name; the explanation has them as
    `looked_at`, a JSON object.
    """
    happened = where(frame, mask)
    if happened.is_empty():
        return None
    if looked is not None:
        happened = put(happened, _looked_at(where(looked[0], mask), looked[1]))
    return happened.select(
        pl.lit(kind).alias("kind") if isinstance(kind, str) else kind.alias("kind"),
        "at",
        "lead_id",
        "person_id",
        pl.lit(None, pl.Utf8).alias("inquiry_id"),
        explanation.alias("explanation"),
    )


def _looked_at(frame: pl.DataFrame, columns: Iterable[str]) -> pl.Series:
    present = sorted(set(columns) & set(frame.columns) - {"at"})
    if not present:
        return const("looked_at", "{}", pl.Utf8(), frame.height)
    return frame.select(pl.struct(present).struct.json_encode().alias("looked_at")).to_series()


def _identified(frame: pl.DataFrame, run: Run) -> list[pl.DataFrame]:
    if "rows" not in run.aside:
        return []
    rows = narrow(
        run.aside["rows"],
        (
            "inquiry_id",
            "person_id",
            "person_new",
            "occurred_at",
            "identified_by",
            "also_person_id",
            "holders",
            "door",
            "source",
        ),
    )
    leads = narrow(frame, ("person_id", "lead_id", "lead_new", "pass_number"))
    joined = rows.join(leads, on="person_id", how="left", maintain_order="left")
    told = pl.struct(
        pl.col("identified_by").alias("by"),
        "person_new",
        "also_person_id",
        "holders",
        "lead_new",
        "pass_number",
        "door",
        "source",
    ).struct.json_encode()
    return [
        joined.select(
            pl.lit("person.identified").alias("kind"),
            pl.col("occurred_at").alias("at"),
            "lead_id",
            "person_id",
            "inquiry_id",
            told.alias("explanation"),
        )
    ]


def _piloted(run: Run) -> pl.DataFrame | None:
    leads = run.aside.get("pilot_leads")
    if run.pilot is None or leads is None or leads.is_empty():
        return None
    explanation = _object(
        ("pilot", pl.lit(f'"{run.pilot.id}"')),
        ("arm", pl.format('"{}"', "arm")),
        ("unit", pl.format('"{}"', pl.coalesce("company_id", "person_id"))),
        ("inputs", pl.col("looked_at")),
    )
    return _event(leads, const("all", True, pl.Boolean(), leads.height), "lead.piloted", explanation)


def _graded(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    points, points_was = frame.get_column("grade_points"), frame.get_column("grade_points_was")
    grades, grades_was = frame.get_column("grade"), frame.get_column("grade_was")
    changed = points.ne_missing(points_was) | grades.ne_missing(grades_was)
    explanation = _object(
        ("grade", pl.format('"{}"', "grade")),
        ("points", pl.col("grade_points").cast(pl.Utf8)),
        ("rules", pl.col("grade_reasons")),
        ("inputs", pl.col("looked_at")),
    )
    # The grade looks at the new score, and at the grade of before.
    found = put(run.before["qualify"], grades_was.alias("grade"), points_was.alias("grade_points"))
    looked = (found, grade_columns(run.document.grade))
    return _event(frame, changed, "lead.graded", explanation, looked)


def _scored(frame: pl.DataFrame) -> pl.DataFrame | None:
    changed = frame.get_column("score") != frame.get_column("score_was").fill_null(0.0)
    explanation = _object(
        ("score", pl.col("score").cast(pl.Utf8)),
        ("was", pl.col("score_was").fill_null(0.0).cast(pl.Utf8)),
        ("rules", pl.col("score_reasons")),
        ("seen", pl.format("[{},{}]", "seen_count", "seen_mark")),
    )
    return _event(frame, changed, "lead.scored", explanation)


def _told(frame: pl.DataFrame) -> pl.DataFrame | None:
    told = frame.get_column("told_outcome").is_not_null()
    if not told.any():
        return None
    explanation = pl.struct(
        pl.col("told_outcome").alias("outcome"),
        "amount",
        pl.col("told_reason").alias("reason"),
        pl.col("told_flag").alias("flag"),
        "opened_at",
        "captured_at",
        pl.col("wake_at").alias("wakes"),
    ).struct.json_encode()
    return _event(put(frame, frame.get_column("told_at").alias("at")), told, "outcome.told", explanation)


def _moved(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    was = (
        pl.when(pl.col("stage_was").is_null())
        .then(pl.lit("null"))
        .otherwise(pl.format('"{}"', pl.col("stage_was").fill_null("")))
    )
    # Null where nobody told it.
    told = pl.concat_str(pl.lit('{"stage":"'), "told_stage", pl.lit(f'","why":{json.dumps(run.told_why)}}}'))
    explanation = _object(
        ("from", was),
        ("to", pl.format('"{}"', "stage")),
        ("moves", pl.col("stage_moves")),
        ("told", told.fill_null("null")),
        ("new_kinds", pl.struct("new_kinds").struct.json_encode().str.slice(13).str.head(-1)),
        ("inputs", pl.col("looked_at")),
    )
    looked = (run.before["stage"], stage_columns(run.document.stages))
    return _event(frame, frame.get_column("stage_changed"), "stage.moved", explanation, looked)


# What routing finds of a lead beside what territories name.
BEFORE_ROUTE = {
    "stage_changed": "entered",
    "team": "team",
    "owner_id": "owner_id",
    "hold_reason": "hold_reason",
    "named_owner_id": "named_owner_id",
    "previous_owner_id": "previous_owner_id",
    "avoid_owner_id": "avoid_owner_id",
}


def _routed(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    routed = frame.get_column("routed")
    if not routed.any():
        return None
    explanation = _object(
        ("team", pl.format('"{}"', "team")),
        ("owner_id", pl.col("owner_id").cast(pl.Utf8).fill_null("null")),
        ("reasons", pl.col("route_reasons")),
        ("stage", pl.format('"{}"', "stage")),
        ("inputs", pl.col("looked_at")),
        ("found", pl.col("found")),
        ("desk", pl.col("route_desk")),
        ("staff", pl.lit(f'"{digest_of(run.staff)}"')),
    )
    kind = pl.when(pl.col("owner_id").is_null()).then(pl.lit("lead.held")).otherwise(pl.lit("lead.assigned"))
    before = run.before["route"]
    found = pl.struct(pl.col(name).alias(said) for name, said in BEFORE_ROUTE.items()).struct.json_encode()
    frame = put(frame, before.select(found.alias("found")).to_series())
    looked = (before, route_columns(run.document.route) | {"domain"})
    return _event(frame, routed, kind, explanation, looked)


def _withdrawn(frame: pl.DataFrame) -> pl.DataFrame | None:
    moved = pl.struct(pl.col("stage_was").alias("from"), pl.col("stage").alias("to")).struct.json_encode()
    return _event(frame, frame.get_column("withdrawn"), "handoff.withdrawn", moved)


def _offered(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    offered = frame.get_column("offered")
    if not offered.any():
        return None
    explanation = pl.struct(
        pl.col("owner_id").alias("to"),
        pl.col("owner_id_was").alias("by"),
        "stage",
        pl.col("stage_changed").alias("entered"),
        "routed",
        pl.col("handoff_was").alias("handoff"),
    ).struct.json_encode()
    before = run.before["offer"].get_column("handoff").alias("handoff_was")
    return _event(put(frame, before), offered, "lead.offered", explanation)


def _clocks(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    # That a stage promises nothing is no decision worth a line; that history starts no clock is.
    told = frame.get_column("follow_up")
    worth_telling = told.is_not_null() & ~told.str.contains("no clock starts here").fill_null(True)
    if not worth_telling.any():
        return None
    kind = (
        pl.when(pl.col("due_at").is_null()).then(pl.lit("clock.omitted")).otherwise(pl.lit("clock.started"))
    )
    found = pl.struct(
        "stage",
        (pl.col("stage_changed") & pl.col("ended_at").is_null()).alias("entered"),
        "offered",
        "owner_id",
        "team",
        "captured_at",
    ).struct.json_encode()
    explanation = pl.concat_str(
        pl.col("follow_up").str.head(-1),
        pl.lit(',"inputs":'),
        pl.col("looked_at"),
        pl.lit(',"found":'),
        found,
        pl.lit(f',"staff":"{digest_of(run.staff)}"}}'),
    )
    looked = (run.before["follow_up"], clock_columns(run.document.follow_up))
    return _event(frame, worth_telling, kind, explanation, looked)


def _object(*members: tuple[str, pl.Expr]) -> pl.Expr:
    """A JSON object out of members that are JSON text already."""
    parts: list[pl.Expr] = []
    for index, (name, value) in enumerate(members):
        parts.append(pl.lit(("{" if index == 0 else ",") + f'"{name}":'))
        parts.append(value)
    return pl.concat_str([*parts, pl.lit("}")])
