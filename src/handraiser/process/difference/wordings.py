"""Two texts, numbers or lengths of time as a phrase: what it was and what it is, no longer than needed."""

from itertools import takewhile
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.render.phrases import cell
from handraiser.process.render.titles import STAGE_KEYS, WORD_KEYS
from handraiser.process.shape import Duration

ARROW = "→"
SHORT = 60
CONTEXT = 4
LONGEST = 200
NOTHING: tuple[Any, ...] = (None, "", ())


def turned(label: str, before: Any, after: Any, *, key: str, names: dict[str, str]) -> str:
    """`points 50 → 60`, `within 4 → 2 business hours`, or the part of a long text that changed."""
    verb = "" if label.endswith(":") else " is"
    if before in NOTHING:
        return f"{label}{verb} now {_shown(after, key, names)}"
    if after in NOTHING:
        return f"{label}{verb} not set any more; it was {_shown(before, key, names)}"
    if isinstance(before, Duration) and isinstance(after, Duration):
        return f"{label} {_lengths(str(before), str(after))}"
    one, other = said(before, key, names), said(after, key, names)
    if isinstance(before, str) and isinstance(after, str):
        if before.split() == after.split():
            return f"{label}: the same words, with other blanks or line ends"
        if one == other:
            # Two stages may have one title; their keys tell them apart.
            one, other = f"{one} ({before})", f"{other} ({after})"
        elif max(len(one), len(other)) > SHORT:
            one, other = _excerpts(one, other)
        elif " " in one + other and _is_prose(key):
            one, other = quoted(one), quoted(other)
    if one == other:
        # Only what is not written out differs; then what stands in the text does.
        return f"{label} is written otherwise"
    return f"{label} {one} {ARROW} {other}"


def said(value: Any, key: str, names: dict[str, str]) -> str:
    """A value as people say it."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return f"{number(value * 100)} % of the time" if key == "warn_after" else number(value)
    if isinstance(value, Condition):
        return " ".join(value.text.split())
    lines = ["".join(span.text for span in line) for line in cell(value, key, names)]
    text = "; ".join(lines) or (str(value) if not isinstance(value, BaseModel) else "nothing")
    return text if isinstance(value, str) or len(text) <= LONGEST else f"{text[:LONGEST]}…"


def number(value: float) -> str:
    """A number without a needless point."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}"


def quoted(text: str) -> str:
    """A name or sentence in quotes, cut where it is very long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"


def _shown(value: Any, key: str, names: dict[str, str]) -> str:
    text = said(value, key, names)
    return quoted(text) if isinstance(value, str) and " " in text and _is_prose(key) else text


def _is_prose(key: str) -> bool:
    """Whether people write it in words of their own: no stage, and no word of the program."""
    return key not in STAGE_KEYS and key not in WORD_KEYS


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
