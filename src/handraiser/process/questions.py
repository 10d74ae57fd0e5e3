"""The questions of the blank template that a document still asks: texts like `[Who owns this stage?]`."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from handraiser.process.shape import Shape


def open_questions(document: Shape) -> tuple[str, ...]:
    """The paths of all texts in square brackets, in the order of the document."""
    return tuple(path for path, text in texts(document) if text.startswith("[") and text.endswith("]"))


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a document with its path, such as `stages[2].title`."""
    match part:
        case str():
            yield path, part.strip()
        case BaseModel():
            for name in type(part).model_fields:
                yield from texts(getattr(part, name), f"{path}.{name}" if path else name)
        case Mapping():
            for key, value in part.items():
                yield from texts(value, f"{path}.{key}" if path else str(key))
        case tuple() | list():
            for index, value in enumerate(part):
                yield from texts(value, f"{path}[{index}]")
        case _:
            return
