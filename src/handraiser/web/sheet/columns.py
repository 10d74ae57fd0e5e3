"""What the columns of a sheet are, as a form: shown with samples, corrected by hand, read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handraiser.process.sheet import Table
from handraiser.process.sheet.columns import possible_heads, unread_table
from handraiser.process.sheet.grid import Book

WHAT, HEAD = "what ", "head "


@dataclass(frozen=True, slots=True)
class Asked:
    """A table and, where no stages were found in it, the rows and columns that may hold its headings."""

    table: Table
    name: str
    heads: tuple[tuple[str, str], ...]

    @property
    def unknown(self) -> int:
        """How many columns nobody knows."""
        return sum(not column.what for column in self.table.columns)


def said(query: Mapping[str, str]) -> dict[str, str]:
    """Place of a heading -> what its column is, as the form says it.

    Of a sheet whose headings are being looked for nothing is said yet.
    """
    looking = query.get("look", "")
    return {
        name.removeprefix(WHAT): word
        for name, word in query.items()
        if name.startswith(WHAT) and word and not (looking and name.startswith(f"{WHAT}{looking}!"))
    }


def asked(book: Book, tables: Iterable[Table], query: Mapping[str, str]) -> list[Asked]:
    """The tables of a reading; those that are not known yet by the headings that were chosen for them."""
    grids = {grid.name: grid for grid in book.grids}
    made = []
    for table in tables:
        if table.read:
            made.append(Asked(table, table.sheet, ()))
            continue
        grid = grids[table.sheet]
        chosen = unread_table(grid, query.get(f"{HEAD}{table.sheet}", "")) or table
        made.append(Asked(chosen, table.sheet, tuple(possible_heads(grid))))
    return made


def unread(book: Book) -> list[Table]:
    """Every sheet of a book in which no stages were found."""
    return [table for grid in book.grids if (table := unread_table(grid)) is not None]
