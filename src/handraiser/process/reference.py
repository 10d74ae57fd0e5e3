"""The reference of the document language, written from the types themselves so that it cannot go stale."""

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo

from handraiser.lead.catalogue import CATALOGUE
from handraiser.process.conditions import Condition
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.explanations import explanation
from handraiser.process.reference_words import CONDITIONS, HEAD, OPERATORS
from handraiser.process.shape import Duration, Shape

NAMES: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def reference(document: type[Shape]) -> str:
    """The whole reference as Markdown."""
    return "\n".join([HEAD, *_sections(document), *_conditions()]) + "\n"


def _sections(document: type[Shape]) -> Iterator[str]:
    yield "## Sections\n"
    yield from _keys(document)
    for name, field in document.model_fields.items():
        yield f"\n### `{name}`\n"
        yield explanation(document.__name__, name) + "\n"
        models = list(_models(field.annotation))
        told: set[type[BaseModel]] = set()
        while models:
            model = models.pop(0)
            if model in told:
                continue
            told.add(model)
            if len(told) > 1:
                yield f"\n#### {_spaced(model.__name__)}\n"
            yield from _keys(model)
            models += [inner for part in model.model_fields.values() for inner in _models(part.annotation)]


def _keys(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | what it says | type | if left out |"
    yield "|---|---|---|---|"
    for name, field in model.model_fields.items():
        told = explanation(model.__name__, name).replace("|", "\\|")
        yield f"| `{name}` | {told} | {_type(field.annotation, field)} | {_default(field)} |"


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _type(annotation: Any, field: FieldInfo | None = None) -> str:
    if field is not None and any(isinstance(detail, WithJsonSchema) for detail in field.metadata):
        return "text"
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part) for part in inner if part is not type(None))
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin is dict:
        return f"keys ({_type(inner[1])})"
    if origin is tuple:
        return f"list ({_type(inner[0])})"
    if annotation is Condition:
        return "condition"
    if annotation is Duration:
        return "duration"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _spaced(annotation.__name__)
    return NAMES.get(annotation, _spaced(getattr(annotation, "__name__", "text")))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ("", (), {}):
        return "nothing"
    if isinstance(value, BaseModel | dict) or any(isinstance(part, BaseModel) for part in _parts(value)):
        return "the usual"
    if any(isinstance(detail, WithJsonSchema) for detail in field.metadata):
        return "the usual"
    if isinstance(value, bool):
        return str(value).lower()
    return "`" + (", ".join(map(str, value)) if isinstance(value, tuple) else str(value)) + "`"


def _parts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _spaced(name: str) -> str:
    """GradeRule as a phrase: grade rule."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower().removesuffix(" rules")


def _conditions() -> Iterator[str]:
    yield CONDITIONS
    yield "### Operators\n"
    yield "| write | meaning |"
    yield "|---|---|"
    yield from (f"| {written} | {meaning} |" for written, meaning in OPERATORS)
    yield "\n### Functions\n"
    yield "| function | what it gives | example |"
    yield "|---|---|---|"
    for function in FUNCTIONS.values():
        yield f"| `{function.signature}` | {function.meaning} | `{function.example}` |"
    yield "\n### Columns\n"
    yield "| column | what it holds | type | of the |"
    yield "|---|---|---|---|"
    for column in CATALOGUE:
        if column.rule:
            yield f"| `{column.name}` | {column.title} | {column.type} | {column.home} |"
