"""Figures kept in the document: frozen with their date, so that a later one can be held against them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handraiser.process.editing import Put, edit
from handraiser.process.source import plain, read_source
from handraiser.report.baseline import Figure


def with_baseline(text: str, figures: Sequence[Figure], *, period: str, on: date) -> str:
    """The text with these figures in `discovery.baseline`; what else people wrote there stays in front.

    Raises `CannotEdit` where the text cannot be read.
    """
    taken = {figure.measure for figure in figures}
    kept = [entry for entry in _written(text) if entry.get("measure") not in taken]
    entries = [*kept, *(_entry(figure, period, on) for figure in figures)]
    return edit(text, [Put(("discovery", "baseline"), entries)])


def _entry(figure: Figure, period: str, on: date) -> dict[str, Any]:
    entry: dict[str, Any] = {"measure": figure.measure}
    if figure.value is None:
        return entry | {"on": on.isoformat(), "why_not": figure.why_not}
    return entry | {
        "value": round(figure.value, 2),
        "unit": figure.unit,
        "n": figure.n,
        "period": period,
        "on": on.isoformat(),
    }


def _written(text: str) -> list[dict[str, Any]]:
    root = read_source(text).root
    whole = plain(root) if root is not None else None
    section = whole.get("discovery") if isinstance(whole, dict) else None
    entries = section.get("baseline") if isinstance(section, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
