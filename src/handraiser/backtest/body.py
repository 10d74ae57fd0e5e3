"""The report as HTML: the body that the screen and the printable page share."""

from collections.abc import Iterator, Mapping
from html import escape

from handraiser.backtest import words
from handraiser.backtest.glance import glance
from handraiser.backtest.markup import Html, Links, card, counted, folded, link, named, nothing, part, table
from handraiser.backtest.number_tables import calibration, grades, rules, scores, separation, tenths
from handraiser.backtest.report import Report, Side
from handraiser.backtest.sides import base_name, draft_name, sides
from handraiser.backtest.stage_tables import between, flow, moves, never_fired, ways
from handraiser.backtest.workload import workload

# The parts of the report, in their order: where they stand, and how they are called.
PARTS = {
    "glance": "At a glance",
    "stages": "Through the stages",
    "elsewhere": "Who would stand elsewhere",
    "clocks": "Clocks kept and broken",
    "workload": "Owners and teams by week",
    "won": "How well it tells won from the others",
    "numbers": "Grades and scores",
    "rules": "Which rules did the work",
    "never": "What never fired under the draft",
    "differs": "What people did that does not fit",
}


def body(report: Report, links: Links, charts: Mapping[str, str]) -> str:
    """The whole report. `charts`: SVG by name; each has its table beside it."""
    return "\n".join(_sections(report, links, charts))


def _sections(report: Report, links: Links, charts: Mapping[str, str]) -> Iterator[str]:
    yield _valid_part(report.draft, links)
    yield f'<p class="lede">{escape(words.verdict(report))}</p>'
    yield f'<p class="small quiet">{escape(words.whole(report))}. {escape(words.fidelity(report))}</p>'
    if report.warnings:
        items = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
        yield (
            '<section class="notice is-warn"><div class="stack is-tight"><h2>Where history cannot answer</h2>'
            f"<ul>{items}</ul></div></section>"
        )
    yield _tiles(report, links)
    yield _contents()
    yield _card("glance", glance(report))
    yield _card("stages", flow(report, links), charts.get("flow", ""))
    yield _card("elsewhere", between(report, links), note=words.ELSEWHERE)
    yield _card("clocks", _clocks(report, links), charts.get("clocks", ""), words.CLOCKS)
    yield _card("workload", workload(report, links), charts.get("volume", ""), words.CAPACITY)
    told = f"{report.against.capitalize()}. {words.AREA} {words.first_come()}"
    judged = separation(report) + folded("Lift of every tenth", tenths(report))
    judged += folded("Calibration: the share won in each group", calibration(report))
    yield _card("won", judged, charts.get("tenths", ""), told)
    yield _card("numbers", part("Grades", grades(report, links)) + part("Scores", scores(report, links)))
    work = part("Grade and score rules of the draft", rules(report, links))
    work += part("Moves", moves(report)) + part("Owners", ways(report))
    yield _card("rules", work, note=words.RULES)
    yield _card("never", never_fired(report))
    yield _card("differs", _differences(report, links))


def _card(place: str, content: str, chart: str = "", note: str = "") -> str:
    return card(f"part-{place}", PARTS[place], content, chart, note)


def _contents() -> str:
    """Where the parts stand: the report is long."""
    items = "".join(f'<a href="#part-{place}">{escape(title)}</a>' for place, title in PARTS.items())
    return f'<nav class="row small contents" aria-label="Parts of the report">{items}</nav>'


def _valid_part(side: Side, links: Links) -> str:
    """First of all: which sections were not the draft's own, and what is wrong with those of the draft."""
    if not side.replaced:
        return ""
    items = "".join(
        f"<li><b>{escape(words.section(one))}</b>{escape(words.replaced(one, side))}<ul>"
        + "".join(f"<li>{link(links.line(fault.line), words.fault(fault))}</li>" for fault in one.faults)
        + "</ul></li>"
        for one in side.replaced
    )
    return (
        '<section class="notice is-bad"><div class="stack is-tight"><h2>Only a part of the draft was tried</h2>'
        f"<p>{escape(words.valid_part(side))}</p><ul>{items}</ul></div></section>"
    )


def _tiles(report: Report, links: Links) -> str:
    total = max(1, sum(report.movements.values()))
    tiles = "".join(
        f'<div class="tile"><span class="name">{escape(words.SHORT[name])}</span>'
        f'<span class="value">{link(links.leads(movement=name), f"{count:,}")}</span>'
        f'<span class="note">{_share(count / total)} of leads</span></div>'
        for name, count in report.movements.items()
    )
    return f'<div class="tiles is-small">{tiles}</div>'


def _share(part: float) -> str:
    """Few of many are not none."""
    return "under 0.1%" if 0 < part < 0.0005 else f"{part:.1%}"


def _clocks(report: Report, links: Links) -> str:
    """Each clock under both versions."""
    of_side = {key: {clock.name: clock for clock in side.clocks} for key, _, side in sides(report)}
    rows = [
        (
            name.replace("_", " "),
            named(version),
            counted(links, clock.started, side=key, clock=name),
            *(
                counted(links, count, side=key, clock=name, fate=fate)
                for fate, count in (
                    ("met", clock.kept),
                    ("breached", clock.broken),
                    ("cancelled", clock.lapsed),
                    ("running", clock.running),
                )
            ),
            f"{clock.kept / (clock.kept + clock.broken):.1%}" if clock.kept + clock.broken else "-",
        )
        for name in dict.fromkeys(name for clocks in of_side.values() for name in clocks)
        for key, version, _ in sides(report)
        if (clock := of_side[key].get(name)) is not None
    ]
    if not rows:
        return nothing("No clock would have been set.")
    head = ("Clock", "Version", "Set", "Kept", "Broken", "Lapsed", "Running", "Kept, of kept and broken")
    return table(head, rows, numbers=(2, 3, 4, 5, 6, 7))


def _differences(report: Report, links: Links) -> str:
    kinds = list(dict.fromkeys([*report.draft.differs, *report.base.differs]))
    if not kinds:
        return nothing("Everything that people did could have been done under both versions.")
    rows = [
        (
            words.difference(kind),
            counted(links, report.draft.differs.get(kind, 0), differs=kind),
            f"{report.base.differs.get(kind, 0):,}",
            Html(", ".join(_example(example, links) for example in report.draft.examples.get(kind, [])[:3])),
        )
        for kind in kinds
    ]
    return table(("What", draft_name(report), base_name(report), "Such as"), rows, numbers=(1, 2))


def _example(example: Mapping[str, object], links: Links) -> str:
    said = f"{example['at']} {words.act(str(example['detail']))}".strip()
    return link(links.lead(str(example["lead"])), said)
