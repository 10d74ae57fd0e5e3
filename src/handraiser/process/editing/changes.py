"""What can be changed in a document, and what the document then says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Orders = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Put:
    """This value at this place. What is missing on the way is made.

    `orders` gives for each step of the path the keys of its mapping in their order, so that a new one stands
    where people look for it.
    """

    path: Path
    value: Any
    orders: Orders = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """This key or this entry goes."""

    path: Path


@dataclass(frozen=True, slots=True)
class Add:
    """One more entry in the list at this place, before the entry `at` or as the last one."""

    path: Path
    value: Any
    at: int | None = None
    orders: Orders = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """The entry at this place and the one behind it change places."""

    path: Path


Change = Put | Drop | Add | Swap


def said(data: Any, change: Change) -> Any:
    """The plain data of the document once it is changed. Changes in place what it can."""
    match change:
        case Put(path, value):
            return _put(data, path, value)
        case Drop(path):
            del _at(data, path[:-1])[path[-1]]
        case Add(path, value, at):
            entries = _at(data, path) if _has(data, path) else None
            if not isinstance(entries, list) or not entries:
                return _put(data, path, [value])
            entries.insert(len(entries) if at is None else at, value)
        case Swap(path):
            entries, index = _at(data, path[:-1]), int(path[-1])
            entries[index], entries[index + 1] = entries[index + 1], entries[index]
    return data


def _put(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    here: Any = data if isinstance(data, dict | list) else {}
    step = path[0]
    below = here[step] if _has(here, path[:1]) else None
    here[step] = _put(below, path[1:], value)
    return here


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _has(data: Any, path: Path) -> bool:
    try:
        _at(data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True
