"""What reading a file gives: a description of the table, and its rows in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class RowRefused:
    """One row that cannot be read as a row of this table; `cells` is what stands there."""

    line: int
    cells: list[str]
    reason: str


@dataclass(slots=True)
class Chunk:
    """Some rows. `frame` has `line` (Int64, where the row begins in the file) and a text column per header.

    `notes` says by line what was mended while reading. `position` is how far into the file this is, 0 to 1.
    """

    frame: pl.DataFrame
    next_line: int
    refused: list[RowRefused] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    blank: int = 0
    position: float = 0.0


@dataclass(frozen=True, slots=True)
class Description:
    """What was found out about the file before its rows are read."""

    format: str
    columns: list[str]
    header_line: int
    notes: list[str]
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()


class Table(Protocol):
    """A file that can be read as rows, again and again."""

    @property
    def description(self) -> Description:
        """What was found out about the file."""

    def chunks(self, *, rows: int = ..., from_line: int = ...) -> Iterator[Chunk]:
        """Chunks of at most `rows` rows, in the order of the file, beginning at `from_line`."""

    def sample(self, rows: int = ...) -> pl.DataFrame:
        """The first rows, as `Chunk.frame`, for guessing and for showing."""
