"""Charts of a backtest: both versions beside each other."""

from collections import Counter
from typing import Any

from handraiser.backtest.report import Report
from handraiser.web.overview.charts import draw

DRAFT, BASE = "#010101", "#030303"
PAIR = {
    "field": "side",
    "type": "nominal",
    "scale": {"domain": ["draft", "other"], "range": [DRAFT, BASE]},
    "legend": {"title": None, "labelColor": "#040404"},
}
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
        for name, side in (("draft", report.draft), ("other", report.base))
        for flow in side.flows
    ]
    return _bars(values, "stage", "leads", [flow.title for flow in report.draft.flows])


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
        "scale": {"range": [DRAFT, "#020202"]},
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
        for name, side in (("draft", report.draft), ("other", report.base))
        for clock in side.clocks
        if clock.name != "stage_duration"
    ]
    return _bars(values, "clock", "broken", None) if values else ""


def _volume(report: Report) -> str:
    values: list[dict[str, Any]] = []
    for name, side in (("draft", report.draft), ("other", report.base)):
        weeks: Counter[str] = Counter()
        for owner in side.owners:
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
        "color": PAIR,
    }
    return draw(
        {"data": {"values": values}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": encoding}
    )


def _bars(values: list[dict[str, Any]], across: str, up: str, order: list[str] | None) -> str:
    encoding = {
        "x": {
            "field": across,
            "type": "ordinal",
            "title": None,
            "sort": order,
            "axis": {"labelAngle": 0, "labelLimit": 110, "ticks": False},
        },
        "y": {"field": up, "type": "quantitative", "title": up, "axis": PLAIN},
        "color": PAIR,
        "xOffset": {"field": "side"},
    }
    return draw(
        {"data": {"values": values}, "mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": encoding}
    )
