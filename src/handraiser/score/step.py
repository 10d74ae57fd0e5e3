"""Score: how much interest the behaviour shows. Each rule adds points up to a cap, fading with a half-life."""

import json
import re
from collections.abc import Sequence
from zlib import crc32

import polars as pl

from handraiser.kit.frames import const, narrow, put, where
from handraiser.score.rules import ScoreRule, ScoreRules

BEHAVIOUR_SCHEMA = pl.Schema(
    {
        "person_id": pl.Utf8(),
        "kind": pl.Utf8(),
        "at": pl.Datetime("us", "UTC"),
        "properties": pl.Utf8(),
    }
)


# Points are added up as whole millionths: then the order in which behaviour was read makes no difference.
MILLIONTHS = 1_000_000
# Up to here a dictionary is quicker than a join; from some thousands on the join is.
FEW = 1_000
NOTHING: dict[str, object] = {
    "score": 0.0,
    "score_reasons": "[]",
    "behaviours": [],
    "last_behaviour_at": None,
    "seen_count": 0,
    "seen_mark": 0,
}


def score(
    frame: pl.DataFrame, behaviour: pl.DataFrame, *, rules: ScoreRules, marked: bool = True
) -> pl.DataFrame:
    """Adds the score of each lead at its moment `at`.

    Columns in: person_id, at. `behaviour`: as `BEHAVIOUR_SCHEMA`; events after `at` do not count.
    Columns out: score, score_reasons (JSON text; the points add up to the score), behaviours (list of
    kinds seen), last_behaviour_at, and seen_count and seen_mark, by which replay finds the very behaviour
    again that counted here (`mark_of`; without `marked` it stays 0). Formula: for a rule, the sum over its events of
    points * 0.5 ** (age / half-life), held within the cap, to one decimal.
    """
    if behaviour.is_empty():
        height = frame.height
        return put(
            frame,
            const("score", 0.0, pl.Float64(), height),
            const("score_reasons", "[]", pl.Utf8(), height),
            const("behaviours", [], pl.List(pl.Utf8()), height),
            const("last_behaviour_at", None, pl.Datetime("us", "UTC"), height),
            const("seen_count", 0, pl.Int64(), height),
            const("seen_mark", 0, pl.Int64(), height),
        )
    seen = _seen_by_now(frame, behaviour)
    seen = put(seen, _marks(seen) if marked else const("mark", 0, pl.Int64(), seen.height))
    # A rule for what nobody did adds nothing, and each costs as much as one that does.
    kinds = set(behaviour.get_column("kind"))
    rules_met = [rule for rule in rules.rules if rule.behaviour in kinds]
    points = seen.group_by("person_id").agg(
        *(_contribution(rule).alias(f"rule_{index}") for index, rule in enumerate(rules_met)),
        pl.col("kind").unique().sort().alias("behaviours"),
        pl.col("at").max().alias("last_behaviour_at"),
        pl.len().cast(pl.Int64).alias("seen_count"),
        pl.col("mark").sum().alias("seen_mark"),
    )
    points = _with_reasons(points, rules_met)
    return _beside(frame, points)


def mark_of(kind: str, at: int, properties: str) -> int:
    """A checksum of one behaviour event: its kind, its moment in microseconds, its properties as they are stored."""
    return crc32(f"{kind}|{at}|{properties}".encode())


def _marks(seen: pl.DataFrame) -> pl.Series:
    kinds, properties = seen.get_column("kind"), seen.get_column("properties")
    moments = seen.get_column("at").to_physical()
    return pl.Series("mark", list(map(mark_of, kinds, moments, properties)), pl.Int64())


def _seen_by_now(frame: pl.DataFrame, behaviour: pl.DataFrame) -> pl.DataFrame:
    """The behaviour of the people in the frame up to the moment of decision, which stands beside it as `now`."""
    if behaviour.height > FEW:
        now = frame.select("person_id", pl.col("at").alias("now"))
        return behaviour.join(now, on="person_id", how="inner").filter(pl.col("at") <= pl.col("now"))
    moments = dict(zip(frame.get_column("person_id"), frame.get_column("at"), strict=True))
    known = [moments.get(person) for person in behaviour.get_column("person_id")]
    seen = put(behaviour, pl.Series("now", known, behaviour.schema["at"]))
    return where(seen, seen.get_column("at") <= seen.get_column("now"))


def _beside(frame: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The frame with each lead's points, or with none."""
    points = narrow(points, ("person_id", *NOTHING))
    if frame.height > FEW:
        scored = frame.drop(*NOTHING, strict=False).join(
            points, on="person_id", how="left", maintain_order="left"
        )
        return scored.with_columns(
            pl.col("score").fill_null(0.0),
            pl.col("score_reasons").fill_null("[]"),
            pl.col("behaviours").fill_null([]),
            pl.col("seen_count").fill_null(0),
            pl.col("seen_mark").fill_null(0),
        )
    told = {person: row for person, *row in points.iter_rows()}
    nothing = list(NOTHING.values())
    rows = [told.get(person, nothing) for person in frame.get_column("person_id")]
    kinds = (pl.Float64(), pl.Utf8(), pl.List(pl.Utf8()), BEHAVIOUR_SCHEMA["at"], pl.Int64(), pl.Int64())
    columns = (
        pl.Series(name, [row[place] for row in rows], kind)
        for place, (name, kind) in enumerate(zip(NOTHING, kinds, strict=True))
    )
    return put(frame, *columns)


def _contribution(rule: ScoreRule) -> pl.Expr:
    age = (pl.col("now") - pl.col("at")).dt.total_seconds(fractional=True)
    fading = pl.lit(0.5).pow(age / rule.half_life.delta.total_seconds()) if rule.half_life else pl.lit(1.0)
    worth = pl.when(applies(rule)).then(rule.points * fading).otherwise(0.0)
    total = (worth * MILLIONTHS).round().cast(pl.Int64).sum() / MILLIONTHS
    if rule.cap is not None:
        total = total.clip(-rule.cap, rule.cap)
    return total.round(1)


def applies(rule: ScoreRule) -> pl.Expr:
    """Whether an event is one that the rule counts. Columns in: kind, properties."""
    applies = pl.col("kind") == rule.behaviour
    for name, pattern in rule.where.items():
        value = pl.col("properties").str.json_path_match(f"$['{name}']")
        applies &= value.str.to_lowercase().str.contains(_pattern(pattern)).fill_null(False)
    return applies


def _pattern(text: str) -> str:
    """A regular expression for the whole value, in which `*` stands for any text."""
    return "(?s)^" + ".*".join(re.escape(part) for part in text.lower().split("*")) + "$"


def _with_reasons(points: pl.DataFrame, rules: Sequence[ScoreRule]) -> pl.DataFrame:
    names = [f"rule_{index}" for index in range(len(rules))]
    distinct: dict[tuple[float, ...], tuple[float, str]] = {}
    rows = narrow(points, names).rows() if names else [()] * points.height
    for row in rows:
        if row not in distinct:
            distinct[row] = _reasons(row, rules)
    return put(
        points,
        pl.Series("score", [distinct[row][0] for row in rows], pl.Float64),
        pl.Series("score_reasons", [distinct[row][1] for row in rows], pl.Utf8),
    )


def _reasons(row: tuple[float, ...], rules: Sequence[ScoreRule]) -> tuple[float, str]:
    reasons = [
        {"rule": rule.title or rule.behaviour, "points": value}
        for rule, value in zip(rules, row, strict=True)
        if value
    ]
    return round(sum(row), 1), json.dumps(reasons)
