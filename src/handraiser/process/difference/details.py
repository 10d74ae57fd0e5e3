"""What is told of a new part beside its name: where that is the point of it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.difference.names import phrase_of
from handraiser.process.difference.wordings import number, quoted, said
from handraiser.process.render.titles import section_title

Names = Mapping[str, str]


def details(part: Any, names: dict[str, str]) -> str:
    """`: 5 points, when employees > 100000`; nothing where the name says it all."""
    if not isinstance(part, BaseModel):
        return ""
    told = [
        phrase(value, names)
        for key, phrase in DETAILS.items()
        if (value := getattr(part, key, None)) not in (None, "", (), False)
    ]
    when = getattr(part, "when", None)
    if isinstance(when, Condition):
        told.append(f"when {said(when, 'when', names)}")
    return f": {', '.join(told)}" if told else ""


def _stage(value: Any, names: Names) -> str:
    return f"then {names.get(value, value)}"


# In the order in which they are told.
DETAILS: Mapping[str, Callable[[Any, dict[str, str]], str]] = {
    "points": lambda value, names: f"{number(value)} points",
    "starts": lambda value, names: phrase_of(value, names),
    "within": lambda value, names: f"within {value}",
    "team": lambda value, names: f"worked by {value}",
    "next": _stage,
    "required": lambda value, names: "required",
    "met": lambda value, names: "good enough",
    "hand_raiser": lambda value, names: "on the fast path",
    "wait": lambda value, names: f"back after {value}",
    "then": lambda value, names: said(value, "then", names),
    "target": lambda value, names: f"target {quoted(value)}",
    "signs": lambda value, names: f"signs {', '.join(section_title(one) for one in value)}",
    "effect": lambda value, names: f"effect {value}",
    "effort": lambda value, names: f"effort {value}",
}
