"""Stages: through the gates as far as the criteria allow, in the order of the document."""

import json
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

import polars as pl

from handraiser.stage.rules import Criterion, Stage

# One bit of a lead's path for each way of moving; the gates take the bits from 4 upwards.
TOLD = 1 << 40


def stage(
    frame: pl.DataFrame,
    *,
    stages: Sequence[Stage],
    first: str,
    fast_stage: str | None = None,
    fast_kinds: frozenset[str] = frozenset(),
    told_why: str = "the outcome was told from outside",
) -> pl.DataFrame:
    """Moves each lead on as far as it may go.

    Columns in: stage (null for a new lead), furthest_stage, new_kinds, told_stage (where an outcome told from
    outside puts the lead, else null), at, and those that criteria name.
    Columns out: stage, stage_was, stage_changed, furthest_stage, stage_entered_at, stage_moves (JSON text).
    A hand-raiser (an inquiry of one of `fast_kinds`) goes straight to `fast_stage` when that is further on.
    The machine passes a gate only where every criterion that counts has a condition, and it holds.
    """
    order = [stage.key for stage in stages]
    frame = frame.with_columns(
        pl.col("stage").alias("stage_was"),
        pl.col("stage").fill_null(first).alias("stage"),
        pl.when(pl.col("stage").is_null())
        .then(pl.lit(1, pl.Int64))
        .otherwise(pl.lit(0, pl.Int64))
        .alias("path"),
    )
    if fast_stage is not None and fast_kinds:
        before = order[: order.index(fast_stage)]
        raised = (
            pl.col("new_kinds").list.eval(pl.element().is_in(list(fast_kinds))).list.any().fill_null(False)
        )
        fast = raised & pl.col("stage").is_in(before)
        frame = frame.with_columns(
            pl.when(fast).then(pl.lit(fast_stage)).otherwise(pl.col("stage")).alias("stage"),
            pl.when(fast).then(pl.col("path") + 2).otherwise(pl.col("path")).alias("path"),
        )
    told = pl.col("told_stage").is_not_null() & (pl.col("told_stage") != pl.col("stage"))
    frame = frame.with_columns(
        pl.when(told).then("told_stage").otherwise("stage").alias("stage"),
        pl.when(told).then(pl.col("path") + TOLD).otherwise(pl.col("path")).alias("path"),
    )
    for position, current in enumerate(stages):
        gate = _gate(current, stages)
        if gate is None or current.next is None:
            continue
        # Where somebody told a lead to stand, it stands: the machine does not move it on in the same breath.
        passes = (pl.col("stage") == current.key) & gate & pl.col("told_stage").is_null()
        # Two columns from one truth: the test is evaluated once, before either changes.
        frame = frame.with_columns(passes.alias("passes")).with_columns(
            pl.when("passes").then(pl.lit(current.next)).otherwise(pl.col("stage")).alias("stage"),
            pl.when("passes").then(pl.col("path") + (4 << position)).otherwise(pl.col("path")).alias("path"),
        )
    changed = pl.col("stage_was").is_null() | (pl.col("stage") != pl.col("stage_was"))
    entered = pl.when(changed).then(pl.coalesce("told_at", "at")).otherwise(pl.col("stage_entered_at"))
    return _explained(
        frame.with_columns(
            changed.alias("stage_changed"),
            entered.alias("stage_entered_at"),
            _furthest(order).alias("furthest_stage"),
        ),
        tuple(stages),
        first,
        fast_stage,
        told_why,
    ).drop("path", "passes", strict=False)


def gate_holds(criteria: Sequence[Criterion], needs: str) -> pl.Expr | None:
    """All or any of the criteria as one expression; None where the machine alone cannot say yes."""
    known = [criterion.when.expression for criterion in criteria if criterion.when is not None]
    if not known or (needs == "all" and len(known) < len(criteria)):
        return None
    return reduce(and_ if needs == "all" else or_, known)


def columns_of(stages: Sequence[Stage]) -> frozenset[str]:
    """The columns that the gates name."""
    criteria = [criterion for stage in stages for criterion in (*stage.exit, *stage.entry)]
    return frozenset[str]().union(
        *(criterion.when.columns for criterion in criteria if criterion.when is not None)
    )


def _gate(current: Stage, stages: Sequence[Stage]) -> pl.Expr | None:
    leaves = gate_holds(current.exit, current.exit_needs)
    following = next((stage for stage in stages if stage.key == current.next), None)
    if leaves is None or following is None:
        return None
    if not following.entry:
        return leaves
    enters = gate_holds(following.entry, "all")
    return None if enters is None else leaves & enters


def _furthest(order: list[str]) -> pl.Expr:
    positions = {key: position for position, key in enumerate(order)}
    now = pl.col("stage").replace_strict(positions, default=-1, return_dtype=pl.Int64)
    before = pl.col("furthest_stage").replace_strict(positions, default=-1, return_dtype=pl.Int64)
    return pl.when(now > before).then(pl.col("stage")).otherwise(pl.col("furthest_stage"))


def _explained(
    frame: pl.DataFrame, stages: tuple[Stage, ...], first: str, fast_stage: str | None, told_why: str
) -> pl.DataFrame:
    columns = (frame.get_column(name).to_list() for name in ("stage_was", "path", "told_stage"))
    ways = list(zip(*columns, strict=True))
    tales = {way: _tell(*way, stages, first, fast_stage, told_why) for way in set(ways)}
    return frame.with_columns(pl.Series("stage_moves", [tales[way] for way in ways], pl.Utf8))


def _tell(
    was: str | None,
    path: int,
    told: str | None,
    stages: tuple[Stage, ...],
    first: str,
    fast_stage: str | None,
    told_why: str,
) -> str:
    """The moves of one way through the gates, as JSON: from, to, why and the criteria that held."""
    moves: list[dict[str, object]] = []
    here = was
    if path & 1:
        moves.append({"from": None, "to": first, "why": "a new lead starts here"})
        here = first
    if path & 2:
        moves.append({"from": here, "to": fast_stage, "why": "a hand-raiser takes the fast path"})
        here = fast_stage
    if path & TOLD:
        moves.append({"from": here, "to": told, "why": told_why})
    for position, stage in enumerate(stages):
        if path & (4 << position):
            criteria = [
                {"says": criterion.says, "when": criterion.when.text}
                for criterion in stage.exit
                if criterion.when
            ]
            moves.append(
                {
                    "from": stage.key,
                    "to": stage.next,
                    "why": "the exit criteria are met",
                    "criteria": criteria,
                }
            )
    return json.dumps(moves)
