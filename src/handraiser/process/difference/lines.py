"""Two texts line by line, with a few lines around each change."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

CONTEXT = 3


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it stands in the earlier text, the later one, or both; numbers count from 1."""

    kind: Literal["same", "gone", "new"]
    earlier: int | None
    later: int | None
    text: str


Hunk = tuple[TextLine, ...]


def text_hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """The changed places of the text; none if the texts are the same."""
    one, other = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return tuple(
        tuple(line for codes in group for line in _lines(codes, one, other))
        for group in matcher.get_grouped_opcodes(CONTEXT)
    )


def _lines(codes: tuple[str, int, int, int, int], one: list[str], other: list[str]) -> Iterator[TextLine]:
    kind, begin, end, later_begin, later_end = codes
    if kind == "equal":
        for index in range(begin, end):
            yield TextLine("same", index + 1, later_begin + index - begin + 1, one[index])
        return
    for index in range(begin, end):
        yield TextLine("gone", index + 1, None, one[index])
    for index in range(later_begin, later_end):
        yield TextLine("new", None, index + 1, other[index])
