"""The tables of a sheet as a person sees them: each column with its heading, samples, and what it was taken for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handraiser.process.sheet.grid import Grid
from handraiser.process.sheet.texts import one_line

SAMPLES = 3
SAMPLE_CHARACTERS = 90
# So many rows and columns are offered as the place of the headings.
OFFERED = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or a row where stages stand across. `what` is '' where nobody knows what it is."""

    place: str
    heading: str
    what: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns. `read` says that stages were found in it; `head` is where its headings stand."""

    sheet: str
    head: str
    columns: tuple[Column, ...]
    read: bool


def described(
    grid: Grid, at: int, columns: Mapping[int, str], *, end: int, turned: bool, read: bool
) -> Table:
    """The table headed by a row of the sheet, as far as the row `end`. `turned`: the sheet was turned for it."""
    head, below = grid.rows[at], grid.rows[at + 1 : end]
    made, seen = [], set()
    for column, cell in enumerate(head):
        if cell.place in seen:
            continue
        seen.add(cell.place)
        cells = [row[column] for row in below if row[column].filled]
        if cells or cell.filled:
            texts = dict.fromkeys(one_line(one.text)[:SAMPLE_CHARACTERS] for one in cells)
            shown = tuple(texts)[:SAMPLES]
            made.append(Column(cell.place, one_line(cell.text), columns.get(column, ""), shown))
    return Table(grid.name, head_name(at, turned=turned), tuple(made), read)


def head_name(at: int, *, turned: bool) -> str:
    """Where headings stand: `row 3`, or `column 1` where stages stand in columns."""
    return f"{'column' if turned else 'row'} {at + 1}"


def possible_heads(grid: Grid) -> Iterator[tuple[str, str]]:
    """The rows and columns that may hold headings, with what stands in them."""
    for turned in (False, True):
        rows = (grid.turned() if turned else grid).rows if grid.rows else []
        offered = 0
        for at, row in enumerate(rows):
            texts = list(dict.fromkeys(one_line(cell.text) for cell in row if cell.filled))
            if len(texts) > 1 and offered < OFFERED:
                offered += 1
                yield head_name(at, turned=turned), " · ".join(text[:24] for text in texts[:5])


def unread_table(grid: Grid, head: str = "") -> Table | None:
    """A sheet in which no stages were found, by the row or column that may hold its headings."""
    heads = [name for name, _ in possible_heads(grid)]
    if not heads:
        return None
    chosen = head if head in heads else heads[0]
    word, _, number = chosen.partition(" ")
    turned = word == "column"
    seen = grid.turned() if turned else grid
    return described(seen, int(number) - 1, {}, end=len(seen.rows), turned=turned, read=False)
