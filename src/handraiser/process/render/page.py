"""What a rendered document is made of, before it becomes Markdown or HTML."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text: plain, a code such as a condition, strong, or quiet for what is said by the way."""

    text: str
    kind: Literal["plain", "code", "strong", "quiet"] = "plain"


Line = tuple[Span, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first column names the row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part inside a section; `depth` counts from 1."""

    title: str
    depth: int


Block = Text | Facts | Items | Table | Heading


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the document; `anchor` is its key."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole document."""

    title: str
    subtitle: str
    summary: str
    sections: tuple[Section, ...]


def plain(text: str) -> Cell:
    """A cell of plain text; empty for none."""
    return ((Span(text),),) if text else ()
