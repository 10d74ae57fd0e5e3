"""What the check says of a text, by line and by part."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from handraiser.document import Document
from handraiser.process.check import Fault, check
from handraiser.process.questions import open_questions
from handraiser.process.source import Node, plain, read_source

# More faults than these help nobody; the count is told all the same.
MOST_SHOWN = 200
KEPT = 16


@dataclass(frozen=True, slots=True)
class Findings:
    """The faults in the order of their lines, and the questions of the template that are still open."""

    faults: tuple[Fault, ...]
    questions: tuple[str, ...]
    unreadable: Fault | None
    _at: Mapping[str, list[Fault]] = field(default_factory=dict, repr=False)
    _below: Mapping[str, int] = field(default_factory=dict, repr=False)

    def at(self, place: str) -> list[Fault]:
        """What is wrong right there; `place` is like `stages[2].exit[0].when`."""
        return self._at.get(place, [])

    def below(self, place: str) -> int:
        """How much is wrong there or anywhere inside."""
        return self._below.get(place, 0)


@lru_cache(maxsize=KEPT)
def findings(text: str) -> Findings:
    """Checks a text; that of the last few is kept, since a draft is looked at more often than it changes."""
    checked = check(text, document=Document, path="draft")
    questions = open_questions(checked.document) if checked.document is not None else ()
    # Only what is wrong with the text itself, and not with what it says, has no path.
    broken = next((fault for fault in checked.faults if not fault.path), None)
    at: dict[str, list[Fault]] = {}
    for fault in checked.faults:
        at.setdefault(fault.path, []).append(fault)
    below = Counter(around for fault in checked.faults for around in _around(fault.path))
    return Findings(checked.faults, questions, broken, at, below)


@lru_cache(maxsize=KEPT)
def tree_of(text: str) -> Node | None:
    """The tree of a text, to be read only; None where it cannot be read."""
    return read_source(text).root


def data_of(text: str) -> Any:
    """What a text says as plain data, right or wrong; None where it cannot be read."""
    root = tree_of(text)
    return plain(root) if root is not None else None


def _around(path: str) -> Iterator[str]:
    """A place and every part around it: `a`, `a[0]`, `a[0].b`."""
    for at, sign in enumerate(path):
        if sign in ".[" and at:
            yield path[:at]
    if path:
        yield path
