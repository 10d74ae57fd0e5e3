"""Records of a delimited text, streamed: each with the line on which it begins, mended or refused when broken."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from handraiser.capture.reading.dialect import Dialect
from handraiser.capture.reading.limits import CELL_CHARACTERS, LINE_CHARACTERS, RECORD_LINES
from handraiser.capture.reading.lines import Overlong
from handraiser.capture.reading.repair import repair_line

_JOINED_LINES = 12

MENDED = "A quote that does not pair was read as a mere character."


class Broken(list[str]):
    """A record that no reading fits: its lines as they stand, and the reason."""

    def __init__(self, cells: Iterable[str], reason: str) -> None:
        super().__init__(cells)
        self.reason = reason


class Mended(list[str]):
    """A record that could be read only by taking a quote as a mere character."""


class Records:
    """Iterate `(line, cells)`; cells are a plain list, `Mended` or `Broken`."""

    def __init__(self, lines: Iterable[str], dialect: Dialect, columns: int) -> None:
        self._source = iter(lines)
        self._dialect = dialect
        self._columns = columns
        self._keep = dialect.keep_backslashes
        self._escaped = dialect.escape is not None
        self._pending: list[str] = []
        self._returned: deque[str] = deque()
        self.line = 1

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        pending = self._pending
        while True:
            try:
                for cells in csv.reader(self._feed(), **self._dialect.options()):
                    begins = self.line
                    if len(pending) > 1 and len(cells) != self._columns and self._columns > 1:
                        yield begins, self._mend() or self._accept(cells)
                        break
                    self.line += len(pending)
                    pending.clear()
                    yield begins, cells
                else:
                    return
            except (csv.Error, _RecordTooLong):
                begins = self.line
                yield begins, self._mend() or self._give_up()

    def _feed(self) -> Iterator[str]:
        """Lines for the csv reader, kept in `_pending` until their record is complete."""
        pending = self._pending
        while self._returned:
            line = self._returned.popleft()
            pending.append(line)
            if line.__class__ is Overlong:
                raise _RecordTooLong
            yield self._keep(line)
        for line in self._source:
            pending.append(line)
            if len(pending) > RECORD_LINES or line.__class__ is Overlong:
                raise _RecordTooLong
            yield self._keep(line) if self._escaped else line

    def _accept(self, cells: list[str]) -> list[str]:
        self._take(len(self._pending))
        return cells

    def _mend(self) -> list[str] | None:
        """Read the broken record as fewer lines with the right number of cells; give the other lines back."""
        lines = self._pending
        if lines[0].__class__ is Overlong:
            return None
        for count in range(1, min(len(lines), _JOINED_LINES) + 1):
            text = "".join(lines[:count]).rstrip("\r\n")
            cells = repair_line(text, self._dialect.delimiter, self._dialect.quote, self._columns)
            if cells is not None:
                self._take(count)
                return Mended(cells)
        return None

    def _give_up(self) -> Broken:
        first = self._pending[0]
        self._take(1)
        if first.__class__ is Overlong:
            reason = f"The line runs on for more than {LINE_CHARACTERS:,} characters."
        elif len(first) > CELL_CHARACTERS:
            reason = (
                f"A cell of this row has more than {CELL_CHARACTERS:,} characters, or its quotes do not pair."
            )
        else:
            reason = "A quote is opened and never closed, so the cells of this row cannot be told apart."
        return Broken([first.rstrip("\r\n")[:1000]], reason)

    def _take(self, count: int) -> None:
        """The first `count` pending lines are dealt with; the others are read again."""
        self.line += count
        self._returned.extendleft(reversed(self._pending[count:]))
        self._pending.clear()


class _RecordTooLong(Exception):
    """A record has run on for so long that a quote must have been left open."""
