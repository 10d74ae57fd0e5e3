"""What a simulation keeps of its decisions, for the report: frames of moves, routes and judgements, and what did not fit."""

from dataclasses import dataclass, field

import polars as pl

from handraiser.kit.frames import narrow, where
from handraiser.lead.frame import MOMENT

JUDGED = ("grade", "grade_points", "grade_reasons", "score", "score_reasons")
MOVES = pl.Schema(
    {
        "who": pl.Int64(),
        "pass_number": pl.Int64(),
        "at": MOMENT,
        "from": pl.Utf8(),
        "to": pl.Utf8(),
        "entered_at": MOMENT,
        "moves": pl.Utf8(),
    }
)
ROUTES = pl.Schema(
    {
        "who": pl.Int64(),
        "pass_number": pl.Int64(),
        "at": MOMENT,
        "owner_id": pl.Int64(),
        "team": pl.Utf8(),
        "hold_reason": pl.Utf8(),
        "reasons": pl.Utf8(),
        "offered": pl.Boolean(),
    }
)
JUDGEMENTS = pl.Schema(
    {
        "who": pl.Int64(),
        "pass_number": pl.Int64(),
        "at": MOMENT,
        "grade": pl.Utf8(),
        "grade_points": pl.Float64(),
        "grade_reasons": pl.Utf8(),
        "score": pl.Float64(),
        "score_reasons": pl.Utf8(),
    }
)
DIFFERS = pl.Schema(
    {
        "who": pl.Int64(),
        "pass_number": pl.Int64(),
        "lead_id": pl.Utf8(),
        "kind": pl.Utf8(),
        "at": MOMENT,
        "detail": pl.Utf8(),
    }
)


@dataclass(slots=True)
class Kept:
    """Frames as they came, laid together at the end."""

    moves: list[pl.DataFrame] = field(default_factory=list)
    routes: list[pl.DataFrame] = field(default_factory=list)
    first: list[pl.DataFrame] = field(default_factory=list)
    decisions: list[pl.DataFrame] = field(default_factory=list)
    last: list[pl.DataFrame] = field(default_factory=list)
    differs: list[tuple[int, int, str, str, object, str]] = field(default_factory=list)

    def decided(self, frame: pl.DataFrame, who: pl.Series) -> None:
        """Keep what the stations decided. `who`: the number of the person in each row."""
        frame = frame.with_columns(who.alias("who"))
        moved = where(frame, frame.get_column("stage_changed"))
        if moved.height:
            self.moves.append(
                moved.select(
                    pl.col("who").cast(pl.Int64),
                    "pass_number",
                    "at",
                    pl.col("stage_was").alias("from"),
                    pl.col("stage").alias("to"),
                    pl.col("stage_entered_at").alias("entered_at"),
                    pl.col("stage_moves").alias("moves"),
                )
            )
        routed = where(frame, frame.get_column("routed") | frame.get_column("offered"))
        if routed.height:
            self.routes.append(
                routed.select(
                    pl.col("who").cast(pl.Int64),
                    "pass_number",
                    "at",
                    "owner_id",
                    "team",
                    "hold_reason",
                    pl.when("routed").then("route_reasons").alias("reasons"),
                    "offered",
                )
            )
        judged = self._judged(frame)
        self.decisions.append(judged)
        new = where(judged, frame.get_column("lead_new"))
        if new.height:
            self.first.append(new)

    def looked(self, frame: pl.DataFrame, who: pl.Series) -> None:
        """Keep grade and score as they are at a moment at which a lead is looked at for the last time."""
        self.last.append(self._judged(frame.with_columns(who.alias("who"))))

    def differ(
        self, who: int, pass_number: int, lead_id: str, kind: str, at: object, detail: str = ""
    ) -> None:
        """An act that the version would have made impossible, or another one."""
        self.differs.append((who, pass_number, lead_id, kind, at, detail))

    @staticmethod
    def _judged(frame: pl.DataFrame) -> pl.DataFrame:
        return narrow(frame, ("who", "pass_number", "at", *JUDGED)).with_columns(pl.col("who").cast(pl.Int64))
