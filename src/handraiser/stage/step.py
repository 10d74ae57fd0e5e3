"""Stages: through the gates as far as the criteria allow, in the order of the document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import polars as pl

from handraiser.kit.frames import narrow, put
from handraiser.stage.rules import Criterion, Stage

# How a lead moved, in words; a told move says instead who told it.
NEW = "a new lead starts here"
FAST = "a hand-raiser takes the fast path"
GATE = "the exit criteria are met"
TOLD = "told"


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
    gates = {stage.key: gate for stage in stages if (gate := _gate(stage, stages)) is not None}
    open_gates = _open(frame, gates)
    before_fast = frozenset(order[: order.index(fast_stage)]) if fast_stage is not None else frozenset[str]()
    before: list[str | None] = frame.get_column("stage").to_list()
    walks = [
        _walk(was, kinds, told, opened, stages, first, fast_stage, before_fast, fast_kinds)
        for was, kinds, told, opened in zip(
            before,
            frame.get_column("new_kinds").to_list(),
            frame.get_column("told_stage").to_list(),
            open_gates,
            strict=True,
        )
    ]
    now = [walk.to for walk in walks]
    ways = list(zip(walks, _held(frame, walks, stages), strict=True))
    tales = {way: _tell(*way, told_why, stages) for way in set(ways)}
    changed = pl.Series(
        "stage_changed", [was != here for was, here in zip(before, now, strict=True)], pl.Boolean()
    )
    return put(
        frame,
        frame.get_column("stage").alias("stage_was"),
        pl.Series("stage", now, pl.Utf8()),
        changed,
        _entered(frame, changed),
        pl.Series(
            "furthest_stage", _furthest(frame.get_column("furthest_stage").to_list(), now, order), pl.Utf8()
        ),
        pl.Series("stage_moves", [tales[way] for way in ways], pl.Utf8()),
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through the stages: each move is (from, to, how)."""

    to: str
    moves: tuple[tuple[str | None, str, str], ...]


def _walk(
    was: str | None,
    kinds: Sequence[str] | None,
    told: str | None,
    opened: frozenset[str],
    stages: Sequence[Stage],
    first: str,
    fast_stage: str | None,
    before_fast: frozenset[str],
    fast_kinds: frozenset[str],
) -> Walk:
    moves: list[tuple[str | None, str, str]] = []
    here = was
    if here is None:
        moves.append((None, first, NEW))
        here = first
    if fast_stage is not None and here in before_fast and not fast_kinds.isdisjoint(kinds or ()):
        moves.append((here, fast_stage, FAST))
        here = fast_stage
    if told is not None:
        # Where somebody told a lead to stand, it stands: the machine does not move it on in the same breath.
        if told != here:
            moves.append((here, told, TOLD))
        return Walk(told, tuple(moves))
    for stage in stages:
        if stage.key == here and here in opened and stage.next is not None:
            moves.append((here, stage.next, GATE))
            here = stage.next
    return Walk(here, tuple(moves))


def _open(frame: pl.DataFrame, gates: Mapping[str, pl.Expr]) -> list[frozenset[str]]:
    """For each lead the stages whose gate would let it pass. The criteria look at the lead as it arrived here."""
    if not gates:
        return [frozenset()] * frame.height
    keys = list(gates)
    held = frame.select(gate.alias(key) for key, gate in gates.items())
    known: dict[tuple[bool, ...], frozenset[str]] = {}
    return [
        known.get(row)
        or known.setdefault(row, frozenset(key for key, holds in zip(keys, row, strict=True) if holds))
        for row in held.iter_rows()
    ]


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


def _entered(frame: pl.DataFrame, changed: pl.Series) -> pl.Series:
    times = narrow(frame, ("stage_entered_at", "told_at", "at"))
    entered = pl.when(changed).then(pl.coalesce("told_at", "at")).otherwise(pl.col("stage_entered_at"))
    return times.select(entered.alias("stage_entered_at")).to_series()


def _furthest(before: Sequence[str | None], now: Sequence[str], order: list[str]) -> list[str]:
    places = {key: place for place, key in enumerate(order)}
    return [
        there if there is not None and places.get(there, -1) >= places.get(here, -1) else here
        for there, here in zip(before, now, strict=True)
    ]


# Of gates that any one criterion opens: (stage, which of its criteria held).
Held = tuple[tuple[str, tuple[int, ...]], ...]


def _held(frame: pl.DataFrame, walks: Sequence[Walk], stages: Sequence[Stage]) -> list[Held]:
    """For each lead, which criteria held where one was enough; of other gates it is known that all did."""
    either = {stage.key: stage.exit for stage in stages if stage.exit_needs == "any"}
    through = {
        walk: tuple(here for here, _, how in walk.moves if how == GATE and here in either)
        for walk in set(walks)
    }
    told: list[Held] = [()] * len(walks)
    # Most leads of a batch pass no such gate, and are not looked at again.
    passing = [row for row, walk in enumerate(walks) if through[walk]]
    if not passing:
        return told
    columns = {
        (key, place): criterion.when.expression.alias(f"{key} {place}")
        for key in sorted({key for keys in through.values() for key in keys})
        for place, criterion in enumerate(either[key])
        if criterion.when is not None
    }
    for row, holds in zip(passing, frame[passing].select(columns.values()).iter_rows(), strict=True):
        held = [asked for asked, yes in zip(columns, holds, strict=True) if yes]
        told[row] = tuple(
            (key, tuple(place for of, place in held if of == key)) for key in through[walks[row]]
        )
    return told


def _tell(walk: Walk, held: Held, told_why: str, stages: Sequence[Stage]) -> str:
    """The moves of one walk as JSON: from, to, why and the criteria that held."""
    exits = {stage.key: stage.exit for stage in stages}
    some = dict(held)
    told: list[dict[str, object]] = []
    for here, there, how in walk.moves:
        move: dict[str, object] = {"from": here, "to": there, "why": told_why if how == TOLD else how}
        if how == GATE and here is not None:
            move["criteria"] = [
                {"says": criterion.says, "when": criterion.when.text}
                for place, criterion in enumerate(exits[here])
                if criterion.when and place in some.get(here, (place,))
            ]
        told.append(move)
    return json.dumps(told)
