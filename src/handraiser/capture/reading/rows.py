"""Records to rows of one table: padded, trimmed, refused; repeated headers and second tables told apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from handraiser.capture.looks import like_value
from handraiser.capture.reading.dialect import Dialect
from handraiser.capture.reading.records import MENDED, Broken, Mended
from handraiser.capture.reading.repair import repair_line
from handraiser.capture.reading.table import Chunk, RowRefused

_SHOWN_CELLS = 40


@dataclass(slots=True)
class _Gathered:
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    refused: list[RowRefused] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    blank: int = 0

    def __len__(self) -> int:
        return len(self.lines) + len(self.refused)


class Rows:
    """Turn records into chunks of a table with the given columns."""

    def __init__(self, columns: Sequence[str], header: Sequence[str], dialect: Dialect) -> None:
        self._columns = list(columns)
        self._width = len(columns)
        self._header = [cell.strip() for cell in header]
        self._header_names = {cell for cell in self._header if cell}
        self._dialect = dialect
        self._second_table: int | None = None

    def chunks(
        self, records: Iterable[tuple[int, list[str]]], *, rows: int, from_line: int
    ) -> Iterator[Chunk]:
        """Chunks of at most `rows` rows; rows that begin before `from_line` are passed over."""
        width = self._width
        gathered = _Gathered()
        line = 0
        for line, cells in records:
            if len(cells) == width and cells.__class__ is list and cells[0] and not self._odd(cells[0]):
                if line >= from_line:
                    gathered.lines.append(line)
                    gathered.rows.append(cells)
            else:
                self._consider(line, cells, gathered, from_line)
            if len(gathered) >= rows:
                yield self._chunk(gathered, line + 1)
                gathered = _Gathered()
        if gathered or gathered.blank:
            yield self._chunk(gathered, line + 1)

    def _odd(self, first: str) -> bool:
        """Whether a row that begins with this cell deserves a closer look."""
        return self._second_table is not None or first in self._header_names or first.isspace()

    def _consider(self, line: int, cells: list[str], gathered: _Gathered, from_line: int) -> None:
        refused = self._refuse(line, cells)
        if line < from_line:
            return
        if refused:
            gathered.refused.append(RowRefused(line, list(cells), refused))
        elif not any(cell.strip() for cell in cells) or self._is_header(cells):
            gathered.blank += 1
        else:
            self._fit(line, cells, gathered)

    def _refuse(self, line: int, cells: list[str]) -> str | None:
        if isinstance(cells, Broken):
            return cells.reason
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or self._is_header(cells):
            return None
        if self._second_table is None and self._begins_table(filled):
            self._second_table = line
        if self._second_table is not None:
            return (
                f"A second table with other columns begins on line {self._second_table}. "
                "Send it as a file of its own."
            )
        if len(filled) == 1 and len(cells) < self._width and self._width > 2 and _is_remark(filled[0]):
            return "A single text in a table of several columns: a remark or a footer, no row."
        return None

    def _is_header(self, cells: list[str]) -> bool:
        stripped = [cell.strip() for cell in cells]
        if stripped == self._header and any(stripped):
            self._second_table = None
            return True
        return False

    def _begins_table(self, filled: list[str]) -> bool:
        names = sum(1 for cell in filled if cell in self._header_names)
        return len(filled) > 1 and names > 1 and names >= 0.6 * len(filled)

    def _fit(self, line: int, cells: list[str], gathered: _Gathered) -> None:
        if isinstance(cells, Mended):
            gathered.notes[line] = MENDED
        if len(cells) > self._width:
            extra = [cell for cell in cells[self._width :] if cell.strip()]
            mended = self._repaired(cells) if extra else None
            if extra and mended is None:
                shown = ", ".join(f"“{cell[:_SHOWN_CELLS]}”" for cell in extra[:3])
                reason = (
                    f"The row has {len(cells)} cells, the header {self._width} columns; left over: {shown}."
                )
                gathered.refused.append(RowRefused(line, list(cells), reason))
                return
            gathered.notes[line] = MENDED if mended else "Empty cells beyond the last column were left out."
            cells = mended or cells[: self._width]
        elif len(cells) < self._width:
            gathered.notes[line] = (
                f"The row has {len(cells)} of {self._width} cells; the others were taken as empty."
            )
            cells = cells + [""] * (self._width - len(cells))
        gathered.lines.append(line)
        gathered.rows.append(list(cells))

    def _repaired(self, cells: list[str]) -> list[str] | None:
        """Blanks before a quote hide it from the strict reading: `a, "b, c"` is two cells."""
        if not any(self._dialect.quote in cell for cell in cells):
            return None
        text = self._dialect.delimiter.join(cells)
        return repair_line(text, self._dialect.delimiter, self._dialect.quote, self._width)

    def _chunk(self, gathered: _Gathered, next_line: int) -> Chunk:
        frame = frame_of(self._columns, gathered.lines, gathered.rows)
        return Chunk(frame, next_line, gathered.refused, gathered.notes, gathered.blank)


def first_rows(chunks: Iterable[Chunk], columns: Sequence[str]) -> pl.DataFrame:
    """The first frame that has rows; an empty one where every row is refused."""
    return next((chunk.frame for chunk in chunks if not chunk.frame.is_empty()), frame_of(columns, [], []))


def frame_of(columns: Sequence[str], lines: Sequence[int], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    """`line` and a text column per header; a column called `line` becomes `line (2)`."""
    series = [pl.Series("line", lines, pl.Int64)]
    by_column: Iterable[Sequence[str]] = zip(*rows, strict=True) if rows else ([] for _ in columns)
    for name, cells in zip(columns, by_column, strict=True):
        series.append(pl.Series(name, cells, pl.String))
    return pl.DataFrame(series)


def _is_remark(text: str) -> bool:
    return " " in text and not like_value(text)
