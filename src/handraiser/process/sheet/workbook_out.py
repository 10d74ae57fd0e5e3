"""A document as a workbook that people can fill in: a sheet for each section, and it comes back whole.

Every text is written as text. A cell that begins like a formula is marked so, and none is ever one.
"""

import io
import re
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from handraiser.process.render.titles import section_title, title_of
from handraiser.process.shape import Shape
from handraiser.process.sheet.codec import EXACT, MARK, written
from handraiser.process.sheet.limits import CELL_CHARACTERS
from handraiser.process.sheet.parts import Column, Part, cell_of, parts_of, value_at
from handraiser.process.sheet.refusals import CellTooLong

HOW_TO = "How to fill in"
LINES = (
    "Fill in the sheets, the stages first, and read the file back on the screen Process, From a spreadsheet.",
    "A text in square brackets is a question; put your answer in its place.",
    "Activities and criteria: one in a line, each with a bullet before it.",
    "A criterion is a sentence for people. Below it, after 'when:', may stand the condition for the machine.",
    "Without a condition a person decides, and the machine waits.",
    "Add rows for more stages, clocks, reasons. Leave a cell empty for the usual value.",
    "The lines that begin with § say which part of the process follows; leave them as they are.",
)
FIRST = ("stages", "lead")
WIDE = 48
WIDTHS = {
    "key": 14,
    "title": 24,
    "team": 14,
    "routed": 9,
    "duration": 16,
    "next": 12,
    "points": 9,
    "name": 26,
}

_MARK_FONT = Font(color="8A94A6", size=9)
_TITLE_FONT = Font(bold=True, size=13)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", start_color="E8EDF5")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
# A workbook written twice from one document should be the same.
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the library knows no zones.


def workbook_of(document: Shape) -> bytes:
    """The document as XLSX. Raises `CellTooLong`."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    parts = parts_of(type(document))
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    book.properties.creator = "Handraiser"
    book.properties.title = str(data.get("process", {}).get("name", ""))
    book.properties.created = book.properties.modified = _EPOCH
    sections = list(type(document).model_fields)
    for section in sorted(sections, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST)):
        sheet = _Sheet(book.create_sheet(re.sub(r"[\\/?*:\[\]]", " ", section_title(section))[:31]))
        for part in (part for part in parts.values() if part.path[0] == section):
            sheet.part(part, value_at(data, part.path))
        sheet.finish(frozen=section == "stages")
    _how_to(book.create_sheet(HOW_TO))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Sheet:
    """One sheet, filled from top to bottom."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._row = 0
        self._widths: dict[int, int] = {}

    def part(self, part: Part, value: Any) -> None:
        if self._row:
            self._row += 1
        self._begin(part)
        match part.form:
            case "facts":
                for column in part.columns:
                    self._write((column.heading, cell_of(value, column)), f"{part.name}.{column.key}", head=1)
                self._wide(0, 26)
                self._wide(1, 80)
            case "values":
                self._head(("Key", "Value"), (None, None))
                for key, inner in self._rows(part, value).items():
                    self._write((written(str(key), "text"), written(inner, "value")), f"{part.name}.{key}")
                self._wide(1, 60)
            case "keyed":
                self._head(("Key", *(one.heading for one in part.columns)), (None, *part.columns))
                for key, item in self._rows(part, value).items():
                    cells = (written(str(key), "text"), *(cell_of(item, column) for column in part.columns))
                    self._write(cells, f"{part.name}.{key}")
            case "table":
                self._head(tuple(one.heading for one in part.columns), part.columns)
                for index, item in enumerate(self._rows(part, value)):
                    self._write(tuple(cell_of(item, one) for one in part.columns), f"{part.name}[{index}]")

    def finish(self, *, frozen: bool) -> None:
        for column, width in self._widths.items():
            self._sheet.column_dimensions[get_column_letter(column + 1)].width = width
        if frozen:
            self._sheet.freeze_panes = "B3"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.paperSize = self._sheet.PAPERSIZE_A4
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _begin(self, part: Part) -> None:
        self._row += 1
        title = section_title(part.path[0]) if len(part.path) == 1 else title_of(part.path[-1])
        self._put(0, f"{MARK} {part.name}", font=_MARK_FONT, wrap=False)
        self._put(1, title, font=_TITLE_FONT, wrap=False)

    def _head(self, headings: tuple[str, ...], columns: tuple[Column | None, ...]) -> None:
        self._row += 1
        for index, (heading, column) in enumerate(zip(headings, columns, strict=True)):
            self._put(index, heading, font=_HEAD_FONT, fill=True)
            key = column.key if column is not None else "key"
            self._wide(index, WIDTHS.get(key, WIDE if column is not None and column.kind != "value" else 20))

    def _rows(self, part: Part, value: Any) -> Any:
        """The rows; a part that is empty on purpose, where the usual one is not, says so in one cell."""
        empty: Any = {} if part.form in ("keyed", "values") else []
        if value is not None and not value and not part.required:
            self._write((EXACT + ("{}" if part.form in ("keyed", "values") else "[]"),), part.name)
        return value or empty

    def _write(self, cells: tuple[str, ...], place: str, *, head: int = 0) -> None:
        self._row += 1
        for index, text in enumerate(cells):
            if len(text) > CELL_CHARACTERS:
                raise CellTooLong(place, len(text), CELL_CHARACTERS)
            if text:
                self._put(index, text, font=_HEAD_FONT if index < head else None)

    def _put(
        self, column: int, text: str, *, font: Font | None = None, fill: bool = False, wrap: bool = True
    ) -> None:
        cell = self._sheet.cell(self._row, column + 1, text)
        number = _number(text)
        if number is not None:
            cell.value = number
        else:
            # What begins with = is a formula to the library, unless it is told otherwise.
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        if font is not None:
            cell.font = font
        if fill:
            cell.fill = _HEAD_FILL
        if wrap:
            cell.alignment = _WRAPPED

    def _wide(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), width)


def _number(text: str) -> int | float | None:
    """A number that a spreadsheet gives back just so."""
    if re.fullmatch(r"-?[1-9][0-9]{0,11}|0", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,9}\.[0-9]{1,5}", text) and f"{float(text):.15g}" == text:
        return float(text)
    return None


def _how_to(sheet: Any) -> None:
    for row, line in enumerate(LINES, start=1):
        cell = sheet.cell(row, 1, line)
        cell.data_type = "s"
        cell.alignment = _WRAPPED
    sheet.column_dimensions["A"].width = 110
