"""Charts as SVG without script: Vega-Lite draws them here, and the style sheet colours them, light or dark."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import vl_convert

from handraiser.report import Bucket, Week

WIDTH, HEIGHT = 640, 190
# Stand-ins that the drawing carries through, exchanged afterwards for the colours of the style sheet.
COLOURS = {
    "#010101": "var(--chart-1)",
    "#020202": "var(--chart-2)",
    "#030303": "var(--chart-rest)",
    "#040404": "var(--ink-3)",
    "#050505": "var(--line)",
    "#060606": "var(--bad-solid)",
}
AXIS = {
    "labelColor": "#040404",
    "gridColor": "#050505",
    "domainColor": "#050505",
    "tickColor": "#050505",
    "labelFontSize": 11,
    "labelPadding": 6,
    "titleColor": "#040404",
    "titleFontWeight": 400,
    "titleFontSize": 11,
}
FORMATS: dict[Bucket, str] = {"day": "%d %b", "week": "%d %b", "month": "%b %Y"}


@lru_cache(maxsize=128)
def opened(weeks: tuple[Week, ...], bucket: Bucket) -> str:
    """Leads opened, and in front those of them that have been won since."""
    values = [{"starts": week.starts.isoformat(), "opened": week.opened, "won": week.won} for week in weeks]
    layers = [_bars("opened", "#030303"), _bars("won", "#010101")]
    return draw({"data": {"values": values}, "encoding": {"x": _time(bucket)}, "layer": layers})


@lru_cache(maxsize=128)
def promises(weeks: tuple[Week, ...], bucket: Bucket) -> str:
    """Promises kept above the line and broken below it."""
    values = [
        {"starts": week.starts.isoformat(), "kept": week.kept, "broken": -week.broken}
        for week in weeks
        if week.kept or week.broken
    ]
    layers = [_bars("kept", "#010101"), _bars("broken", "#060606")]
    return draw({"data": {"values": values}, "encoding": {"x": _time(bucket)}, "layer": layers})


CHARTS: dict[str, Callable[[tuple[Week, ...], Bucket], str]] = {"opened": opened, "promises": promises}


def _bars(field: str, colour: str) -> dict[str, Any]:
    axis = {"grid": True, "tickCount": 4, "domain": False, "ticks": False}
    return {
        "mark": {"type": "bar", "color": colour, "cornerRadiusEnd": 2, "width": {"band": 0.72}},
        "encoding": {"y": {"field": field, "type": "quantitative", "title": None, "axis": axis}},
    }


def _time(bucket: Bucket) -> dict[str, Any]:
    axis = {"labelAngle": 0, "labelOverlap": True, "grid": False, "ticks": False}
    text = f"utcFormat(toDate(datum.value), '{FORMATS[bucket]}')"
    # Buckets stand side by side as names in order; a time axis would leave gaps of changing width.
    return {"field": "starts", "type": "ordinal", "title": None, "axis": {**axis, "labelExpr": text}}


def draw(spec: dict[str, Any]) -> str:
    """The chart as SVG in the colours of the style sheet."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "config": {"font": "system-ui", "view": {"stroke": None}, "axis": AXIS},
        **spec,
    }
    svg: str = vl_convert.vegalite_to_svg(whole)
    for stand_in, colour in COLOURS.items():
        svg = svg.replace(f'"{stand_in}"', f'"{colour}"')
    # Its own roles would tell a screen reader of every bar; the table beside it says the same in order.
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
