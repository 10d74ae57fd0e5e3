"""Charts of a backtest: both versions beside each other."""

from collections import Counter
from typing import Any

from handraiser.backtest.report import Report, Side
from handraiser.backtest.sides import base_name, draft_name
from handraiser.web.overview.charts import draw

DRAFT, BASE, OTHER = "#010101", "#030303", "#020202"
UNITS = {"leads": "leads that entered", "broken": "clocks broken"}
PLAIN = {"grid": True, "tickCount": 4, "domain": False, "ticks": False}


def charts(report: Report) -> dict[str, str]:
    """SVG by name: flow, tenths, clocks, volume; what has nothing to show is left out."""
    found = {
        "flow": _flow(report),
        "tenths": _tenths(report),
        "clocks": _clocks(report),
        "volume": _volume(report),
    }
    return {name: chart for name, chart in found.items() if chart}


def _flow(report: Report) -> str:
    values = [
        {"stage": flow.title, "side": name, "leads": flow.entered}
        for name, side in _sides(report)
        for flow in side.flows
    ]
    return _bars(report, values, "stage", "leads", [flow.title for flow in report.draft.flows])


def _tenths(report: Report) -> str:
    values = [
        {"tenth": tenth.place, "number": judged.number, "lift": tenth.lift.value}
        for judged in report.draft.judged
        if judged.moment == "last"
        for tenth in judged.separation.tenths
    ]
    if not values:
        return ""
    colour = {
        "field": "number",
        "type": "nominal",
        "scale": {"range": [DRAFT, OTHER]},
        "legend": {"title": None, "labelColor": "#040404"},
    }
    encoding = {
        "x": {
            "field": "tenth",
            "type": "ordinal",
            "title": "tenth, the best first",
            "axis": {"labelAngle": 0, "ticks": False},
        },
        "y": {"field": "lift", "type": "quantitative", "title": "lift", "axis": PLAIN},
        "color": colour,
        "xOffset": {"field": "number"},
    }
    return draw({"data": {"values": values}, "mark": "bar", "encoding": encoding})


def _clocks(report: Report) -> str:
    values = [
        {"clock": clock.name.replace("_", " "), "side": name, "broken": clock.broken}
        for name, side in _sides(report)
        for clock in side.clocks
        if clock.name != "stage_duration"
    ]
    return _bars(report, values, "clock", "broken", None) if values else ""


def _volume(report: Report) -> str:
    values: list[dict[str, Any]] = []
    for name, side in _sides(report):
        weeks: Counter[str] = Counter()
        for owner in side.owners:
            if owner.owner_id is not None:
                weeks.update(owner.by_week)
        values += [{"week": week, "side": name, "leads": count} for week, count in sorted(weeks.items())]
    if not values:
        return ""
    encoding = {
        "x": {
            "field": "week",
            "type": "ordinal",
            "title": None,
            "axis": {"labelAngle": 0, "labelOverlap": True, "ticks": False},
        },
        "y": {"field": "leads", "type": "quantitative", "title": "leads given to owners", "axis": PLAIN},
        "color": _pair(report, OTHER),
    }
    return draw(
        {"data": {"values": values}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": encoding}
    )


def _sides(report: Report) -> tuple[tuple[str, Side], ...]:
    return (draft_name(report), report.draft), (base_name(report), report.base)


def _pair(report: Report, other: str) -> dict[str, Any]:
    """Both versions by their names; `other` is the colour of the one that is not the draft."""
    return {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": [name for name, _ in _sides(report)], "range": [DRAFT, other]},
        "legend": {"title": None, "labelColor": "#040404"},
    }


def _bars(report: Report, values: list[dict[str, Any]], across: str, up: str, order: list[str] | None) -> str:
    encoding = {
        "x": {
            "field": across,
            "type": "ordinal",
            "title": None,
            "sort": order,
            # A title of several words takes a line for each, so that none is cut.
            "axis": {"labelAngle": 0, "labelExpr": "split(datum.label, ' ')", "ticks": False},
        },
        "y": {"field": up, "type": "quantitative", "title": UNITS[up], "axis": PLAIN},
        "color": _pair(report, BASE),
        "xOffset": {"field": "side"},
    }
    return draw(
        {"data": {"values": values}, "mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": encoding}
    )
