"""Ids that a spreadsheet took for numbers: 4711.0 is mended; 4.7E+17 has lost its digits and is no id any more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

_FRACTION = r"^(\d+)\.0$"
_CUT = r"^\d(?:[.,]\d+)?[Ee]\+?\d{1,2}$"
_ODD = rf"{_FRACTION}|{_CUT}"


@dataclass(slots=True)
class Ids:
    """`cells` with mended ids; `aside` are cut ones under their column's name, and `notes` say so by line."""

    cells: pl.DataFrame
    aside: list[pl.Series] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)


def mended(cells: pl.DataFrame, columns: Sequence[str]) -> Ids:
    """Mend the ids in these columns. Two cut ids may look the same and would make one person of two, so they are none."""
    ids = Ids(cells)
    for name in columns:
        column = cells.get_column(name)
        if not column.str.contains(_ODD).any():
            continue
        cut = column.str.strip_chars().str.contains(_CUT).fill_null(False)
        whole = column.str.strip_chars().str.replace(_FRACTION, "$1")
        ids.cells = ids.cells.with_columns(whole.set(cut, None).alias(name))
        if cut.any():
            ids.aside.append(column.set(~cut, None))
            for line, cell in cells.filter(cut).select("line", name).iter_rows():
                ids.notes[line] = (
                    f"“{cell.strip()}” is an id that a spreadsheet has cut. It was kept, but is no id."
                )
    return ids
