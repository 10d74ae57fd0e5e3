"""Two texts, numbers or lengths of time as a phrase: what it was and what it is, no longer than needed."""

from itertools import takewhile
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.render.phrases import cell
from handraiser.process.shape import Duration

ARROW = "→"
SHORT = 60
CONTEXT = 4
LONGEST = 200


def turned(before: Any, after: Any, *, key: str, names: dict[str, str]) -> str:
    """`50 → 60`, `4 → 2 business hours`, or the part of a long text that changed."""
    if before in (None, "", ()):
        return f"now {said(after, key, names)}"
    if after in (None, "", ()):
        return f"no longer set; it was {said(before, key, names)}"
    if isinstance(before, Duration) and isinstance(after, Duration):
        return _lengths(str(before), str(after))
    one, other = said(before, key, names), said(after, key, names)
    if isinstance(before, str) and isinstance(after, str) and max(len(one), len(other)) > SHORT:
        one, other = _excerpts(one, other)
    if one == other:
        # Only blanks or line ends differ; then the very texts do.
        return f"{before!r} {ARROW} {after!r}"[: 2 * LONGEST]
    return f"{one} {ARROW} {other}"


def said(value: Any, key: str, names: dict[str, str]) -> str:
    """A value as people say it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return number(value)
    if isinstance(value, Condition):
        return " ".join(value.text.split())
    lines = ["".join(span.text for span in line) for line in cell(value, key, names)]
    text = "; ".join(lines) or (str(value) if not isinstance(value, BaseModel) else "nothing")
    return text if isinstance(value, str) or len(text) <= LONGEST else f"{text[:LONGEST]}…"


def number(value: float) -> str:
    """A number without a needless point."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def quoted(text: str) -> str:
    """A name or sentence in quotes, cut where it is very long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"


def _lengths(before: str, after: str) -> str:
    """`4 → 2 business hours` where the unit stays, plural or not."""
    one, _, unit = before.partition(" ")
    other, _, later = after.partition(" ")
    if unit.rstrip("s") == later.rstrip("s"):
        return f"{one} {ARROW} {other} {later}"
    return f"{before} {ARROW} {after}"


def _excerpts(before: str, after: str) -> tuple[str, str]:
    """The words of both that differ, with a few around them."""
    one, other = before.split(), after.split()
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    left = min(len(one), len(other)) - same
    tail = len(
        list(
            takewhile(
                lambda pair: pair[0] == pair[1], zip(one[::-1][:left], other[::-1][:left], strict=False)
            )
        )
    )
    return _excerpt(one, same, tail), _excerpt(other, same, tail)


def _excerpt(words: list[str], same: int, tail: int) -> str:
    begin, end = max(same - CONTEXT, 0), min(len(words) - tail + CONTEXT, len(words))
    middle = " ".join(words[begin:end])
    if len(middle) > LONGEST:
        middle = middle[:LONGEST] + "…"
    return f"“{'… ' if begin else ''}{middle}{' …' if end < len(words) else ''}”"
