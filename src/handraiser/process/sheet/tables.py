"""Finding the stage tables of a sheet: which row heads them, which column is what, stages across or down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handraiser.kit.fold import folded
from handraiser.process.sheet.by_hand import ByHand
from handraiser.process.sheet.columns import Table, described
from handraiser.process.sheet.durations import with_unit
from handraiser.process.sheet.grid import Cell, Grid, Row
from handraiser.process.sheet.heads import Columns, Heads, is_heading
from handraiser.process.sheet.limits import STAGES
from handraiser.process.sheet.refusals import SheetTooLarge
from handraiser.process.sheet.remarks import begins_another, is_remark
from handraiser.process.sheet.texts import one_line
from handraiser.process.sheet.words import heading_of, stage_of

# What a spreadsheet calls a sheet that nobody named.
UNNAMED = re.compile(r"(?:sheet|tabelle|table|feuil|hoja|foglio)\s*[0-9]*", re.I)
TIMES = ("duration", "sla")


@dataclass(slots=True)
class StageRow:
    """What the sheet says of one stage: the cells by what they fill, in the order of the sheet.

    `again`: the cells further down, or on other sheets, that name it once more.
    """

    title: Cell
    again: list[Cell] = field(default_factory=list)
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

    def name_again(self, cell: Cell) -> None:
        """Another cell that names the stage."""
        if cell.filled and cell.place != self.title.place and cell.place not in self.places:
            self.places.add(cell.place)
            self.again.append(cell)


@dataclass(slots=True)
class Found:
    """The tables of a sheet in one list of stages, and the cells outside of them with what they may be."""

    stages: list[StageRow] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)
    left: list[tuple[Cell, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    turned: bool = False


def find_stages(grid: Grid, hand: ByHand) -> Found | None:
    """The stage tables of a sheet, or None if there is none."""
    turned = grid.turned() if grid.rows else grid
    upright, across = Heads(grid, hand).score(), Heads(turned, hand).score()
    if max(upright, across) == 0:
        return _named_by_its_sheet(grid, hand)
    seen = turned if across > upright else grid
    found = _Reader(seen, Heads(seen, hand), turned=across > upright).found()
    return found if found.stages else None


class _Reader:
    """One sheet, read from top to bottom."""

    def __init__(self, grid: Grid, heads: Heads, *, turned: bool) -> None:
        self._grid = grid
        self._heads = heads
        self._all = heads.all()
        self._found = Found(turned=turned)
        self._columns: Columns = {}
        self._head: Row = ()
        self._current: StageRow | None = None
        # The stages of the present table.
        self._own: list[StageRow] = []

    def found(self) -> Found:
        begun = [at for at, columns in enumerate(self._all) if columns]
        ends = dict(zip(begun, [*begun[1:], len(self._grid.rows)], strict=True))
        self._trailing = self._first_trailing()
        for at, row in enumerate(self._grid.rows):
            if self._all[at]:
                self._begin(at, row, ends[at])
            elif not any(cell.filled for cell in row):
                continue
            elif not self._columns or self._is_title(at):
                self._outside(row)
            elif not self._refined(at, row):
                self._read(at, row)
        return self._found

    def _begin(self, at: int, row: Row, end: int) -> None:
        following = next(
            (one for one in range(at + 1, end) if any(cell.filled for cell in self._grid.rows[one])), end
        )
        repeated_head = [one_line(cell.text) for cell in row] == [one_line(cell.text) for cell in self._head]
        self._columns, self._head, self._current = dict(self._all[at]), row, None
        self._own = self._own if repeated_head else []
        if following == end and end < len(self._grid.rows):
            # Headings right above headings only group them.
            below = {cell.place for cell in self._grid.rows[end]}
            groups = [cell for cell in _once(row) if cell.place not in below]
            repeated = all(
                one_line(cell.text) in {one_line(one.text) for one in self._grid.rows[end]} for cell in groups
            )
            if not repeated:
                self._found.left.extend((cell, "it stands above the headings") for cell in groups)
            return
        turned = self._found.turned
        self._found.tables.append(described(self._grid, at, self._columns, end=end, turned=turned, read=True))
        for column, what in self._columns.items():
            heading = one_line(row[column].text)
            if what == "ignored":
                self._found.notes.append(f"The column “{heading}” only numbers the rows.")
            elif what == "title" and heading and self._heads.what(row[column]) != "title":
                self._found.notes.append(f"The column “{heading}” was taken for the names of the stages.")

    def _outside(self, row: Row) -> None:
        cells = list(_once(row))
        if len(cells) == 1 and not self._columns:
            self._found.titles.extend(cells)
        else:
            self._found.left.extend((cell, "it stands outside of the table") for cell in cells)

    def _is_title(self, at: int) -> bool:
        """Whether a single text stands right above the headings of another table."""
        if len(list(_once(self._grid.rows[at]))) != 1:
            return False
        below = (
            one
            for one in range(at + 1, len(self._grid.rows))
            if any(cell.filled for cell in self._grid.rows[one])
        )
        return bool(self._all[next(below, at)])

    def _refined(self, at: int, row: Row) -> bool:
        """A second row of headings, below those that were merged over several columns. They take their place."""
        if at == 0 or not self._all[at - 1]:
            return False
        above = {cell.place for cell in self._head}
        own = {column: cell for column, cell in enumerate(row) if cell.filled and cell.place not in above}
        named = {column: self._heads.what(cell) for column, cell in own.items()}
        title = next(column for column, what in self._columns.items() if what == "title")
        if not own or title in own or any(what is None for what in named.values()):
            return False
        if not any(heading_of(one_line(cell.text)) for cell in own.values()):
            return False
        replaced = {
            self._head[column].place: self._head[column] for column in own if self._head[column].filled
        }
        self._found.left.extend((cell, "it stands above the headings") for cell in replaced.values())
        self._columns.update({column: what for column, what in named.items() if what is not None})
        self._head = tuple(own.get(column, cell) for column, cell in enumerate(self._head))
        shown = Grid(self._grid.name, [*self._grid.rows[:at], self._head, *self._grid.rows[at + 1 :]])
        table = described(shown, at, self._columns, end=len(shown.rows), turned=self._found.turned, read=True)
        self._found.tables[-1] = table
        return True

    def _read(self, at: int, row: Row) -> None:
        filled = list(_once(row))
        title = row[next(column for column, what in self._columns.items() if what == "title")]
        behind_blank = not any(cell.filled for cell in self._grid.rows[at - 1])
        if behind_blank and begins_another(filled, title):
            self._columns = {}
            self._found.left.extend((cell, "it stands below the table") for cell in filled)
            return
        if title.filled and (at >= self._trailing or is_remark(title, filled, row)):
            self._found.left.extend((cell, "a remark outside of the table") for cell in filled)
            return
        if title.filled and (self._current is None or self._current.title.place != title.place):
            self._current = self._stage(title)
        if self._current is None:
            self._found.left.extend((cell, "no stage is named in this row") for cell in filled)
            return
        self._current.name_again(title)
        for column, cell in enumerate(row):
            if cell.filled and cell.place != title.place:
                self._cell(self._current, column, cell)

    def _stage(self, title: Cell) -> StageRow:
        known = self._known(one_line(title.text))
        if known is not None:
            if any(one is known for one in self._own) and known is not self._own[-1]:
                places = f"{known.title.place} and {title.place}"
                self._found.notes.append(f"“{known.name}” is named in {places}; both were read as one stage.")
            self._own.append(known)
            return known
        if len(self._found.stages) >= STAGES:
            raise SheetTooLarge(f"The table has more than {STAGES} stages", f"{STAGES} stages")
        made = StageRow(title)
        self._found.stages.append(made)
        self._own.append(made)
        return made

    def _known(self, name: str) -> StageRow | None:
        """The stage of that name; in another table it may go by its other well-known name, such as SQL."""
        named = next((one for one in self._found.stages if folded(one.name) == folded(name)), None)
        if named is not None or stage_of(name) is None:
            return named
        others = [one for one in self._found.stages if not any(one is own for own in self._own)]
        alike = [one for one in others if stage_of(one.name) == stage_of(name)]
        return alike[0] if len(alike) == 1 else None

    def _cell(self, stage: StageRow, column: int, cell: Cell) -> None:
        what, heading = self._columns.get(column), one_line(self._head[column].text)
        if what == "ignored" and re.fullmatch(r"[0-9]+[.)]?", cell.text.strip()):
            return
        if what is None or what in ("nothing", "ignored"):
            why = (
                f"the column '{heading}' has no place in a stage" if heading else "the column has no heading"
            )
            if cell.place not in stage.places:
                stage.places.add(cell.place)
                self._found.left.append(
                    (cell, "its column was left out by hand" if what == "nothing" else why)
                )
        else:
            told = with_unit(cell.text, heading) if what in TIMES else cell.text
            stage.add(what, cell if told == cell.text else replace(cell, text=told))

    def _first_trailing(self) -> int:
        """The first of the last rows that hold but one text each, behind a blank row: they are no stages any more."""
        counts = [len(list(_once(row))) for row in self._grid.rows]
        last = next((at for at in reversed(range(len(counts))) if counts[at] > 1), -1)
        blank = next((at for at in range(last + 1, len(counts)) if counts[at] == 0), None)
        if blank is None or last < 0 or self._all[last]:
            return len(counts)
        names = [one_line(cell.text) for row in self._grid.rows[blank:] for cell in _once(row)]
        return len(counts) if any(stage_of(name) is not None for name in names) else blank


def _named_by_its_sheet(grid: Grid, hand: ByHand) -> Found | None:
    """A sheet that describes a single stage, which only the name of the sheet tells."""
    if UNNAMED.fullmatch(grid.name.strip()) or not grid.rows:
        return None
    for seen, turned in ((grid, False), (grid.turned(), True)):
        filled = [(at, row) for at, row in enumerate(seen.rows) if any(cell.filled for cell in row)]
        if len(filled) != 2 or not any(is_heading(cell) for cell in filled[0][1]):
            continue
        (at, head), (_, row) = filled
        columns = {column: what for column, cell in enumerate(head) if (what := Heads(seen, hand).what(cell))}
        if len({*columns.values()} - {"title"}) < 2 or "title" in columns.values():
            continue
        stage = StageRow(Cell(grid.name, f"the name of the sheet {grid.name}"))
        found = Found(stages=[stage], turned=turned)
        found.tables.append(described(seen, at, columns, end=len(seen.rows), turned=turned, read=True))
        for column, cell in enumerate(row):
            if column in columns:
                stage.add(columns[column], cell)
            elif cell.filled:
                found.left.append(
                    (cell, f"the column '{one_line(head[column].text)}' has no place in a stage")
                )
        found.notes.append(f"The stage {grid.name} is named by its sheet alone.")
        return found
    return None


def _once(row: Row) -> Iterator[Cell]:
    seen: set[str] = set()
    for cell in row:
        if cell.filled and cell.place not in seen:
            seen.add(cell.place)
            yield cell
