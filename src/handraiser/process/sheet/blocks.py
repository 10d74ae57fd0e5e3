"""The parts of our own workbook in a sheet: each begins with its name after a mark, such as `§ follow_up.clocks`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handraiser.process.shape import Shape
from handraiser.process.sheet.codec import MARK
from handraiser.process.sheet.grid import Grid, Row
from handraiser.process.sheet.parts import Part, parts_of


@dataclass(slots=True)
class Block:
    """One part as it stands in a sheet; `rows` are all below its name that hold anything."""

    part: Part
    grid: str
    rows: list[Row] = field(default_factory=list)


def find_blocks(grid: Grid, document: type[Shape]) -> Iterator[Block]:
    """Every part in the sheet, from top to bottom."""
    parts = parts_of(document)
    current: Block | None = None
    for row in grid.rows:
        name = row[0].text.strip() if row else ""
        if name.startswith(MARK) and name[len(MARK) :].strip() in parts:
            if current is not None:
                yield current
            current = Block(parts[name[len(MARK) :].strip()], grid.name)
        elif current is not None and any(cell.filled for cell in row):
            current.rows.append(row)
    if current is not None:
        yield current
