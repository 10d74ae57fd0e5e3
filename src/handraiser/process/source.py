"""The text of a document as a tree that knows the line and column of every key and value.

Only plain YAML passes: no aliases, tags or merged keys, so that what stands in a line is all there is to it,
and no small text can unfold into a huge one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from handraiser.process.source_words import syntax

MOST_CHARACTERS = 300_000
MOST_VALUES = 20_000
DEEPEST = 20
SHORT = 1_000  # characters

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
NUMBER = re.compile(
    r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})([eE][-+]?[0-9]{1,3})?|[-+]?[0-9]{1,18}[eE][-+]?[0-9]{1,3}"
)
WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word[0] in "tT" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Something wrong with the text itself; line and column count from 0."""

    line: int
    column: int
    wrong: str
    meant: str


@dataclass(slots=True)
class Node:
    """A value with its place; `begin` and `end` are its characters in the text. `value` is plain Python."""

    line: int
    column: int
    begin: int
    end: int
    value: Any = None
    style: str = ""
    children: dict[str | int, "Node"] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, as far as it could be, and what was wrong."""

    root: Node | None
    faults: tuple[SourceFault, ...]


def read_source(text: str) -> Source:
    """Read the text of a document. Whatever is wrong is a fault, never an exception.

    Nobody changes what was read: the same text is asked for again and again, and is read once.
    """
    # A cell or a value is read at once; it would only push the documents out.
    return _kept(text) if len(text) > SHORT else _read(text)


def _read(text: str) -> Source:
    if len(text) > MOST_CHARACTERS:
        wrong = f"The document has {len(text):,} characters; {MOST_CHARACTERS:,} are allowed."
        return Source(None, (SourceFault(0, 0, wrong, "Is this the right file?"),))
    faults = list(_control_characters(text))
    if faults:
        return Source(None, tuple(faults))
    reader = _Reader()
    try:
        reader.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        reader.faults += syntax_faults(text, error)
        return Source(None, tuple(reader.faults))
    except (YAMLError, ValueError) as error:
        reader.faults.append(
            SourceFault(0, 0, f"This is not YAML: {error}", "Compare it with a ready document.")
        )
        return Source(None, tuple(reader.faults))
    return Source(reader.root, tuple(reader.faults))


# A page about a draft reads it some five times, a tenth of a second each.
_kept = lru_cache(maxsize=16)(_read)


def syntax_faults(text: str, error: MarkedYAMLError) -> Iterator[SourceFault]:
    """The place where the text stops being YAML; where that is a tab, every line that begins with one."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if "'\\t'" in (error.problem or ""):
        for number, written in enumerate(text.split("\n")):
            indent = written[: len(written) - len(written.lstrip())]
            if "\t" in indent:
                yield SourceFault(
                    number, indent.index("\t"), "A tab stands in the indentation.", "Indent with spaces."
                )
        return
    yield SourceFault(line, column, *syntax(error.problem or "", error.context or ""))


def _control_characters(text: str) -> Iterator[SourceFault]:
    for number, line in enumerate(text.split("\n")):
        found = CONTROL.search(line)
        if found:
            wrong = f"Here is the invisible character U+{ord(found.group()):04X}."
            yield SourceFault(number, found.start(), wrong, "Remove it.")


class _TooMuch(ValueError):
    pass


class _Reader:
    """Builds the tree from YAML's events with a stack of its own, so that depth cannot break it."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[SourceFault] = []
        self._open: list[_Open] = []
        self._values = 0
        self._documents = 0

    def read(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                self._begin(event)
            elif isinstance(event, SequenceEndEvent | MappingEndEvent):
                self._open.pop().node.end = event.end_mark.index
            elif isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._fault(event, "A second document begins here.", "Remove the line ---.")
                    return
            if self._values > MOST_VALUES or len(self._open) > DEEPEST:
                self._fault(
                    event,
                    "The document is too large or too deep.",
                    f"At most {MOST_VALUES:,} values, {DEEPEST} levels.",
                )
                self.root = None
                return

    def _begin(self, event: Event) -> None:
        self._values += 1
        start = event.start_mark
        node = Node(start.line, start.column, start.index, event.end_mark.index)
        if isinstance(event, AliasEvent):
            self._fault(event, f"*{event.anchor} repeats another part.", "Write the part out again.")
        tagged = getattr(event, "ctag", None) is not None
        if tagged:
            self._fault(event, f"{getattr(event, 'ctag', '')} is a tag, which is not allowed.", "Remove it.")
        if isinstance(event, ScalarEvent):
            node.value = _plain(event.value) if event.style is None and not tagged else event.value
            node.style = event.style or ""
        self._put(event, node)
        if isinstance(event, SequenceStartEvent):
            node.value = []
            self._open.append(_Open(node))
        elif isinstance(event, MappingStartEvent):
            node.value = {}
            self._open.append(_Open(node))

    def _put(self, event: Event, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node.value, list):
            parent.node.children[len(parent.node.children)] = node
        elif parent.key is None:
            parent.key = self._key(event, parent.node)
            parent.key_is_new = parent.key not in parent.node.keys
            if parent.key_is_new:
                parent.node.keys[parent.key] = (node.line, node.column)
            else:
                first = parent.node.keys[parent.key][0] + 1
                self._fault(
                    event, f"The key '{parent.key}' is written twice.", f"It stands in line {first} already."
                )
        else:
            if parent.key_is_new:
                parent.node.children[parent.key] = node
            parent.key = None

    def _key(self, event: Event, mapping: Node) -> str:
        if not isinstance(event, ScalarEvent):
            self._fault(event, "A key must be a word.", "Write key: value.")
            return f"? {len(mapping.keys)}"
        if event.value == "<<" and event.style is None:
            self._fault(event, "Merging with << is not allowed.", "Write the part out again.")
        return str(event.value)

    def _fault(self, event: Event, wrong: str, meant: str) -> None:
        self.faults.append(SourceFault(event.start_mark.line, event.start_mark.column, wrong, meant))


@dataclass(slots=True)
class _Open:
    node: Node
    key: str | None = None
    key_is_new: bool = True


def plain(node: Node) -> Any:
    """The value of a node with all below it, as lists, dictionaries and plain values."""
    if isinstance(node.value, list):
        return [plain(child) for child in node.children.values()]
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.children.items()}
    return node.value


def _plain(written: str) -> Any:
    if written in WORDS:
        return WORDS[written]
    if INTEGER.fullmatch(written):
        return int(written)
    if NUMBER.fullmatch(written):
        return float(written)
    return written


def place_in(text: str, node: Node, offset: int) -> Place:
    """Line and column of the character `offset` of a text value, through quotes, escapes and folded lines."""
    value = node.value if isinstance(node.value, str) else ""
    at = node.begin
    if node.style in ("|", ">"):
        at = text.find("\n", at) + 1
    elif node.style:
        at += 1
    for sign in value[:offset]:
        at = _after(text, at, sign, node)
    while at < node.end - 1 and text[at].isspace() and offset < len(value) and not value[offset].isspace():
        at += 1
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at), at - line_start


def _after(text: str, at: int, sign: str, node: Node) -> int:
    """The place behind the next written form of the sign."""
    if sign.isspace():
        while at < node.end and text[at].isspace():
            at += 1
        return at
    found = text.find(sign, at, node.end)
    if found < 0:
        return at
    doubled = node.style == "'" and sign == "'" and text.startswith("''", found)
    return found + (2 if doubled else 1)
