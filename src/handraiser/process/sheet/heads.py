"""Which row heads a table of stages, and what each of its columns is."""

from handraiser.process.sheet.by_hand import ByHand
from handraiser.process.sheet.grid import Cell, Grid, Row
from handraiser.process.sheet.texts import cleaned, one_line
from handraiser.process.sheet.words import field_of, heading_of, naming, stage_of

HEADINGS_SEARCHED = 200
LONGEST_HEADING = 60
Columns = dict[int, str]


class Heads:
    """The rows that head tables in a sheet; what a person said of a column counts before its words."""

    def __init__(self, grid: Grid, hand: ByHand) -> None:
        self._grid = grid
        self._hand = hand

    def score(self) -> float:
        """How much of a table of stages the sheet holds, read this way round."""
        return max(
            (
                self._worth(at, self.columns(at))
                for at in range(min(len(self._grid.rows), HEADINGS_SEARCHED))
                if any(cell.filled for cell in self._grid.rows[at])
            ),
            default=0.0,
        )

    def all(self) -> list[Columns]:
        """For each row its columns if it heads a table, else nothing. Below a table only sure headings head another."""
        found: list[Columns] = []
        begun = False
        for at, row in enumerate(self._grid.rows):
            columns = self.columns(at) if any(cell.filled for cell in row) else {}
            if columns and begun and not self._by_hand(row) and self._sure(row) < 2:
                columns = {}
            if columns and at and found[at - 1] and all(self.what(cell) != "title" for cell in row):
                # Below headings it names their parts; the column of the stages is headed already.
                columns = {}
            begun = begun or bool(columns)
            found.append(columns)
        return found

    def columns(self, at: int) -> Columns:
        """What each column is, if this row heads a table of stages; else nothing."""
        row = self._grid.rows[at]
        columns: Columns = {}
        seen: set[str] = set()
        for column, cell in enumerate(row):
            what = self.what(cell)
            # A heading merged over several columns heads all of them; the stage has one name only.
            if what is not None and not (what == "title" and cell.place in seen):
                columns[column] = what
            seen.add(cell.place)
        _one_title(row, columns, self._grid, at, self._hand)
        kinds = set(columns.values()) - {"nothing", "ignored", "key"}
        if "title" not in kinds and len(kinds) >= 2:
            named = _column_of_stages(at, columns, self._grid)
            if named is None:
                return {}
            columns[named] = "title"
            kinds.add("title")
        by_hand = any(self._hand.of(cell) == "title" for cell in row)
        return columns if "title" in kinds and (len(kinds) >= 2 or by_hand) else {}

    def what(self, cell: Cell) -> str | None:
        """What a column with this heading is."""
        said = self._hand.of(cell)
        if said is not None or not cell.filled:
            return said
        text = one_line(cell.text)
        return field_of(text) if len(text) <= LONGEST_HEADING else None

    def _worth(self, at: int, columns: Columns) -> float:
        row = self._grid.rows[at]
        if not columns:
            return 0.0
        kinds = {what for what in columns.values() if what != "nothing"}
        return len(kinds) + 0.5 * self._sure(row) + (100.0 if self._by_hand(row) else 0.0)

    def _by_hand(self, row: Row) -> bool:
        return any(self._hand.of(cell) not in (None, "nothing") for cell in row)

    def _sure(self, row: Row) -> int:
        return len({what for cell in row if cell.filled and (what := heading_of(one_line(cell.text)))})


def is_heading(cell: Cell) -> bool:
    """Whether the text is a heading that is known as a whole, and no name of a stage."""
    text = one_line(cell.text)
    return cell.filled and stage_of(text) is None and heading_of(text) is not None


def _one_title(row: Row, columns: Columns, grid: Grid, at: int, hand: ByHand) -> None:
    """Where several columns could name the stages, the surest one does; of equal ones the one with more names."""
    titles = [column for column, what in columns.items() if what == "title"]
    if len(titles) < 2:
        return
    below = grid.rows[at + 1 : at + 41]

    def rank(column: int) -> tuple[bool, int, int]:
        names = {cleaned(one[column].text).casefold() for one in below if one[column].filled}
        return hand.of(row[column]) == "title", naming(row[column].text), len(names)

    best = max(titles, key=rank)
    for column in titles:
        if column != best:
            del columns[column]


def _column_of_stages(at: int, columns: Columns, grid: Grid) -> int | None:
    """The column without a known heading in which stages are named: by well-known names, else the first one."""
    row, below = grid.rows[at], grid.rows[at + 1 : at + 41]
    for column in range(len(row)):
        if column not in columns:
            known = sum(stage_of(one_line(one[column].text)) is not None for one in below)
            if known >= 2 or (known and not row[column].filled):
                return column
    first = min(columns)
    for column in range(first):
        names = [one[column] for one in below if one[column].filled]
        enough = len(set(columns.values())) >= (2 if not row[column].filled else 3)
        if names and enough and all(len(cleaned(cell.text)) <= LONGEST_HEADING for cell in names):
            return column
    return None
