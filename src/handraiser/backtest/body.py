"""The report as HTML: the body that the screen and the printable page share."""

from collections.abc import Iterator, Mapping
from html import escape

from handraiser.backtest import words
from handraiser.backtest.markup import Html, Links, card, counted, folded, link, table
from handraiser.backtest.report import Report, Side, StageFlow
from handraiser.backtest.workload import workload


def body(report: Report, links: Links, charts: Mapping[str, str]) -> str:
    """The whole report. `charts`: SVG by name; each has its table beside it."""
    return "\n".join(_sections(report, links, charts))


def _sections(report: Report, links: Links, charts: Mapping[str, str]) -> Iterator[str]:
    yield _valid_part(report.draft, links)
    yield f'<p class="lede">{escape(words.verdict(report))}</p>'
    yield f'<p class="small quiet">{escape(words.whole(report))}. {escape(words.fidelity(report))}</p>'
    if report.warnings:
        items = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
        yield f'<section class="notice is-warn"><div><h2>Where history cannot answer</h2><ul>{items}</ul></div></section>'
    yield _tiles(report, links)
    yield card("Through the stages", _flow(report, links), charts.get("flow", ""))
    yield card("Who would stand elsewhere", _between(report, links))
    yield card(
        "How well it tells won from the others",
        _separation(report),
        charts.get("tenths", ""),
        f"{report.against.capitalize()}. {words.first_come()}",
    )
    yield card("Lift of the tenths", folded("Every tenth", _tenths(report)))
    yield card("Calibration", folded("Every group", _calibration(report)))
    yield card("Promises", _clocks(report, links), charts.get("clocks", ""))
    yield card("Owners and teams by week", workload(report, links), charts.get("volume", ""), words.CAPACITY)
    yield card("Grades and scores", _grades(report, links) + _scores(report, links))
    yield card("What the rules did", _rules(report, links))
    if report.draft.never_fired:
        never = "".join(f"<li>{escape(rule)}</li>" for rule in report.draft.never_fired)
        yield card("Never fired under the draft", f'<ul class="card-body small">{never}</ul>')
    yield card("What people did that does not fit", _differences(report, links))


def _valid_part(side: Side, links: Links) -> str:
    """First of all: which sections were not the draft's own, and what is wrong with those of the draft."""
    if not side.replaced:
        return ""
    items = "".join(
        f"<li>{escape(words.replaced(one, side))}<ul>"
        + "".join(f"<li>{link(links.line(fault.line), words.fault(fault))}</li>" for fault in one.faults)
        + "</ul></li>"
        for one in side.replaced
    )
    return (
        '<section class="notice is-bad"><div class="stack is-tight"><h2>Only a part of the draft was tried</h2>'
        f"<p>{escape(words.valid_part(side))}</p><ul>{items}</ul></div></section>"
    )


def _tiles(report: Report, links: Links) -> str:
    tiles = "".join(
        f'<div class="tile"><span class="name">{escape(words.MOVEMENTS[name])}</span>'
        f'<span class="value">{link(links.leads(movement=name), f"{count:,}")}</span></div>'
        for name, count in report.movements.items()
    )
    return f'<div class="tiles is-small">{tiles}</div>'


def _flow(report: Report, links: Links) -> str:
    flows = [{flow.stage: flow for flow in side.flows} for side in _sides(report)]
    mine, theirs = flows
    titles = {key: (mine.get(key) or theirs[key]).title for key in (*theirs, *mine)}
    rows = []
    for key, title in titles.items():
        for name, side, flow in (
            (_draft(report), "draft", mine.get(key)),
            (_base(report), "base", theirs.get(key)),
        ):
            rows.append((title, name, *_flow_cells(flow, side, titles, links)))
    return table(
        ("Stage", "Version", "Entered", "Still there", "Median days", "Left to"), rows, numbers=(2, 3, 4)
    )


def _flow_cells(
    flow: StageFlow | None, side: str, titles: Mapping[str, str], links: Links
) -> tuple[str, ...]:
    if flow is None:
        return ("-", "-", "-", "there is no such stage")
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


def _between(report: Report, links: Links) -> str:
    titles = {flow.stage: flow.title for side in _sides(report) for flow in side.flows}

    def place(told: str) -> str:
        stage, comma, outcome = told.partition(", ")
        return f"{titles.get(stage, stage)}{comma}{outcome}"

    rows = [
        (place(here), place(there), counted(links, count, base=here, draft=there))
        for here, there, count in report.from_to[:60]
    ]
    if not rows:
        return '<p class="card-body">Nobody.</p>'
    return table((_base(report), _draft(report), "Leads"), rows, numbers=(2,))


def _separation(report: Report) -> str:
    rows = []
    for side, name in ((report.draft, _draft(report)), (report.base, _base(report))):
        for judged in side.judged:
            found = judged.separation
            area = words.with_interval(found.auc) if found.auc is not None else found.why_not
            lift = words.with_interval(found.tenths[0].lift, 2) if found.tenths else "-"
            first = words.with_interval(found.first_come, 2)
            rows.append(
                (
                    judged.number,
                    words.MOMENTS[judged.moment],
                    name,
                    f"{found.leads:,}",
                    f"{found.won:,}",
                    area,
                    lift,
                    first,
                )
            )
    head = (
        "Number",
        "Known",
        "Version",
        "Leads",
        "Won",
        "Area under the curve",
        "Lift of the top tenth",
        "in the order of arrival",
    )
    return table(head, rows, numbers=(3, 4))


def _tenths(report: Report) -> str:
    rows = [
        (
            judged.number,
            words.MOMENTS[judged.moment],
            tenth.place,
            f"{tenth.least:g} and more",
            f"{tenth.leads:,.1f}",
            f"{tenth.won:,.1f}",
            words.with_interval(tenth.rate),
            words.with_interval(tenth.lift, 2),
        )
        for judged in report.draft.judged
        for tenth in judged.separation.tenths
    ]
    if not rows:
        return '<p class="card-body">Nothing to tell.</p>'
    return table(
        ("Number", "Known", "Tenth", "From", "Leads", "Won", "Rate", "Lift"), rows, numbers=(2, 4, 5)
    )


def _calibration(report: Report) -> str:
    rows = [
        (
            judged.number,
            words.MOMENTS[judged.moment],
            f"{one.low:g} to {one.high:g}",
            f"{one.leads:,}",
            f"{one.won:,}",
            words.with_interval(one.rate),
        )
        for judged in report.draft.judged
        for one in judged.separation.bins
    ]
    if not rows:
        return '<p class="card-body">Nothing to tell.</p>'
    return table(("Number", "Known", "Between", "Leads", "Won", "Rate"), rows, numbers=(3, 4))


def _clocks(report: Report, links: Links) -> str:
    rows = [
        (
            clock.name.replace("_", " "),
            name,
            counted(links, clock.started, side=key, clock=clock.name),
            *(
                counted(links, count, side=key, clock=clock.name, fate=fate)
                for fate, count in (
                    ("met", clock.kept),
                    ("breached", clock.broken),
                    ("cancelled", clock.lapsed),
                    ("running", clock.running),
                )
            ),
        )
        for key, name, side in _named(report)
        for clock in side.clocks
    ]
    if not rows:
        return '<p class="card-body">No clock would have been set.</p>'
    return table(
        ("Clock", "Version", "Set", "Kept", "Broken", "Lapsed", "Running"), rows, numbers=(2, 3, 4, 5, 6)
    )


def _grades(report: Report, links: Links) -> str:
    names = list(dict.fromkeys([*report.draft.grades, *report.base.grades]))
    rows = [
        (
            name,
            *(
                counted(links, side.grades.get(name, 0), side=key, grade=name)
                for key, _, side in _named(report)
            ),
        )
        for name in names
    ]
    return table(("Grade", _draft(report), _base(report)), rows, numbers=(1, 2))


def _scores(report: Report, links: Links) -> str:
    levels = sorted({int(level) for side in _sides(report) for level in side.scores})
    rows = [
        (
            f"{level} to below {level + 10}",
            *(
                counted(links, side.scores.get(str(level), 0), side=key, band=str(level))
                for key, _, side in _named(report)
            ),
        )
        for level in levels
    ]
    return table(("Score", _draft(report), _base(report)), rows, numbers=(1, 2))


def _rules(report: Report, links: Links) -> str:
    rows = [
        (
            rule.section,
            rule.rule,
            counted(links, rule.leads, side="draft", section=rule.section, rule=rule.rule),
            f"{rule.share:.1%}",
            f"{rule.points:,.0f}",
            f"{rule.area_without:.3f}" if rule.area_without is not None else "-",
        )
        for rule in report.draft.rules
    ]
    if not rows:
        return '<p class="card-body">No rule gave a point.</p>'
    return table(
        ("Section", "Rule", "Leads", "Share", "Points in all", "Area without it"), rows, numbers=(2, 3, 4, 5)
    )


def _differences(report: Report, links: Links) -> str:
    kinds = list(dict.fromkeys([*report.draft.differs, *report.base.differs]))
    if not kinds:
        return '<p class="card-body">Everything that people did could have been done.</p>'
    rows = [
        (
            words.difference(kind),
            counted(links, report.draft.differs.get(kind, 0), differs=kind),
            f"{report.base.differs.get(kind, 0):,}",
            Html(", ".join(_example(example, links) for example in report.draft.examples.get(kind, [])[:3])),
        )
        for kind in kinds
    ]
    return table(("What", _draft(report), _base(report), "Such as"), rows, numbers=(1, 2))


def _example(example: Mapping[str, object], links: Links) -> str:
    said = f"{example['at']} {example['detail']}".strip()
    return link(links.lead(str(example["lead"])), said)


def _draft(report: Report) -> str:
    return f"draft {report.draft.number}"


def _base(report: Report) -> str:
    return f"version {report.base.number}"


def _named(report: Report) -> tuple[tuple[str, str, Side], ...]:
    return ("draft", _draft(report), report.draft), ("base", _base(report), report.base)


def _sides(report: Report) -> tuple[Side, Side]:
    return report.draft, report.base
