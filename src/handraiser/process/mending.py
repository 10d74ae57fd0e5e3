"""Filling in what does not fit, so that the rest of a document can be checked all the same.

A person should see all faults at once. Contradictions between sections can only be told of a typed document;
so values that do not fit are replaced by ones that do, and nothing is said about those.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Location = tuple[str | int, ...]

REPLACEMENTS: Mapping[str, Any] = {
    "condition": "FALSE",
    "duration": "1 day",
    "string_type": "",
    "bool_type": False,
    "bool_parsing": False,
    "int_type": 1,
    "int_parsing": 1,
    "int_from_float": 1,
    "float_type": 1,
    "float_parsing": 1,
    "finite_number": 1,
    "greater_than": 0.5,
    "greater_than_equal": 1,
    "less_than": 0.5,
    "less_than_equal": 0,
    "tuple_type": [],
    "list_type": [],
    "dict_type": {},
}
# A part without these cannot be referred to; filling them in would only make up contradictions.
NAMES = ("key", "name", "stages")


def mend(data: Any, errors: Sequence[Any]) -> frozenset[Location] | None:
    """Mend the data in place; the locations that were changed, or None if that cannot be done honestly."""
    changed: set[Location] = set()
    # From the back, so that a place in a list stays right while others are filled in.
    for error in reversed(errors):
        kind, location = error["type"], tuple(error["loc"])
        if not location or location[-1] in NAMES:
            return None
        holder: Any = _at(data, location[:-1])
        if holder is None:
            return None
        if kind == "extra_forbidden":
            holder.pop(location[-1])
        elif kind == "missing":
            holder[location[-1]] = ""
        elif kind == "literal_error":
            holder[location[-1]] = str(error["ctx"]["expected"]).split("'")[1]
        elif kind in REPLACEMENTS:
            holder[location[-1]] = REPLACEMENTS[kind]
        else:
            return None
        changed.add(location)
    return frozenset(changed)


def concerns(location: Location, changed: frozenset[Location]) -> bool:
    """Whether a place lies in, or holds, something that was filled in."""
    return any(location[: len(place)] == place or place[: len(location)] == location for place in changed)


def _at(data: Any, location: Location) -> dict[Any, Any] | list[Any] | None:
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data if isinstance(data, dict | list) else None
