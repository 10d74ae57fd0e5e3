"""Checking a document: text in; the typed document out, or every fault with its line, path and what was meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from handraiser.process.check_words import Told, told
from handraiser.process.mending import concerns, mend
from handraiser.process.shape import Shape
from handraiser.process.source import MOST_CHARACTERS, SHORT, Node, Source, place_in, plain, read_source

D = TypeVar("D", bound=Shape)
Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a document. Line and column count from 1; `path` is like `stages[2].exit[0].when`."""

    file: str
    line: int
    column: int
    path: str
    wrong: str
    meant: str

    def __str__(self) -> str:
        where = (
            f"{self.file}:{self.line}:{self.column}: {self.path}"
            if self.path
            else f"{self.file}:{self.line}:{self.column}"
        )
        return f"{where}: {self.wrong} {self.meant}".rstrip()


@dataclass(frozen=True, slots=True)
class Checked(Generic[D]):
    """The document if nothing is wrong, else None and the faults in the order of their lines."""

    document: D | None
    faults: tuple[Fault, ...]


def check(text: str, *, document: type[D], path: str, alone: bool = False) -> Checked[D]:
    """Check the text of a document of that type; `path` is the name of its file in the faults.

    `alone`: each section by itself, without what the sections say of each other.
    The same text is checked by every page and step that needs it, and only the first time costs anything.
    """
    text = text.removeprefix("\ufeff")
    found: Checked[D] = (_kept if len(text) > SHORT else _check)(text, document, alone)
    return Checked(found.document, tuple(replace(fault, file=path) for fault in found.faults))


def _check(text: str, document: type[D], alone: bool) -> Checked[D]:
    checker = _Checker(text, read_source(text), alone=alone)
    read = checker.read(document)
    faults = tuple(sorted(set(checker.faults), key=lambda fault: (fault.line, fault.column, fault.wrong)))
    return Checked(None if faults else read, faults)


# Documents are never changed, so one may serve many.
_kept: Any = lru_cache(maxsize=16)(_check)


def check_file(file: Path, *, document: type[D]) -> Checked[D]:
    """Check a file. What cannot be read at all is a fault too."""
    text, fault = read_text(file)
    if fault is not None:
        return Checked(None, (fault,))
    return check(text, document=document, path=str(file))


def disagreements(read: Shape) -> Iterator[tuple[Location, str, str]]:
    """What the sections of a document say of each other that is not so: path, what is wrong, what was meant."""
    told = getattr(read, "faults", None)
    for path, wrong, meant in told() if told is not None else ():
        yield tuple(path), _sentence(wrong), _sentence(meant)


def written(location: Iterable[str | int]) -> str:
    """A location as faults name it, like `stages[2].exit[0].when`."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
        for place, step in enumerate(location)
    )


def read_text(file: Path) -> tuple[str, Fault | None]:
    """The text of a file in UTF-8, or the fault that it has."""

    def refused(line: int, wrong: str, meant: str) -> tuple[str, Fault]:
        return "", Fault(str(file), line, 1, "", wrong, meant)

    try:
        with file.open("rb") as stream:
            content = stream.read(4 * MOST_CHARACTERS + 1)
    except OSError as error:
        return refused(1, f"The file cannot be read: {error.strerror}.", "Check the path.")
    if len(content) > 4 * MOST_CHARACTERS:
        return refused(
            1, f"The file is larger than {4 * MOST_CHARACTERS:,} bytes.", "Is this the right file?"
        )
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return refused(line, "The file is not in UTF-8.", "Save it again with the encoding UTF-8.")


class _Checker:
    def __init__(self, text: str, source: Source, *, alone: bool) -> None:
        self._alone = alone
        self.faults = [
            Fault("", fault.line + 1, fault.column + 1, "", fault.wrong, fault.meant)
            for fault in source.faults
        ]
        self._text = text
        self._root = source.root

    def read(self, document: type[D]) -> D | None:
        if self._root is None or not isinstance(self._root.value, dict):
            if not self.faults:
                self._note(
                    1, 1, (), "The document has no sections.", "Write sections such as stages: and route:."
                )
            return None
        data = plain(self._root)
        try:
            read = document.model_validate(data)
        except ValidationError as error:
            errors = error.errors()
            for details in errors:
                self._details(document, details)
            if not self._alone:
                self._contradictions_in_the_rest(document, data, errors)
            return None
        if not self._alone:
            self._contradictions(read, frozenset())
        return read

    def _contradictions_in_the_rest(self, document: type[Shape], data: Any, errors: Sequence[Any]) -> None:
        changed: frozenset[Location] = frozenset()
        # What was filled in for a missing part may not fit at first, so it is mended again.
        for _ in range(3):
            mended = mend(data, errors)
            if mended is None:
                return
            changed |= mended
            try:
                self._contradictions(document.model_validate(data), changed)
                return
            except ValidationError as error:
                errors = error.errors()

    def _contradictions(self, read: Shape, changed: frozenset[Location]) -> None:
        for path, wrong, meant in disagreements(read):
            if not concerns(path, changed):
                self._at(path, wrong, meant)

    def _details(self, document: type[Shape], details: Any) -> None:
        location: Location = details["loc"]
        for word in told(document, details):
            if word.offset is not None:
                self._inside(location, word)
            else:
                self._at(location, _sentence(word.wrong), _sentence(word.meant), of_key=word.of_key)

    def _at(self, location: Location, wrong: str, meant: str, *, of_key: bool = False) -> None:
        node, depth = self._find(location)
        line, column = node.line, node.column
        if location and depth >= len(location) - 1 and (of_key or node.children or node.value is None):
            # What is wrong with a key, with a whole part or with an empty value is shown at the key.
            above, _ = self._find(location[:-1])
            line, column = above.keys.get(str(location[-1]), (line, column))
        self._note(line + 1, column + 1, location, wrong, meant)

    def _inside(self, location: Location, word: Told) -> None:
        node, depth = self._find(location)
        line, column = node.line, node.column
        if depth == len(location):
            line, column = place_in(self._text, node, word.offset or 0)
        self._note(line + 1, column + 1, location, word.wrong, word.meant)

    def _find(self, location: Location) -> tuple[Node, int]:
        """The deepest node on the way to the location, and how many steps of the way it is."""
        if self._root is None:
            raise LookupError(location)
        node = self._root
        for depth, step in enumerate(location):
            below = node.children.get(step)
            if below is None:
                return node, depth
            node = below
        return node, len(location)

    def _note(self, line: int, column: int, location: Iterable[str | int], wrong: str, meant: str) -> None:
        self.faults.append(Fault("", line, column, written(location), wrong, meant))


def _sentence(words: str) -> str:
    words = words.strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".?!" else ".")
