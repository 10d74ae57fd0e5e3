"""What a form shows of a section: fields, groups of them, and lists of such groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from handraiser.process.editing.changes import Orders, Path

Kind = Literal["text", "long", "word", "switch", "number", "condition", "duration", "lines", "pairs", "raw"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to write. `shown` is what is written now, `usual` what holds while nothing is."""

    path: Path
    orders: Orders
    kind: Kind
    title: str
    told: str
    value: Any
    shown: str
    usual: str
    asks: str
    required: bool
    options: tuple[str, ...]
    inner: Any

    @property
    def address(self) -> str:
        """The path as the name of the field in a form."""
        return address(self.path)


@dataclass(frozen=True)
class Group:
    """Things that belong together: a part with keys of its own, or one entry of a list.

    Its parts are made when they are asked for: of thousands of entries a form shows a few.
    """

    path: Path
    title: str
    told: str
    make: Callable[[], Iterable["Part"]] = field(repr=False, compare=False)
    written: bool
    optional: bool
    entry: bool = False

    @cached_property
    def parts(self) -> tuple["Part", ...]:
        """What is inside, in the order of the document."""
        return tuple(self.make())

    @property
    def address(self) -> str:
        """The path as a name."""
        return address(self.path)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of such groups, or a mapping of them by keys. `blank` is what a new one begins as."""

    path: Path
    orders: Orders
    title: str
    told: str
    entries: tuple[Group, ...]
    keyed: bool
    blank: Any
    noun: str

    @property
    def address(self) -> str:
        """The path as a name."""
        return address(self.path)


Part = Field | Group | Entries


def address(path: Path) -> str:
    """A path as one text: `/stages/2/exit`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def readable(name: str) -> str:
    """A key as a title: `exit_needs` as Exit needs."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
