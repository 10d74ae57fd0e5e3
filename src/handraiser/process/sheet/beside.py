"""Tables that stand beside each other in one sheet, each with stages of its own in an order of its own."""

from collections.abc import Iterator

from handraiser.kit.fold import folded
from handraiser.process.sheet.by_hand import ByHand
from handraiser.process.sheet.grid import Grid
from handraiser.process.sheet.heads import HEADINGS_SEARCHED, Heads
from handraiser.process.sheet.texts import one_line


def side_by_side(grid: Grid, hand: ByHand) -> Iterator[Grid]:
    """The sheet cut before each column that names the stages once more, under the same heading; else as it is."""
    cuts = _cuts(grid, hand)
    if len(cuts) < 2:
        yield grid
        return
    width = len(grid.rows[0])
    for begin, end in zip([0, *cuts[1:]], [*cuts[1:], width], strict=True):
        yield Grid(grid.name, [row[begin:end] for row in grid.rows])


def _cuts(grid: Grid, hand: ByHand) -> list[int]:
    heads = Heads(grid, hand)
    for row in grid.rows[:HEADINGS_SEARCHED]:
        named: dict[str, list[int]] = {}
        places: set[str] = set()
        for column, cell in enumerate(row):
            if cell.filled and cell.place not in places and heads.what(cell) == "title":
                named.setdefault(folded(one_line(cell.text)), []).append(column)
            places.add(cell.place)
        for columns in named.values():
            # Between them something is headed, too: else the name is only repeated.
            if len(columns) > 1 and all(
                any(heads.what(cell) not in (None, "title") for cell in row[begin + 1 : end])
                for begin, end in zip(columns, [*columns[1:], len(row)], strict=True)
            ):
                return columns
    return []
