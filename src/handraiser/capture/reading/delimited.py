"""A delimited text file (CSV, TSV and their kin) as a table."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import polars as pl

from handraiser.capture.reading.dialect import Dialect, announced_delimiter, cells_of, detect_dialect
from handraiser.capture.reading.encoding import Encoding, detect_encoding
from handraiser.capture.reading.header import KnownHeader, find_header
from handraiser.capture.reading.limits import CHUNK_ROWS, LINE_CHARACTERS, SAMPLE_CHARACTERS, SAMPLE_LINES
from handraiser.capture.reading.lines import Overlong, TextLines, open_lines, sniff_newline
from handraiser.capture.reading.plain import Place, evenly, is_plain, place_of_line, plain_frames
from handraiser.capture.reading.records import Records
from handraiser.capture.reading.refusals import EmptyFile, LineTooLong, NoRows
from handraiser.capture.reading.rows import Rows, first_rows
from handraiser.capture.reading.table import Chunk, Description

_NOT_UTF8 = "Bytes that are not UTF-8 were read as Windows-1252."


class DelimitedTable:
    """Find out encoding, dialect and header on a sample; stream the rows when asked."""

    def __init__(
        self, path: Path, known: KnownHeader, *, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        self._path = path
        self._size = max(path.stat().st_size, 1)
        self._encoding = detect_encoding(path, encoding)
        self._newline = _newline(path, self._encoding)
        lines, self._whole = _sample(path, self._encoding, self._newline)
        announced = announced_delimiter(lines[0])
        self._announced = announced is not None
        lines = lines[1:] if announced else lines
        self._dialect = detect_dialect(lines, delimiter or announced)
        records = _records_of(lines, self._dialect)
        self._header = find_header([cells for _, cells in records], known)
        self._first_line = self._line_after_header(records)
        self._refuse_without_rows(records)
        self.description = self._describe()

    def chunks(self, *, rows: int = CHUNK_ROWS, from_line: int = 0) -> Iterator[Chunk]:
        """Chunks of at most `rows` rows, beginning with the row on `from_line`."""
        names, place = self._header.names, Place(self._encoding.mark, 1)
        if is_plain(self._encoding, self._dialect, self._newline):
            place = place_of_line(self._path, self._encoding, self._first_line)
            plain = plain_frames(self._path, self._dialect, names, self._header.cells, place)
            begun = (frame.filter(pl.col("line") >= from_line) for frame in plain)
            for frame in evenly(begun, rows):
                yield Chunk(
                    frame, int(frame.item(-1, "line")) + 1, position=min(place.byte / self._size, 1.0)
                )
        careful = Rows(names, self._header.cells, self._dialect)
        with open_lines(self._path, replace(self._encoding, mark=place.byte), self._newline) as lines:
            for chunk in careful.chunks(self._records(lines, place), rows=rows, from_line=from_line):
                chunk.position = min(lines.position / self._size, 1.0)
                for number in lines.mended:
                    chunk.notes.setdefault(place.line + number - 1, _NOT_UTF8)
                lines.mended.clear()
                yield chunk

    def sample(self, rows: int = 100) -> pl.DataFrame:
        """The first rows, for guessing and for showing."""
        return first_rows(self.chunks(rows=rows), self._header.names).head(rows)

    def _records(self, lines: TextLines, place: Place) -> Iterator[tuple[int, list[str]]]:
        physical = iter(lines)
        # What stands before the first row is passed over by lines: a broken preamble breaks nothing.
        line = max(place.line, self._first_line)
        for _ in islice(physical, line - place.line):
            pass
        if self._newline == "\r":
            physical = _without_returns(physical)
        records = Records(physical, self._dialect, self._width)
        records.line = line
        return iter(records)

    @property
    def _width(self) -> int:
        return len(self._header.names)

    def _line_after_header(self, records: list[tuple[int, list[str]]]) -> int:
        announced = 1 if self._announced else 0
        if self._header.skipped < len(records):
            return records[self._header.skipped][0] + announced
        return 10**12

    def _refuse_without_rows(self, records: list[tuple[int, list[str]]]) -> None:
        if not self._header.names:
            raise NoRows(
                "The file begins with too many blank lines."
                if not self._whole
                else "The file has only blank lines."
            )
        if not self._whole:
            return
        rows = [cells for _, cells in records[self._header.skipped :] if any(cell.strip() for cell in cells)]
        if not rows:
            raise NoRows("The file has a header and nothing under it.")

    def _describe(self) -> Description:
        notes = [self._encoding.note] if self._encoding.note else []
        return Description(
            format="delimited",
            columns=self._header.names,
            header_line=self._first_line - 1 if self._header.cells else 0,
            notes=[*notes, *self._header.notes],
            encoding=self._encoding.codec,
            delimiter=self._dialect.delimiter,
            quote=self._dialect.quote,
            escape=self._dialect.escape,
        )


def _newline(path: Path, encoding: Encoding) -> str:
    with path.open("rb") as file:
        head = file.read(encoding.mark + SAMPLE_CHARACTERS)[encoding.mark :]
    return sniff_newline(head.decode(encoding.codec, "replace"))


def _sample(path: Path, encoding: Encoding, newline: str) -> tuple[list[str], bool]:
    """The first lines, and whether they are the whole file."""
    taken: list[str] = []
    characters = told = 0
    with open_lines(path, encoding, newline) as lines:
        for line in lines:
            if isinstance(line, Overlong):
                raise LineTooLong(len(taken) + 1, LINE_CHARACTERS)
            taken.append(line if newline == "\n" else line.replace("\r", "\n"))
            characters += len(line)
            told += not line.isspace()
            if told >= SAMPLE_LINES or characters >= SAMPLE_CHARACTERS:
                return taken, False
    if not taken:
        raise EmptyFile
    return taken, True


def _records_of(lines: list[str], dialect: Dialect) -> list[tuple[int, list[str]]]:
    widths = sorted(len(cells) for cells in cells_of(lines, dialect) if cells)
    columns = widths[len(widths) // 2] if widths else 0
    return [(line, list(cells)) for line, cells in Records(lines, dialect, columns)]


def _without_returns(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if isinstance(line, Overlong) else line.replace("\r", "\n")
