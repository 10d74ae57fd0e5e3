"""A decided batch told to the ledger: one event for one decision, each with its explanation."""

from collections.abc import Iterable

import polars as pl

from handraiser.journey.station import Run
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
        _graded(frame, run),
        _scored(frame),
        _told(frame),
        _moved(frame, run),
        _routed(frame, run),
        _offered(frame),
        _clocks(frame),
    ]
    events = pl.concat(
        [part.select(list(SCHEMA)).cast(SCHEMA) for part in parts if not part.is_empty()] or [_none(frame)]
    )
    return events.with_columns(
        pl.Series("id", new_id_strings(events.height), pl.Utf8),
        pl.lit(run.at, MOMENT).alias("recorded_at"),
        pl.lit(str(run.version_id)).alias("version_id"),
    )


def _none(frame: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(schema=SCHEMA)


def _event(frame: pl.DataFrame, kind: str, explanation: pl.Expr) -> pl.DataFrame:
    return frame.select(
        pl.lit(kind).alias("kind"),
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
    rows = run.aside.get("rows")
    if rows is None:
        return []
    of_lead = frame.select("person_id", "lead_id", "lead_new", "pass_number")
    rows = rows.join(of_lead, on="person_id", how="left", maintain_order="left")
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
        rows.select(
            pl.lit("person.identified").alias("kind"),
            pl.col("occurred_at").alias("at"),
            "lead_id",
            "person_id",
            "inquiry_id",
            told.alias("explanation"),
        )
    ]


def _graded(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    changed = frame.filter(
        pl.col("grade_points_was").is_null()
        | (pl.col("grade_points_was") != pl.col("grade_points"))
        | (pl.col("grade_was") != pl.col("grade"))
    )
    explanation = _object(
        ("grade", pl.format('"{}"', "grade")),
        ("points", pl.col("grade_points").cast(pl.Utf8)),
        ("rules", pl.col("grade_reasons")),
        ("inputs", _inputs(frame, grade_columns(run.document.grade))),
    )
    return _event(changed, "lead.graded", explanation)


def _scored(frame: pl.DataFrame) -> pl.DataFrame:
    changed = frame.filter(pl.col("score") != pl.col("score_was").fill_null(0.0))
    explanation = _object(
        ("score", pl.col("score").cast(pl.Utf8)),
        ("was", pl.col("score_was").fill_null(0.0).cast(pl.Utf8)),
        ("rules", pl.col("score_reasons")),
    )
    return _event(changed, "lead.scored", explanation)


def _told(frame: pl.DataFrame) -> pl.DataFrame:
    told = frame.filter(pl.col("told_outcome").is_not_null())
    if told.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    explanation = pl.struct(
        pl.col("told_outcome").alias("outcome"),
        "amount",
        pl.col("told_reason").alias("reason"),
        pl.col("told_flag").alias("flag"),
    ).struct.json_encode()
    return _event(told.with_columns(pl.col("told_at").alias("at")), "outcome.told", explanation)


def _moved(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    moved = frame.filter("stage_changed")
    explanation = _object(
        (
            "from",
            pl.when(pl.col("stage_was").is_null())
            .then(pl.lit("null"))
            .otherwise(pl.format('"{}"', pl.col("stage_was").fill_null(""))),
        ),
        ("to", pl.format('"{}"', "stage")),
        ("moves", pl.col("stage_moves")),
        ("inputs", _inputs(frame, stage_columns(run.document.stages) - {"at"})),
    )
    return _event(moved, "stage.moved", explanation)


def _routed(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    routed = frame.filter("routed")
    if routed.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    explanation = _object(
        ("team", pl.format('"{}"', "team")),
        ("owner_id", pl.col("owner_id").cast(pl.Utf8).fill_null("null")),
        ("reasons", pl.col("route_reasons")),
        ("inputs", _inputs(frame, route_columns(run.document.route) | {"domain"})),
    )
    kind = pl.when(pl.col("owner_id").is_null()).then(pl.lit("lead.held")).otherwise(pl.lit("lead.assigned"))
    return _event(routed, "", explanation).with_columns(routed.select(kind.alias("kind")).get_column("kind"))


def _offered(frame: pl.DataFrame) -> pl.DataFrame:
    offered = frame.filter("offered")
    return _event(
        offered,
        "lead.offered",
        pl.struct(pl.col("owner_id").alias("to"), pl.col("owner_id_was").alias("by")).struct.json_encode(),
    )


def _clocks(frame: pl.DataFrame) -> pl.DataFrame:
    # That a stage promises nothing is no decision worth a line; that history starts no clock is.
    worth_telling = pl.col("follow_up").is_not_null() & ~pl.col("follow_up").str.contains(
        "no clock starts here"
    )
    told = frame.filter(worth_telling)
    kind = (
        pl.when(pl.col("due_at").is_null()).then(pl.lit("clock.omitted")).otherwise(pl.lit("clock.started"))
    )
    return _event(told, "", pl.col("follow_up")).with_columns(
        told.select(kind.alias("kind")).get_column("kind")
    )


def _object(*members: tuple[str, pl.Expr]) -> pl.Expr:
    """A JSON object out of members that are JSON text already."""
    parts: list[pl.Expr] = []
    for index, (name, value) in enumerate(members):
        parts.append(pl.lit(("{" if index == 0 else ",") + f'"{name}":'))
        parts.append(value)
    return pl.concat_str([*parts, pl.lit("}")])
