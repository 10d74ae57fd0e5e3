"""Finding the stage tables of a sheet: which row heads them, which column is what, stages across or down."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handraiser.process.sheet.grid import Cell, Grid, Row
from handraiser.process.sheet.limits import STAGES
from handraiser.process.sheet.refusals import SheetTooLarge
from handraiser.process.sheet.texts import cleaned, one_line
from handraiser.process.sheet.words import field_of, stage_of

HEADINGS_SEARCHED = 200


@dataclass(slots=True)
class StageRow:
    """What the sheet says of one stage: the cells by what they fill, in the order of the sheet."""

    title: Cell
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of the stage as written."""
        return one_line(self.title.text)

    def add(self, what: str, cell: Cell) -> None:
        """Another cell; a merged one counts once, in the first column it covers."""
        if cell.filled and cell.place not in self.places:
            self.places.add(cell.place)
            self.cells.setdefault(what, []).append(cell)


@dataclass(slots=True)
class Found:
    """The tables of a sheet in one list of stages, and the cells outside of them with what they may be."""

    stages: list[StageRow] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)
    left: list[tuple[Cell, str]] = field(default_factory=list)
    turned: bool = False


def find_stages(grid: Grid) -> Found | None:
    """The stage tables of a sheet, or None if there is none."""
    turned = grid.turned() if grid.rows else grid
    upright, across = _best(grid), _best(turned)
    if max(upright, across) == 0:
        return None
    found = Found(turned=across > upright)
    _read(turned if found.turned else grid, found)
    return found if found.stages else None


def _best(grid: Grid) -> int:
    return max(
        (len(set(_headings(at, grid).values())) for at in range(min(len(grid.rows), HEADINGS_SEARCHED))),
        default=0,
    )


def _headings(at: int, grid: Grid) -> dict[int, str]:
    """What each column is, if this row heads a stage table; else nothing."""
    row = grid.rows[at]
    columns: dict[int, str] = {}
    seen: set[str] = set()
    for column, cell in enumerate(row):
        what = field_of(one_line(cell.text)) if cell.place not in seen else None
        seen.add(cell.place)
        if what is not None:
            columns[column] = what
    kinds = set(columns.values())
    if "title" not in kinds and len(kinds) >= 2:
        named = _column_of_stages(at, columns, grid)
        if named is None:
            return {}
        columns[named] = "title"
    kinds = set(columns.values()) - {"ignored", "key"}
    return columns if "title" in kinds and len(kinds) >= 2 else {}


def _column_of_stages(at: int, columns: dict[int, str], grid: Grid) -> int | None:
    """The column without a known heading in which stages are named."""
    row, below = grid.rows[at], grid.rows[at + 1 : at + 41]
    for column in range(len(row)):
        if column not in columns:
            known = sum(stage_of(one_line(one[column].text)) is not None for one in below)
            if known >= 2 or (known and not row[column].filled):
                return column
    return None


def _read(grid: Grid, found: Found) -> None:
    headings: dict[int, str] = {}
    head: Row = ()
    current: StageRow | None = None
    heads = [_headings(at, grid) for at in range(len(grid.rows))]
    for index, row in enumerate(grid.rows):
        begun = heads[index]
        if begun:
            headings, head, current = begun, row, None
        elif not headings or _is_title(index, grid, heads):
            found.titles.extend(_once(row))
        else:
            current = _stage(row, headings, head, current, found)


def _is_title(index: int, grid: Grid, heads: list[dict[int, str]]) -> bool:
    """Whether a single text stands right above the headings of another table."""
    if len(list(_once(grid.rows[index]))) != 1:
        return False
    below = (at for at in range(index + 1, len(grid.rows)) if any(cell.filled for cell in grid.rows[at]))
    return bool(heads[next(below, index)])


def _stage(
    row: Row, headings: dict[int, str], head: Row, current: StageRow | None, found: Found
) -> StageRow | None:
    filled = list(_once(row))
    if not filled:
        return current
    at = next(column for column, what in headings.items() if what == "title")
    title = row[at]
    if title.filled and _is_remark(title, filled):
        found.left.append((title, "a remark outside of the table"))
        return current
    if title.filled and (current is None or current.title.place != title.place):
        current = next((one for one in found.stages if _same(one.name, one_line(title.text))), None)
        if current is None:
            if len(found.stages) >= STAGES:
                raise SheetTooLarge(f"The table has more than {STAGES} stages", f"{STAGES} stages")
            current = StageRow(title)
            found.stages.append(current)
    if current is None:
        found.left.extend((cell, "no stage is named in this row") for cell in filled)
        return None
    for column, cell in enumerate(row):
        what = headings.get(column)
        if what == "title" or what == "ignored" or not cell.filled or cell.place == current.title.place:
            continue
        if what is None:
            heading = one_line(head[column].text)
            why = (
                f"the column '{heading}' has no place in a stage" if heading else "the column has no heading"
            )
            if cell.place not in current.places:
                current.places.add(cell.place)
                found.left.append((cell, why))
        else:
            current.add(what, cell)
    return current


def _once(row: Row) -> Iterator[Cell]:
    seen: set[str] = set()
    for cell in row:
        if cell.filled and cell.place not in seen:
            seen.add(cell.place)
            yield cell


def _is_remark(title: Cell, filled: list[Cell]) -> bool:
    """A single text below a table that is no name of a stage."""
    text = cleaned(title.text)
    return (
        len(filled) == 1
        and stage_of(text) is None
        and (len(text) > 60 or text.endswith((".", ":", "!", "?")))
    )


def _same(one: str, other: str) -> bool:
    if one.casefold() == other.casefold():
        return True
    return stage_of(one) is not None and stage_of(one) == stage_of(other)
