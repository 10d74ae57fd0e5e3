"""The report on stages, as HTML: who enters and leaves them, who would stand elsewhere, and by which moves."""

from collections import Counter
from collections.abc import Mapping
from html import escape

from handraiser.backtest import words
from handraiser.backtest.markup import Html, Links, counted, named, nothing, table
from handraiser.backtest.report import Report, Side, StageFlow
from handraiser.backtest.sides import base_name, draft_name, place, sides, teams_of, titles_of

MOST_PAIRS, MOST_MOVES = 60, 40


def flow(report: Report, links: Links) -> str:
    """Each stage under both versions."""
    titles = titles_of(report)
    of_side = {key: {flow.stage: flow for flow in side.flows} for key, _, side in sides(report)}
    rows = [
        (title, named(name), *_cells(of_side[side].get(stage), side, titles, links))
        for stage, title in titles.items()
        for side, name, _ in sides(report)
    ]
    head = ("Stage", "Version", "Leads that entered", "Still there", "Days there, median", "Left to")
    return table(head, rows, numbers=(2, 3, 4))


def _cells(flow: StageFlow | None, side: str, titles: Mapping[str, str], links: Links) -> tuple[str, ...]:
    if flow is None:
        return ("-", "-", "-", "This version has no such stage.")
    left = Html(
        ", ".join(
            f"{escape(titles.get(there, there))} "
            + counted(links, count, side=side, stage=flow.stage, to=there)
            for there, count in flow.left.items()
        )
    )
    days = f"{flow.median_days:.1f}" if flow.median_days is not None else "-"
    entered = counted(links, flow.entered, side=side, stage=flow.stage)
    return (entered, counted(links, flow.still, **{side: flow.stage}), days, left)


def between(report: Report, links: Links) -> str:
    """From where to where leads would go that stand elsewhere in the end."""
    titles = titles_of(report)
    rows = [
        (place(here, titles), place(there, titles), counted(links, count, base=here, draft=there))
        for here, there, count in report.from_to[:MOST_PAIRS]
    ]
    if not rows:
        return nothing("Nobody would stand elsewhere.")
    return table((f"Under {base_name(report)}", f"Under {draft_name(report)}", "Leads"), rows, numbers=(2,))


def moves(report: Report) -> str:
    """Which gates and ways moved leads, and how often."""
    titles = titles_of(report)
    draft, base = (_by_way(side) for side in (report.draft, report.base))
    rows = [
        (_step(step, titles), why, f"{draft[step, why]:,}", f"{base[step, why]:,}")
        for step, why in sorted({*draft, *base}, key=lambda each: (-draft[each], -base[each], each))
    ]
    if not rows:
        return nothing("No lead was moved.")
    head = ("From where to where", "Why", draft_name(report), base_name(report))
    return table(head, rows[:MOST_MOVES], numbers=(2, 3))


def _by_way(side: Side) -> Counter[tuple[str, str]]:
    """Moves by hand are one way, whatever was said with them."""
    found: Counter[tuple[str, str]] = Counter()
    for step, why, count in side.moves:
        found[step, words.way_of_move(why)] += count
    return found


def _step(step: str, titles: Mapping[str, str]) -> str:
    here, _, there = step.partition(" -> ")
    return f"{titles.get(here, here)} to {titles.get(there, there)}"


def ways(report: Report) -> str:
    """How owners were found, and how often."""
    teams = teams_of(report)
    draft, base = Counter(report.draft.ways), Counter(report.base.ways)
    found = sorted(
        (words.way_of_owner(way, teams), draft[way], base[way])
        for way in {*report.draft.ways, *report.base.ways}
    )
    if not found:
        return nothing("No lead was given to anybody.")
    rows = [(team or "-", way, f"{mine:,}", f"{other:,}") for (team, way), mine, other in found]
    head = ("Team", "How an owner was found", draft_name(report), base_name(report))
    return table(head, rows, numbers=(2, 3))


def never_fired(report: Report) -> str:
    """What of the draft did nothing for anybody in this history."""
    titles = titles_of(report)
    if not report.draft.never_fired:
        return nothing("Every rule, clock, territory and gate of the draft did something.")
    items = "".join(
        f"<li>{escape(words.never(told, titles, teams_of(report)))}</li>" for told in report.draft.never_fired
    )
    return f'<ul class="card-body small">{items}</ul>'
