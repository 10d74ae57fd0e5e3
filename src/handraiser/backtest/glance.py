"""The few figures that decide, both versions beside each other, as HTML."""

from collections.abc import Iterator

from handraiser.backtest import words
from handraiser.backtest.markup import table
from handraiser.backtest.report import Judged, Report, Side
from handraiser.backtest.sides import base_name, draft_name
from handraiser.follow_up.rules import STAGE_DURATION

Row = tuple[str, str, str, str]


def glance(report: Report) -> str:
    """Leads, owners, clocks and separation in one table, with the difference where one can be told."""
    head = ("Figure", draft_name(report), base_name(report), "Difference")
    return table(head, list(figures(report.draft, report.base)), numbers=(1, 2, 3))


def figures(draft: Side, base: Side) -> Iterator[Row]:
    """What it is, under the draft, under the other, and the difference."""
    yield _counted("Leads taken in", draft.leads, base.leads)
    yield _counted("Refused: below the minimum for an inquiry", draft.refused, base.refused)
    yield _counted("Assignments to an owner", *(_given(side, nobody=False) for side in (draft, base)))
    yield _counted("Times nobody was free", *(_given(side, nobody=True) for side in (draft, base)))
    yield _counted("Leads that wait without an owner in the end", draft.held, base.held)
    yield _counted("Owners above their capacity in some week", *(_above(side) for side in (draft, base)))
    yield _counted("Clocks broken", *(_clocks(side)[1] for side in (draft, base)))
    yield _kept(draft, base)
    for mine, other in zip(draft.judged, base.judged, strict=True):
        if mine.moment == "last":
            yield _area(mine, other)


def _counted(what: str, mine: int, other: int) -> Row:
    return what, f"{mine:,}", f"{other:,}", f"{mine - other:+,}" if mine != other else "0"


def _given(side: Side, *, nobody: bool) -> int:
    return sum(sum(owner.by_week.values()) for owner in side.owners if (owner.owner_id is None) == nobody)


def _above(side: Side) -> int:
    return sum(owner.above > 0 for owner in side.owners)


def _clocks(side: Side) -> tuple[int, int]:
    """Kept and broken, of all clocks but the time in a stage."""
    told = [clock for clock in side.clocks if clock.name != STAGE_DURATION]
    return sum(clock.kept for clock in told), sum(clock.broken for clock in told)


def _kept(draft: Side, base: Side) -> Row:
    shares = [
        kept / (kept + broken) if kept + broken else None for kept, broken in map(_clocks, (draft, base))
    ]
    told = [f"{share:.1%}" if share is not None else "-" for share in shares]
    mine, other = shares
    gap = f"{100 * (mine - other):+.1f} points" if mine is not None and other is not None else "-"
    return "Clocks kept, of kept and broken", told[0], told[1], gap


def _area(mine: Judged, other: Judged) -> Row:
    here, there = mine.separation.auc, other.separation.auc
    # Rounded first, so that no difference is written as one below zero.
    gap = (
        f"{round(here.value - there.value, 3) + 0.0:+.3f}" if here is not None and there is not None else "-"
    )
    what = f"Area under the curve of the {mine.number}"
    return what, words.with_interval(here), words.with_interval(there), gap
