"""A document as CSV, which every program opens: the table of stages alone, or all of it part below part.

The table of stages is what people know and share; only the whole comes back whole.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from handraiser.kit.spreadsheet import neutral
from handraiser.process.render.titles import title_of
from handraiser.process.shape import Shape
from handraiser.process.sheet.codec import EXACT, written
from handraiser.process.sheet.codec import MARK as PART
from handraiser.process.sheet.parts import Part, cell_of, parts_of, value_at

# Spreadsheets take a CSV for the encoding of their country unless it begins with this mark.
MARK = "\ufeff"


def stage_table_of(document: Shape) -> str:
    """The stages, one in a row, with the familiar columns first. Lines end as CSV asks for."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    columns = parts_of(type(document))["stages"].columns
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(column.heading for column in columns)
    for stage in data["stages"]:
        writer.writerow(
            neutral(written(stage[column.key], column.kind)) if column.key in stage else ""
            for column in columns
        )
    return MARK + stream.getvalue()


def whole_table_of(document: Shape) -> str:
    """Every part of the document below its name, as in the workbook; all rows are of one width."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    rows: list[tuple[str, ...]] = []
    for part in parts_of(type(document)).values():
        rows += [*([()] if rows else []), (f"{PART} {part.name}", title_of(part.path[-1]))]
        rows += _rows(part, value_at(data, part.path))
    width = max(map(len, rows))
    stream = io.StringIO()
    csv.writer(stream).writerows([*map(neutral, row), *[""] * (width - len(row))] for row in rows)
    return MARK + stream.getvalue()


def _rows(part: Part, value: Any) -> Iterator[tuple[str, ...]]:
    if part.form == "facts":
        yield from ((column.heading, cell_of(value, column)) for column in part.columns)
        return
    keyed = part.form in ("keyed", "values")
    headings = ("Value",) if part.form == "values" else tuple(column.heading for column in part.columns)
    yield ("Key", *headings) if keyed else headings
    if value is not None and not value and not part.required:
        # Empty on purpose, where the usual is not.
        yield (EXACT + ("{}" if keyed else "[]"),)
    for key, item in value.items() if isinstance(value, dict) else ((None, one) for one in value or ()):
        cells = (
            (written(item, "value"),)
            if part.form == "values"
            else tuple(cell_of(item, column) for column in part.columns)
        )
        yield (written(str(key), "text"), *cells) if keyed else cells
