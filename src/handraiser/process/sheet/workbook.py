"""The sheets of an XLSX or XLSM file: values only. Nothing in it is ever run or calculated."""

import io
import warnings
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from handraiser.process.sheet.grid import Book, Cell, Grid, address
from handraiser.process.sheet.limits import AREA, COLUMNS, MERGED_CELLS, MERGES, ROWS, SHEETS
from handraiser.process.sheet.refusals import SheetDamaged, SheetTooLarge
from handraiser.process.sheet.unpacked import look

# What the library raises for files that are no workbooks after all.
DAMAGES = (
    InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    OverflowError,
)  # fmt: skip
SHOWN_FORMULAS = 5
SHOWN_HIDDEN = 10


def read_workbook(content: bytes) -> Book:
    """The visible sheets. Raises `SheetRefused`."""
    seen = look(content)
    values = _load(content, values=True)
    book = Book([], form="XLSX")
    if seen.macros:
        book.form = "XLSM"
        book.notes.append("The workbook has macros. They were not run; only the cells were read.")
    formulas = _load(content, values=False) if seen.formulas else None
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        book.notes.append(f"Hidden sheets were not read: {', '.join(hidden[:10])}.")
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if len(visible) > SHEETS:
        raise SheetTooLarge(f"The workbook has {len(visible)} sheets", f"{SHEETS} sheets")
    for sheet in visible:
        written = formulas[sheet.title] if formulas is not None else None
        book.grids.append(_grid(sheet, written, book.notes))
    return book


def _load(content: bytes, *, values: bool) -> Any:
    try:
        with warnings.catch_warnings():
            # The library warns of drawings and validations that it leaves out; none of them is a value.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=values, keep_links=False)
    except DAMAGES as error:
        raise SheetDamaged from error


def _grid(sheet: Any, written: Any, notes: list[str]) -> Grid:
    height, width = sheet.max_row or 0, sheet.max_column or 0
    if width > COLUMNS or height > ROWS:
        raise SheetTooLarge(
            f"The sheet {sheet.title} has {height:,} rows and {width:,} columns",
            f"{ROWS:,} rows and {COLUMNS} columns",
        )
    texts = {
        (cell.row - 1, cell.column - 1): _text(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    _note_formulas(sheet, written, notes)
    _note_hidden(sheet, texts, notes)
    origins = _origins(sheet)
    filled = [place for place, origin in origins.items() if origin in texts] + list(texts)
    # Formats reach far beyond the last text.
    height = min(height, max((row for row, _ in filled), default=-1) + 1)
    width = min(width, max((column for _, column in filled), default=-1) + 1)
    if height * width > AREA:
        raise SheetTooLarge(
            f"The sheet {sheet.title} is {height:,} rows high and {width:,} columns wide", f"{AREA:,} places"
        )
    rows = []
    for row in range(height):
        cells = []
        for column in range(width):
            origin = origins.get((row, column), (row, column))
            cells.append(Cell(texts.get(origin, ""), f"{sheet.title}!{address(*origin)}"))
        rows.append(tuple(cells))
    return Grid(sheet.title, rows)


def _origins(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of a merged range the one that holds its text."""
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    ranges = list(sheet.merged_cells.ranges)
    area = sum(
        (one.max_row - one.min_row + 1) * (min(one.max_col, COLUMNS) - one.min_col + 1) for one in ranges
    )
    if len(ranges) > MERGES or area > MERGED_CELLS:
        raise SheetTooLarge("The workbook has a great many merged cells", f"{MERGED_CELLS:,} merged cells")
    for one in ranges:
        origin = (one.min_row - 1, one.min_col - 1)
        for row in range(one.min_row - 1, one.max_row):
            for column in range(one.min_col - 1, min(one.max_col, COLUMNS)):
                origins[row, column] = origin
    return origins


def _note_hidden(sheet: Any, texts: Collection[tuple[int, int]], notes: list[str]) -> None:
    """Hidden rows and columns are read like all others; who hid them may have forgotten what stands there."""
    rows = sorted(row for row, one in sheet.row_dimensions.items() if one.hidden)
    columns = [one for one in sheet.column_dimensions.values() if one.hidden]
    held = {row + 1 for row, _ in texts}, {column + 1 for _, column in texts}
    shown = [f"row {row}" for row in rows if row in held[0]]
    shown += [
        f"column {one.index}" for one in columns if any(at in held[1] for at in range(one.min, one.max + 1))
    ]
    if shown:
        more = f" and {len(shown) - SHOWN_HIDDEN} more" if len(shown) > SHOWN_HIDDEN else ""
        notes.append(
            f"{sheet.title}: hidden, and read all the same: {', '.join(shown[:SHOWN_HIDDEN])}{more}."
        )


def _note_formulas(sheet: Any, written: Any, notes: list[str]) -> None:
    """Formulas are never calculated here: their last value is taken, and named where there is none."""
    if written is None:
        return
    taken, missing = 0, []
    for row in written.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                if sheet[cell.coordinate].value is None:
                    missing.append(f"{sheet.title}!{cell.coordinate}")
                else:
                    taken += 1
    if taken:
        notes.append(
            f"{sheet.title}: {_count(taken, 'formula')} not calculated; the value last saved was taken."
        )
    if missing:
        more = f" and {len(missing) - SHOWN_FORMULAS} more" if len(missing) > SHOWN_FORMULAS else ""
        notes.append(
            f"Formulas without a saved value were read as empty: {', '.join(missing[:SHOWN_FORMULAS])}{more}."
        )


def _count(number: int, noun: str) -> str:
    return f"one {noun} was" if number == 1 else f"{number} {noun}s were"


def _text(value: object) -> str:
    """A value as a person would write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value)
