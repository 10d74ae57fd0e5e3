"""What a simulation came to, one row for each pass, and both versions side by side."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl

from handraiser.backtest.kept import DIFFERS, JUDGEMENTS, MOVES, ROUTES
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.simulate import Simulation
from handraiser.document import Document
from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.lead.frame import MOMENT

PASS = ["who", "pass_number"]
# What is kept of each pass under one version. `*_in`: when the lead came in, after its first decision.
COLUMNS = pl.Schema(
    {
        "stage": pl.Utf8(),
        "furthest": pl.Utf8(),
        "grade": pl.Utf8(),
        "grade_points": pl.Float64(),
        "score": pl.Float64(),
        "grade_in": pl.Utf8(),
        "points_in": pl.Float64(),
        "score_in": pl.Float64(),
        "team": pl.Utf8(),
        "owner_id": pl.Int64(),
        "held": pl.Boolean(),
        "outcome": pl.Utf8(),
        "ended_at": MOMENT,
        "promised": pl.Int64(),
        "kept": pl.Int64(),
        "broken": pl.Int64(),
        "differs": pl.List(pl.Utf8()),
        "told": pl.Utf8(),
    }
)
STANDS = (
    "person_id",
    "pass_number",
    "opened_at",
    "source",
    "stage",
    "stage_entered_at",
    "furthest_stage",
    "team",
    "owner_id",
    "hold_reason",
    "outcome",
    "ended_at",
)
ISO = "%Y-%m-%dT%H:%M:%SZ"


class Outcome:
    """The frames of one simulation: `passes` (one row for each), `moves`, `routes`, `clocks`, `differs`."""

    def __init__(self, simulation: Simulation, horizon: datetime) -> None:
        micro = int(horizon.timestamp() * 1_000_000)
        self.moves = _together(simulation.kept.moves, MOVES)
        self.routes = _together(simulation.kept.routes, ROUTES)
        self.first = _together(simulation.kept.first, JUDGEMENTS)
        self.last = _last(
            _together(simulation.kept.decisions, JUDGEMENTS), _together(simulation.kept.last, JUDGEMENTS)
        )
        self.clocks = simulation.promises.told(micro).with_columns(
            pl.col("started_at", "due_at", "stopped_at").cast(MOMENT)
        )
        self.differs = pl.DataFrame(simulation.kept.differs, schema=DIFFERS, orient="row")
        self.refused = len(simulation.refused)
        self.passes = self._passes(simulation)

    @classmethod
    def of_parts(cls, parts: Iterable[tuple[str, object]]) -> "Outcome":
        """One that came attribute by attribute from another process."""
        same = cls.__new__(cls)
        vars(same).update(parts)
        return same

    def _passes(self, simulation: Simulation) -> pl.DataFrame:
        stood = pl.concat(
            frame.select(pl.Series("who", who), *STANDS) for who, frame in simulation.stood() if frame.height
        )
        first = self.first.unique(PASS, keep="first", maintain_order=True)
        judged = self.last.select(
            *PASS, "grade", "grade_points", "grade_reasons", "score", "score_reasons", "at"
        )
        came = first.select(
            *PASS,
            pl.col("grade").alias("grade_in"),
            pl.col("grade_points").alias("points_in"),
            pl.col("score").alias("score_in"),
        )
        frame = (
            stood.join(judged, on=PASS, how="left", maintain_order="left")
            .join(came, on=PASS, how="left", maintain_order="left")
            .join(_kinds(self.differs), on=PASS, how="left", maintain_order="left")
            .join(_counted(self.clocks), on=PASS, how="left", maintain_order="left")
            .join(_lines(self.moves, "moves_told", _move_line()), on=PASS, how="left", maintain_order="left")
            .join(
                _lines(self.routes, "routes_told", _route_line()), on=PASS, how="left", maintain_order="left"
            )
            .join(
                _lines(self.clocks, "clocks_told", _clock_line()), on=PASS, how="left", maintain_order="left"
            )
        )
        return frame.select(
            *PASS,
            "person_id",
            "opened_at",
            "source",
            "stage",
            "stage_entered_at",
            pl.col("furthest_stage").alias("furthest"),
            "grade",
            "grade_points",
            "score",
            "grade_in",
            "points_in",
            "score_in",
            "team",
            "owner_id",
            pl.col("hold_reason").is_not_null().alias("held"),
            "outcome",
            "ended_at",
            pl.col("promised", "kept", "broken").fill_null(0),
            pl.col("differs").fill_null([]),
            _told(),
            "grade_reasons",
            "score_reasons",
        )


def _together(frames: Sequence[pl.DataFrame], schema: pl.Schema) -> pl.DataFrame:
    return (
        pl.concat(frames).select(pl.col(name).cast(kind) for name, kind in schema.items())
        if frames
        else schema.to_frame()
    )


def _last(decisions: pl.DataFrame, looks: pl.DataFrame) -> pl.DataFrame:
    """The last judgement of each pass. A look at the moment of an outcome comes before what the outcome decided."""
    both = pl.concat(
        [decisions.with_columns(pl.lit(False).alias("look")), looks.with_columns(pl.lit(True).alias("look"))]
    )
    ordered = both.sort("at", "look", maintain_order=True)
    return ordered.unique(PASS, keep="last", maintain_order=True).drop("look")


def _counted(clocks: pl.DataFrame) -> pl.DataFrame:
    promises = clocks.filter(pl.col("name") != STAGE_DURATION)
    return promises.group_by(PASS).agg(
        pl.len().cast(pl.Int64).alias("promised"),
        (pl.col("fate") == "met").sum().cast(pl.Int64).alias("kept"),
        (pl.col("fate") == "breached").sum().cast(pl.Int64).alias("broken"),
    )


def _kinds(differs: pl.DataFrame) -> pl.DataFrame:
    """The kinds of what did not fit, for each pass."""
    return differs.group_by(PASS).agg(pl.col("kind").unique().sort().alias("differs"))


def _lines(frame: pl.DataFrame, name: str, line: pl.Expr) -> pl.DataFrame:
    """The rows of each pass as one JSON list."""
    return (
        frame.select(*PASS, line.alias(name))
        .group_by(PASS, maintain_order=True)
        .agg((pl.lit("[") + pl.col(name).str.join(",") + pl.lit("]")).alias(name))
    )


def _moment(name: str) -> pl.Expr:
    return pl.col(name).dt.strftime(ISO)


def _move_line() -> pl.Expr:
    return pl.concat_str(
        pl.lit('{"at":"'),
        _moment("entered_at"),
        pl.lit('","from":"'),
        pl.col("from").fill_null(""),
        pl.lit('","to":"'),
        pl.col("to"),
        pl.lit('","moves":'),
        pl.col("moves"),
        pl.lit("}"),
    )


def _route_line() -> pl.Expr:
    return pl.concat_str(
        pl.lit('{"at":"'),
        _moment("at"),
        pl.lit('","team":"'),
        pl.col("team").fill_null(""),
        pl.lit('","owner_id":'),
        pl.col("owner_id").cast(pl.Utf8).fill_null("null"),
        pl.lit(',"offered":'),
        pl.col("offered").cast(pl.Utf8),
        pl.lit(',"reasons":'),
        pl.col("reasons").fill_null("null"),
        pl.lit("}"),
    )


def _clock_line() -> pl.Expr:
    return pl.struct(
        "name",
        "stage",
        _moment("started_at").alias("started_at"),
        _moment("due_at").alias("due_at"),
        _moment("stopped_at").alias("stopped_at"),
        "fate",
    ).struct.json_encode()


def _told() -> pl.Expr:
    parts = (
        ("grade", pl.col("grade_reasons").fill_null("[]")),
        ("score", pl.col("score_reasons").fill_null("[]")),
        ("moves", pl.col("moves_told").fill_null("[]")),
        ("routes", pl.col("routes_told").fill_null("[]")),
        ("clocks", pl.col("clocks_told").fill_null("[]")),
    )
    text: list[pl.Expr] = []
    for place, (name, part) in enumerate(parts):
        text += [pl.lit(("{" if place == 0 else ",") + f'"{name}":'), part]
    return pl.concat_str(*text, pl.lit("}")).alias("told")


def side_by_side(
    draft: Outcome, base: Outcome, chunk: Chunk, documents: tuple[Document, Document]
) -> pl.DataFrame:
    """One row for each pass that either version knows: `draft_*` and `base_*` of `COLUMNS`, and `movement`.

    Movement compares how far the lead came: up, down, elsewhere (another stage as far, another ending, another
    owner's team), same; only_draft or only_base where the other version never had such a pass.
    """
    left = draft.passes.select(
        *PASS, "person_id", "opened_at", "source", pl.col(list(COLUMNS)).name.prefix("draft_")
    )
    right = base.passes.select(
        *PASS,
        pl.col("person_id").alias("base_person_id"),
        pl.col("opened_at").alias("base_opened_at"),
        pl.col("source").alias("base_source"),
        pl.col(list(COLUMNS)).name.prefix("base_"),
    )
    both = left.join(right, on=PASS, how="full", coalesce=True).with_columns(
        pl.coalesce("person_id", "base_person_id").alias("person_id"),
        pl.coalesce("opened_at", "base_opened_at").alias("opened_at"),
        pl.coalesce("source", "base_source").alias("source"),
    )
    places = [_place(document) for document in documents]
    reached = [
        pl.col(f"{side}_furthest").replace_strict(place, default=None, return_dtype=pl.Float64)
        for side, place in zip(("draft", "base"), places, strict=True)
    ]
    further = reached[0] - reached[1]
    differs = (
        pl.col("draft_stage").ne_missing(pl.col("base_stage"))
        | pl.col("draft_outcome").ne_missing(pl.col("base_outcome"))
        | pl.col("draft_team").ne_missing(pl.col("base_team"))
    )
    movement = (
        pl.when(pl.col("base_stage").is_null())
        .then(pl.lit("only_draft"))
        .when(pl.col("draft_stage").is_null())
        .then(pl.lit("only_base"))
        .when(further > 0)
        .then(pl.lit("up"))
        .when(further < 0)
        .then(pl.lit("down"))
        .when(differs)
        .then(pl.lit("elsewhere"))
        .otherwise(pl.lit("same"))
    )
    recorded = chunk.leads.select(
        "person_id",
        "pass_number",
        "lead_id",
        pl.col("outcome").alias("real_outcome"),
        pl.col("ended_at").alias("real_ended_at"),
        "sale",
        "sold_at",
    )
    joined = both.with_columns(movement.alias("movement")).join(
        recorded, on=["person_id", "pass_number"], how="left", maintain_order="left"
    )
    return joined.drop("base_person_id", "base_opened_at", "base_source").sort(
        "opened_at", "who", "pass_number"
    )


def _place(document: Document) -> dict[str, float]:
    """How far each stage is along the way: by its order among the stages both versions may know by key."""
    return {stage.key: float(place) for place, stage in enumerate(document.stages)}
