"""Rows at the end of a report that sum up the others: `Grand Total`, `Summe`, `24 records`."""

from collections.abc import Sequence

import polars as pl

REASON = "A row of totals, no lead."

_WORDS = "totals?|sum(?:me|s)?|subtotals?|zwischensumme|gesamt(?:summe)?|totale|totaal|totaux|suma|somme|soma"
_LABEL = (
    rf"(?i)^(?:grand|sub|net|overall|report|sous|gran)?[\s-]*(?:{_WORDS})"
    r"(?:\s+(?:amount|value|records?|count|rows|général|general|geral))?\s*[:=]?\s*(?:\(?[\d.,\s]*(?:records?|rows|leads)?\)?)$"
    r"|^(?:total\s+)?[\d.,]+\s+(?:records?|rows|leads|contacts|deals|opportunities|results|entries|items|datensätze|einträge)"
    r"(?:\s+(?:total|found|exported|selected))?\.?$"
    r"|^(?:record|row)\s+count\s*[:=]?\s*[\d.,]*$"
)


def lines_of_totals(cells: pl.DataFrame, columns: Sequence[str], reached_by: Sequence[str]) -> list[int]:
    """The lines of rows that begin with such a label, are mostly blank, and say nothing in the columns `reached_by`."""
    nobody = pl.all_horizontal(pl.lit(True), *(pl.col(name).is_null() for name in reached_by))
    rest = cells.filter(nobody)
    if rest.is_empty():
        return []
    label = pl.coalesce(columns).str.strip_chars().str.contains(_LABEL)
    filled = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int32) for name in columns)
    return rest.filter(label, filled <= max(2, len(columns) // 2)).get_column("line").to_list()
