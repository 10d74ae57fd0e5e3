"""The report in a terminal: what a busy person can read."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from handraiser.backtest import words
from handraiser.backtest.glance import figures
from handraiser.backtest.report import Report, Side, TeamVolume
from handraiser.backtest.sides import base_name, draft_name, place, sides, teams_of, titles_of
from handraiser.backtest.workload import capacity, volumes


def tables(report: Report) -> Group:
    """The report as tables for rich."""
    return Group(*_parts(report))


def _parts(report: Report) -> Iterator[RenderableType]:
    if report.draft.replaced:
        yield from _valid_part(report.draft)
    yield Text(words.verdict(report), style="bold")
    yield Text(words.whole(report) + f", {report.seconds:.1f} s")
    yield _glance(report)
    yield _flow(report)
    if report.from_to:
        yield _moves(report)
    yield _separation(report)
    yield Text(f"{words.AREA} {words.first_come()}")
    yield _clocks(report)
    yield _volume(report)
    if report.draft.differs:
        yield _differences(report)
    if report.draft.never_fired:
        never = (words.never(told, titles_of(report), teams_of(report)) for told in report.draft.never_fired)
        yield Text("Never fired under the draft: " + "; ".join(never))
    yield Text(words.fidelity(report))
    for warning in report.warnings:
        yield Text(f"! {warning}", style="yellow")


def _valid_part(side: Side) -> Iterator[RenderableType]:
    yield Text(words.valid_part(side), style="bold red")
    for one in side.replaced:
        yield Text(f"- {words.section(one)}{words.replaced(one, side)}", style="red")
        for fault in one.faults:
            yield Text(f"    {words.fault(fault)}")
    yield Text("")


def _names(report: Report) -> tuple[str, str]:
    return draft_name(report), base_name(report)


def _flow(report: Report) -> Table:
    draft, base = _names(report)
    table = Table(
        "stage",
        *(f"{name}\n{what}" for what in ("entered", "still there", "median days") for name in (draft, base)),
    )
    flows = {flow.stage: flow for flow in report.base.flows}
    titles = {
        **{flow.stage: flow.title for flow in report.base.flows},
        **{flow.stage: flow.title for flow in report.draft.flows},
    }
    mine = {flow.stage: flow for flow in report.draft.flows}
    for key, title in titles.items():
        pair = (mine.get(key), flows.get(key))
        table.add_row(
            title,
            *(f"{flow.entered:,}" if flow else "-" for flow in pair),
            *(f"{flow.still:,}" if flow else "-" for flow in pair),
            *(f"{flow.median_days:.1f}" if flow and flow.median_days is not None else "-" for flow in pair),
        )
    return table


def _moves(report: Report) -> Table:
    titles = titles_of(report)
    table = Table(_names(report)[1], _names(report)[0], "leads", title="Who would stand elsewhere")
    for here, there, count in report.from_to[:12]:
        table.add_row(place(here, titles), place(there, titles), f"{count:,}")
    return table


def _separation(report: Report) -> Table:
    table = Table(
        "number",
        "known",
        *_names(report),
        "lift of the top tenth",
        "in the order of arrival",
        title=f"Area under the curve, {report.against}",
    )
    for mine, other in zip(report.draft.judged, report.base.judged, strict=True):
        tenths = mine.separation.tenths
        table.add_row(
            mine.number,
            words.MOMENTS[mine.moment],
            words.with_interval(mine.separation.auc) if mine.separation.auc else mine.separation.why_not,
            words.with_interval(other.separation.auc),
            words.with_interval(tenths[0].lift, 2) if tenths else "-",
            words.with_interval(mine.separation.first_come, 2),
        )
    return table


def _glance(report: Report) -> Table:
    table = Table("at a glance", *_names(report), "difference")
    for row in figures(report.draft, report.base):
        table.add_row(*row)
    return table


def _volume(report: Report) -> Table:
    table = Table(
        "team and its owners",
        "version",
        "leads assigned",
        "in the fullest week",
        "most open at one time",
        "capacity",
        "weeks above it",
        title="Owners and teams",
    )
    for name, _, volume in volumes(report):
        weeks = volume.by_week.values()
        table.add_row(
            f"{volume.title}, all" if isinstance(volume, TeamVolume) else f"  {volume.owner}",
            name,
            f"{sum(weeks):,}",
            f"{max(weeks, default=0):,}",
            f"{volume.most_open:,}",
            capacity(volume),
            f"{volume.above:,}" if volume.capacity is not None else "-",
        )
    return table


def _clocks(report: Report) -> Table:
    table = Table("clock", "version", "set", "kept", "broken", "lapsed", "running", title="Clocks")
    both = [(name, clock) for _, name, side in sides(report) for clock in side.clocks]
    order = list(dict.fromkeys(clock.name for _, clock in both))
    for name, clock in sorted(both, key=lambda each: order.index(each[1].name)):
        counts = (clock.started, clock.kept, clock.broken, clock.lapsed, clock.running)
        table.add_row(clock.name.replace("_", " "), name, *(f"{count:,}" for count in counts))
    return table


def _differences(report: Report) -> Table:
    table = Table("what people did that does not fit", *_names(report))
    kinds = list(dict.fromkeys([*report.draft.differs, *report.base.differs]))
    for kind in kinds:
        table.add_row(words.difference(kind), *(_count(side, kind) for side in (report.draft, report.base)))
    return table


def _count(side: Side, kind: str) -> str:
    return f"{side.differs.get(kind, 0):,}"
