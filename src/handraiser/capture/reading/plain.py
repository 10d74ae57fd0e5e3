"""The fast way through files of plain lines: whole blocks at once, as long as nothing in them is special.

Special is anything that the careful reading (`records`, `rows`) would treat as more than cells between
delimiters: quotes, NULs, lone carriage returns, bytes that are no UTF-8, ragged or blank rows, a row that
begins like the header. At the first such block this way ends, and says where the careful one goes on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from handraiser.capture.reading.dialect import Dialect
from handraiser.capture.reading.encoding import Encoding
from handraiser.capture.reading.limits import CELL_CHARACTERS

_BLOCK = 2 * 1024 * 1024


@dataclass(slots=True)
class Place:
    """Where in the file the reading stands: the next byte and the line it begins."""

    byte: int
    line: int


def is_plain(encoding: Encoding, dialect: Dialect, newline: str) -> bool:
    """Whether the file may be read this way at all."""
    return (
        encoding.codec == "utf-8"
        and newline == "\n"
        and dialect.escape is None
        and not dialect.padded
        and bool(dialect.delimiter)
        and dialect.delimiter.isascii()
    )


def place_of_line(path: Path, encoding: Encoding, line: int) -> Place:
    """The byte at which a line of a UTF-8 file begins."""
    with path.open("rb") as file:
        file.seek(encoding.mark)
        for _ in range(line - 1):
            file.readline()
        return Place(file.tell(), line)


def plain_frames(
    path: Path, dialect: Dialect, columns: Sequence[str], header: Sequence[str], place: Place
) -> Iterator[pl.DataFrame]:
    """Frames of `line` and the columns, from `place` on; `place` is moved past all that was yielded."""
    first_cells = [cell for cell in header if cell]
    with path.open("rb") as file:
        file.seek(place.byte)
        rest = b""
        while True:
            block = file.read(_BLOCK)
            last = len(block) < _BLOCK
            block = rest + block
            if last and block and not block.endswith(b"\n"):
                block += b"\n"
            end = block.rfind(b"\n") + 1
            if not end:
                return
            rest, block = block[end:], block[:end]
            frame = _frame(block, dialect, columns, first_cells, place.line)
            if frame is None:
                return
            place.byte += end
            place.line += frame.height
            yield frame
            if last:
                return


def evenly(frames: Iterator[pl.DataFrame], rows: int) -> Iterator[pl.DataFrame]:
    """The same rows in frames of `rows` each, but for the last."""
    kept: list[pl.DataFrame] = []
    for frame in frames:
        kept.append(frame)
        if sum(part.height for part in kept) < rows:
            continue
        *full, rest = pl.concat(kept).iter_slices(rows)
        yield from full
        kept = [rest]
    if kept:
        yield from pl.concat(kept).iter_slices(rows)


def _frame(
    block: bytes, dialect: Dialect, columns: Sequence[str], header: Sequence[str], line: int
) -> pl.DataFrame | None:
    """The block as a frame, or None when something in it is special."""
    if dialect.quote.encode() in block or b"\x00" in block:
        return None
    rows = block.count(b"\n")
    returns = block.count(b"\r")
    if returns:
        if returns != rows or block.count(b"\r\n") != rows:
            return None
        block = block.replace(b"\r\n", b"\n")
    delimiter = dialect.delimiter
    if block.count(delimiter.encode()) != rows * (len(columns) - 1) or len(columns) < 2:
        return None
    try:
        frame = pl.read_csv(
            block,
            has_header=False,
            separator=delimiter,
            quote_char=None,
            infer_schema=False,
            encoding="utf8",
            empty_string_is_null=False,
            new_columns=list(columns),
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.shape != (rows, len(columns)) or _is_special(frame, header):
        return None
    return frame.with_columns(pl.int_range(line, line + rows, dtype=pl.Int64).alias("line")).select(
        "line", *columns
    )


def _is_special(frame: pl.DataFrame, header: Sequence[str]) -> bool:
    first = frame.get_column(frame.columns[0])
    longest = frame.select(pl.max_horizontal(pl.all().str.len_bytes().max())).item()
    return bool(
        (first.str.strip_chars() == "").any() or first.is_in(header).any() or longest > CELL_CHARACTERS
    )
