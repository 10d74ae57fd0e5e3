"""A sheet as cells, whatever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell and where it stands, such as `Sheet1!B4`. Cells that were merged share one place."""

    text: str
    place: str

    @property
    def filled(self) -> bool:
        """Whether anything but blanks stands in it."""
        return bool(self.text.strip())


Row = tuple[Cell, ...]


@dataclass(slots=True)
class Grid:
    """One sheet: rows of equal length."""

    name: str
    rows: list[Row]

    def filled(self) -> Iterator[Cell]:
        """Every cell with something in it, each merged one once."""
        seen: set[str] = set()
        for row in self.rows:
            for cell in row:
                if cell.filled and cell.place not in seen:
                    seen.add(cell.place)
                    yield cell

    def turned(self) -> "Grid":
        """Rows as columns."""
        return Grid(self.name, [tuple(column) for column in zip(*self.rows, strict=True)])


@dataclass(slots=True)
class Book:
    """What a file holds, and what has to be said about it, such as formulas without a value."""

    grids: list[Grid]
    notes: list[str] = field(default_factory=list)
    form: str = ""


def address(row: int, column: int) -> str:
    """The name of a cell: (0, 0) is A1."""
    letters, rest = "", column
    while True:
        letters = chr(ord("A") + rest % 26) + letters
        rest = rest // 26 - 1
        if rest < 0:
            return f"{letters}{row + 1}"
