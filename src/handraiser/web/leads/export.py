"""The list as CSV, row by row as it is read, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from handraiser.kit.spreadsheet import neutral
from handraiser.lead.catalogue import COLUMNS
from handraiser.web.leads.listing import every
from handraiser.web.leads.selection import Selection

LINES = 500


def lines(columns: Sequence[str], selection: Selection) -> Iterator[str]:
    """The file in pieces: first the heading, then all leads. Begins with a mark so that Excel reads UTF-8."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(["id", *columns])
    piece: list[str] = []
    for row in every(columns, selection):
        piece.append(writer.writerow([str(row[0]), *map(_cell, columns, row[1:])]))
        if len(piece) == LINES:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if isinstance(value, list):
        return neutral("; ".join(map(str, value)))
    if COLUMNS[name].type == "json":
        return neutral(str(value))
    return neutral(str(value))


class _Echo:
    """What csv.writer writes to: hands each line straight back."""

    def write(self, line: str) -> str:
        return line
