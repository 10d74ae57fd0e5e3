"""A backtest from beginning to end: two versions over the same history, chunk by chunk, and the report."""

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

import polars as pl

from handraiser.backtest.apart import Apart
from handraiser.backtest.compose import compose, side_of
from handraiser.backtest.fidelity import FidelityCount
from handraiser.backtest.halves import InTurn, Progress
from handraiser.backtest.lots import expected_people, lots
from handraiser.backtest.moments import Candidate
from handraiser.backtest.report import Mover, Report
from handraiser.backtest.results import side_by_side
from handraiser.backtest.scope import Extent, Scope, extent
from handraiser.backtest.tally import Tally
from handraiser.backtest.warn import Seen, warnings
from handraiser.kit.refusal import Refusal
from handraiser.staff.queries import snapshot

# People of a chunk: what is in memory at one time.
PEOPLE = 20_000
MOVERS = 500
# From so many people on, processes of their own are worth their start.
FEW = 8_000

Write = Callable[[pl.DataFrame], None]


class NothingToTry(Refusal):
    """No inquiry was recorded in the period."""


def backtest(
    *,
    draft: Candidate,
    base: Candidate,
    scope: Scope,
    at: datetime,
    progress: Progress = lambda part: None,
    write: Write = lambda rows: None,
    people: int = PEOPLE,
    notes: Sequence[str] = (),
    apart: bool | None = None,
) -> Report:
    """Tries `draft` against `base` over what was recorded up to `at`. Writes nothing but by `write`.

    `write` gets the rows of each chunk: `results.side_by_side` of the judged passes. `progress` is called with the
    part that is done, and may raise to stop it all. `apart`: each version in a process of its own; where nothing is
    said, if that pays. Raises NothingToTry.
    """
    began = time.perf_counter()
    whole = extent(horizon=at)
    staff, seen, fidelity = snapshot(), Seen(), FidelityCount(str(base.version_id))
    movements: Counter[str] = Counter()
    from_to: Counter[tuple[str, str]] = Counter()
    movers: list[Mover] = []
    tallies = Tally(), Tally()
    done = 0
    read = lots((draft, base), scope, whole=whole, at=at, people=people, progress=progress)
    if apart is None:
        apart = expected_people(whole, scope) >= FEW and _processors() > 1
    with (Apart if apart else InTurn)((draft, base), staff, at) as sides:
        for lot, outcomes in sides.over(seen.over(read)):
            rows = side_by_side(outcomes[0], outcomes[1], lot.chunk, (draft.document, base.document))
            rows = _within(rows, scope)
            for tally, outcome, name in zip(tallies, outcomes, ("draft", "base"), strict=True):
                judged = rows.filter(pl.col(f"{name}_stage").is_not_null())
                tally.add(outcome, judged.select("who", "pass_number", "lead_id", "won"))
            seen.add(lot.chunk, outcomes[0].passes, rows)
            fidelity.add(lot.chunk, outcomes[1], rows)
            movements.update(rows.get_column("movement").to_list())
            _move(rows, from_to, movers)
            write(rows)
            done += len(lot.chunk.people)
            # Nothing of it may stay in memory while the next comes.
            del lot, outcomes, outcome, rows, judged
    if not done:
        raise NothingToTry(
            "No inquiry was recorded in this period, so there is nothing to try the version on."
        )
    progress(1.0)
    return compose(
        draft=side_of(draft, tallies[0], sides.earlier[0], staff),
        base=side_of(base, tallies[1], sides.earlier[1], staff),
        scope=scope,
        at=at,
        people=done,
        whole=whole,
        seen=seen,
        movements=movements,
        from_to=from_to,
        movers=movers,
        fidelity=fidelity.told(),
        warnings=(*notes, *warnings(seen, draft, base, scope, at, staff)),
        seconds=time.perf_counter() - began,
    )


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _within(rows: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """The judged passes, with `won`: whether the pass was really won in the end, null where that is not recorded."""
    keep = pl.lit(True)
    if scope.since is not None:
        keep &= pl.col("opened_at") >= scope.since
    if scope.until is not None:
        keep &= pl.col("opened_at") < scope.until
    won = (pl.col("sale") == "won").fill_null(False) | (pl.col("real_outcome") == "won").fill_null(False)
    return rows.filter(keep).with_columns(won.alias("won"))


def _move(rows: pl.DataFrame, from_to: Counter[tuple[str, str]], movers: list[Mover]) -> None:
    moved = rows.filter(pl.col("movement") != "same")
    counts = (
        moved.select(_stands("base").alias("base"), _stands("draft").alias("draft"))
        .group_by("base", "draft")
        .len()
    )
    for here, there, count in counts.iter_rows():
        from_to[here, there] += count
    left = max(0, MOVERS - len(movers))
    for lead, person, opened, movement, draft, base in (
        moved.head(left)
        .select(
            "lead_id",
            "person_id",
            "opened_at",
            "movement",
            _stands("draft").alias("d"),
            _stands("base").alias("b"),
        )
        .iter_rows()
    ):
        movers.append(Mover(lead, person, opened.isoformat(), movement, draft, base))


def _stands(side: str) -> pl.Expr:
    """Where the pass stands in the end: its stage, or how it went out."""
    stage, outcome = pl.col(f"{side}_stage"), pl.col(f"{side}_outcome")
    return (
        pl.when(stage.is_null())
        .then(pl.lit("not there"))
        .when(outcome.is_not_null())
        .then(stage + pl.lit(", ") + outcome)
        .otherwise(stage)
    )


__all__ = ["Extent", "NothingToTry", "backtest"]
