"""A backtest from beginning to end: two versions over the same history, chunk by chunk, and the report."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from handraiser.backtest.compose import compose, side_of
from handraiser.backtest.desk import Earlier
from handraiser.backtest.fidelity import FidelityCount
from handraiser.backtest.moments import Candidate, cleaned, moments_of, slices_of
from handraiser.backtest.recorded import Chunk, read_chunk
from handraiser.backtest.report import Mover, Report
from handraiser.backtest.results import Outcome, side_by_side
from handraiser.backtest.scope import Extent, Scope, chunks, extent
from handraiser.backtest.simulate import Simulation
from handraiser.backtest.standing import Companies
from handraiser.backtest.tally import Tally
from handraiser.backtest.warn import Seen, warnings
from handraiser.kit.refusal import Refusal
from handraiser.staff.queries import Staff, snapshot

# People of a chunk: what is in memory at one time.
PEOPLE = 20_000
# A slice holds so many inquiries and acts at least, so that a run of stations is worth its cost, and there are
# not more slices in a chunk than these.
WIDE, SLICES = 300, 60
MOVERS = 500

Progress = Callable[[float], None]
Write = Callable[[pl.DataFrame], None]


class NothingToTry(Refusal):
    """No inquiry was recorded in the period."""


@dataclass(slots=True)
class Half:
    """One version on its way through the chunks."""

    candidate: Candidate
    companies: Companies = field(default_factory=Companies)
    earlier: Earlier = field(default_factory=Earlier)
    tally: Tally = field(default_factory=Tally)

    def simulate(
        self,
        chunk: Chunk,
        inquiries: pl.DataFrame,
        moments: pl.DataFrame,
        ends: Sequence[int],
        staff: Staff,
        horizon: datetime,
        progress: Progress,
    ) -> Outcome:
        """This version over one chunk."""
        simulation = Simulation(
            self.candidate,
            chunk,
            inquiries,
            moments,
            staff=staff,
            companies=self.companies,
            earlier=self.earlier,
            horizon=horizon,
        )
        simulation.run(ends, progress)
        return Outcome(simulation, horizon)


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
) -> Report:
    """Tries `draft` against `base` over what was recorded up to `at`. Writes nothing but by `write`.

    `write` gets the rows of each chunk: `results.side_by_side` of the judged passes. `progress` is called with the
    part that is done, and may raise to stop it all. Raises NothingToTry.
    """
    began = time.perf_counter()
    whole = extent(horizon=at)
    halves = Half(draft), Half(base)
    staff, seen, fidelity = snapshot(), Seen(), FidelityCount(str(base.version_id))
    movements: Counter[str] = Counter()
    from_to: Counter[tuple[str, str]] = Counter()
    movers: list[Mover] = []
    expected = max(1, min(whole.people, scope.sample or whole.people))
    done = 0
    for lot in chunks(scope, horizon=at, whole=whole, people=people):
        chunk = read_chunk(lot, horizon=at)
        moments = moments_of(chunk)
        hard = chunk.inquiries.height + len(chunk.acts)
        ends = slices_of(moments, wide=max(WIDE, hard // SLICES))
        share = len(lot) / max(expected, done + len(lot))
        shown = done / max(expected, done + len(lot))
        same_home = _home(draft) == _home(base)
        clean = [cleaned(chunk, draft)]
        clean.append(clean[0] if same_home else cleaned(chunk, base))
        outcomes = []
        for place, (half, inquiries) in enumerate(zip(halves, clean, strict=True)):
            start = shown + share * place / 2
            outcomes.append(
                half.simulate(
                    chunk,
                    inquiries,
                    moments,
                    ends,
                    staff,
                    at,
                    _part_of(progress, start, share / 2),
                )
            )
        rows = _within(side_by_side(outcomes[0], outcomes[1], chunk, (draft.document, base.document)), scope)
        for half, outcome, name in zip(halves, outcomes, ("draft", "base"), strict=True):
            judged = rows.filter(pl.col(f"{name}_stage").is_not_null())
            half.tally.add(outcome, judged.select("who", "pass_number", "lead_id", "won"))
        seen.add(chunk, outcomes[0].passes, clean[0], rows)
        fidelity.add(chunk, outcomes[1], rows)
        movements.update(rows.get_column("movement").to_list())
        _move(rows, from_to, movers)
        write(rows)
        done += len(lot)
    if not done:
        raise NothingToTry(
            "No inquiry was recorded in this period, so there is nothing to try the version on."
        )
    progress(1.0)
    return compose(
        draft=side_of(halves[0].candidate, halves[0].tally, halves[0].earlier, staff),
        base=side_of(halves[1].candidate, halves[1].tally, halves[1].earlier, staff),
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


def _part_of(progress: Progress, start: float, share: float) -> Progress:
    """Progress of a part, told as that of the whole."""
    return lambda part: progress(min(1.0, start + share * part))


def _home(candidate: Candidate) -> str:
    return candidate.document.follow_up.company_calendar.holiday_country


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
