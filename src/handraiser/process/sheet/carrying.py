"""The sheets of a file as one text, so that a page can hand them back with what a person said of their columns.

The text comes back from a browser, so it is held to the same limits as a file.
"""

import json
from typing import Any

from handraiser.process.sheet.grid import Book, Cell, Grid, address
from handraiser.process.sheet.limits import AREA, COLUMNS, MERGED_CELLS, ROWS, SHEETS
from handraiser.process.sheet.opening import refuse_too_much
from handraiser.process.sheet.refusals import SheetDamaged

# Longer than any book within the limits.
LONGEST = 6 * 1024**2


def carried(book: Book) -> str:
    """The book as a text: for each sheet its size, its texts, and which cells are merged with which."""
    return json.dumps(
        {"form": book.form, "notes": book.notes, "grids": [_sheet(grid) for grid in book.grids]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def taken_back(text: str) -> Book:
    """The book of such a text. Raises `SheetRefused`."""
    if len(text) > LONGEST:
        raise SheetDamaged("it came back larger than it was sent")
    try:
        data = json.loads(text)
        sheets = data["grids"][: SHEETS + 1]
        if len(sheets) > SHEETS:
            raise SheetDamaged("it has more sheets than it can have")
        book = Book([_grid(one) for one in sheets], [str(note) for note in data["notes"]], str(data["form"]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise SheetDamaged("it did not come back whole from the page") from error
    refuse_too_much(book)
    return book


def _sheet(grid: Grid) -> dict[str, Any]:
    cells: list[list[object]] = []
    merged: list[list[int]] = []
    first: dict[str, tuple[int, int]] = {}
    for row, line in enumerate(grid.rows):
        for column, cell in enumerate(line):
            if not cell.filled:
                continue
            origin = first.setdefault(cell.place, (row, column))
            if origin == (row, column):
                cells.append([row, column, cell.text, cell.place])
            else:
                merged.append([row, column, *origin])
    width = len(grid.rows[0]) if grid.rows else 0
    return {"name": grid.name, "size": [len(grid.rows), width], "cells": cells, "merged": merged}


def _grid(data: dict[str, Any]) -> Grid:
    name, (height, width) = str(data["name"]), data["size"]
    if not (0 <= height <= ROWS and 0 <= width <= COLUMNS and height * width <= AREA):
        raise SheetDamaged("it came back larger than it can be")
    if len(data["merged"]) > MERGED_CELLS:
        raise SheetDamaged("it came back with more merged cells than it can have")
    filled = {
        (int(row), int(column)): Cell(str(text), str(place)) for row, column, text, place in data["cells"]
    }
    filled |= {
        (int(row), int(column)): filled[int(first), int(other)]
        for row, column, first, other in data["merged"]
    }
    return Grid(
        name,
        [
            tuple(
                filled.get((row, column)) or Cell("", f"{name}!{address(row, column)}")
                for column in range(width)
            )
            for row in range(height)
        ],
    )
