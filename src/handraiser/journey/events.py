"""A decided batch told to the ledger: one event for one decision, each with its explanation."""

from collections.abc import Iterable

import polars as pl

from handraiser.journey.station import Run
from handraiser.kit.frames import const, narrow, nulls, put, where
from handraiser.kit.identity import new_id_strings
from handraiser.lead.frame import MOMENT
from handraiser.route.step import columns_of as route_columns
from handraiser.score.grade import columns_of as grade_columns
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
        _piloted(run, frame),
        _graded(frame, run),
        _scored(frame),
        _told(frame),
        _moved(frame, run),
        _routed(frame, run),
        _offered(frame),
        _clocks(frame),
    ]
    events = pl.concat([part for part in parts if part is not None] or [nulls(SCHEMA, 0)])
    return put(
        events,
        pl.Series("id", new_id_strings(events.height), pl.Utf8()),
        const("recorded_at", run.at, MOMENT, events.height),
        const("version_id", str(run.version_id), pl.Utf8(), events.height),
    )


def _event(
    frame: pl.DataFrame, mask: pl.Series, kind: str | pl.Expr, explanation: pl.Expr
) -> pl.DataFrame | None:
    """The events of the leads for which the mask holds, as `SCHEMA`; None where it holds for none."""
    happened = where(frame, mask)
    if happened.is_empty():
        return None
    return happened.select(
        pl.lit(kind).alias("kind") if isinstance(kind, str) else kind.alias("kind"),
        "at",
        "lead_id",
        "person_id",
        pl.lit(None, pl.Utf8).alias("inquiry_id"),
        explanation.alias("explanation"),
    )


def _inputs(frame: pl.DataFrame, columns: Iterable[str]) -> pl.Expr:
    """The values that the rules looked at, as a JSON object."""
    present = sorted(set(columns) & set(frame.columns))
    return pl.struct(present).struct.json_encode() if present else pl.lit("{}")


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


def _piloted(run: Run, frame: pl.DataFrame) -> pl.DataFrame | None:
    leads = run.aside.get("pilot_leads")
    if run.pilot is None or leads is None or leads.is_empty():
        return None
    people = narrow(frame, ("lead_id", "person_id"))
    joined = leads.join(people, on="lead_id", how="inner", maintain_order="left")
    told = pl.struct(pl.lit(str(run.pilot.id)).alias("pilot"), "arm").struct.json_encode()
    return _event(joined, const("all", True, pl.Boolean(), joined.height), "lead.piloted", told)


def _graded(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    points, points_was = frame.get_column("grade_points"), frame.get_column("grade_points_was")
    grades, grades_was = frame.get_column("grade"), frame.get_column("grade_was")
    changed = points.ne_missing(points_was) | grades.ne_missing(grades_was)
    explanation = _object(
        ("grade", pl.format('"{}"', "grade")),
        ("points", pl.col("grade_points").cast(pl.Utf8)),
        ("rules", pl.col("grade_reasons")),
        ("inputs", _inputs(frame, grade_columns(run.document.grade))),
    )
    return _event(frame, changed, "lead.graded", explanation)


def _scored(frame: pl.DataFrame) -> pl.DataFrame | None:
    changed = frame.get_column("score") != frame.get_column("score_was").fill_null(0.0)
    explanation = _object(
        ("score", pl.col("score").cast(pl.Utf8)),
        ("was", pl.col("score_was").fill_null(0.0).cast(pl.Utf8)),
        ("rules", pl.col("score_reasons")),
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
    ).struct.json_encode()
    return _event(put(frame, frame.get_column("told_at").alias("at")), told, "outcome.told", explanation)


def _moved(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    was = (
        pl.when(pl.col("stage_was").is_null())
        .then(pl.lit("null"))
        .otherwise(pl.format('"{}"', pl.col("stage_was").fill_null("")))
    )
    explanation = _object(
        ("from", was),
        ("to", pl.format('"{}"', "stage")),
        ("moves", pl.col("stage_moves")),
        ("inputs", _inputs(frame, stage_columns(run.document.stages) - {"at"})),
    )
    return _event(frame, frame.get_column("stage_changed"), "stage.moved", explanation)


def _routed(frame: pl.DataFrame, run: Run) -> pl.DataFrame | None:
    explanation = _object(
        ("team", pl.format('"{}"', "team")),
        ("owner_id", pl.col("owner_id").cast(pl.Utf8).fill_null("null")),
        ("reasons", pl.col("route_reasons")),
        ("inputs", _inputs(frame, route_columns(run.document.route) | {"domain"})),
    )
    kind = pl.when(pl.col("owner_id").is_null()).then(pl.lit("lead.held")).otherwise(pl.lit("lead.assigned"))
    return _event(frame, frame.get_column("routed"), kind, explanation)


def _offered(frame: pl.DataFrame) -> pl.DataFrame | None:
    explanation = pl.struct(
        pl.col("owner_id").alias("to"), pl.col("owner_id_was").alias("by")
    ).struct.json_encode()
    return _event(frame, frame.get_column("offered"), "lead.offered", explanation)


def _clocks(frame: pl.DataFrame) -> pl.DataFrame | None:
    # That a stage promises nothing is no decision worth a line; that history starts no clock is.
    told = frame.get_column("follow_up")
    worth_telling = told.is_not_null() & ~told.str.contains("no clock starts here").fill_null(True)
    kind = (
        pl.when(pl.col("due_at").is_null()).then(pl.lit("clock.omitted")).otherwise(pl.lit("clock.started"))
    )
    return _event(frame, worth_telling, kind, pl.col("follow_up"))


def _object(*members: tuple[str, pl.Expr]) -> pl.Expr:
    """A JSON object out of members that are JSON text already."""
    parts: list[pl.Expr] = []
    for index, (name, value) in enumerate(members):
        parts.append(pl.lit(("{" if index == 0 else ",") + f'"{name}":'))
        parts.append(value)
    return pl.concat_str([*parts, pl.lit("}")])
