"""A section of the document as fields to fill in, made from its types: a new key shows up by itself."""

import types
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handraiser.process.conditions import Condition
from handraiser.process.editing.changes import Orders, Path
from handraiser.process.editing.shown import Entries, Field, Group, Kind, Part, readable
from handraiser.process.editing.skeleton import is_question, skeleton
from handraiser.process.editing.written import inline
from handraiser.process.explanations import explanation
from handraiser.process.shape import Duration

# Longer texts than these get more than a line to write in.
SHORT = frozenset(
    {"key", "name", "title", "team", "owner", "who", "value", "behaviour", "framework", "by", "on", "unit"}
)
SHORTEST_LONG = 60


def fields(document: type[BaseModel], data: Any, section: str) -> Part:
    """The section as it is written now; `data` is the plain data of the whole document, right or wrong."""
    info = document.model_fields[section]
    here = data if isinstance(data, dict) else {}
    orders: Orders = (tuple(document.model_fields),)
    return _part(document, section, info, here.get(section), section in here, (section,), orders)


def _part(
    model: type[BaseModel], name: str, info: FieldInfo, data: Any, written: bool, path: Path, orders: Orders
) -> Part:
    kind = bare(info.annotation)
    title, told = readable(name), explanation(model.__name__, name)
    if _is_model(kind) and not _is_union(kind) and isinstance(data, dict | None):
        made = partial(_parts, kind, data, path, orders)
        return Group(path, title, told, made, written, not info.is_required())
    inner = _inner(kind)
    if _is_model(inner) and _holds_parts(kind, data):
        keyed = get_origin(kind) is dict
        entries = tuple(_entries(inner, data, path, orders, keyed))
        noun = readable(inner.__name__.removesuffix("Rules"))
        return Entries(path, orders, title, told, entries, keyed, skeleton(inner), _spaced(noun))
    return _field(kind, name, info, data, path, orders, told)


def _parts(model: type[BaseModel], data: Any, path: Path, orders: Orders) -> Iterator[Part]:
    here = data if isinstance(data, dict) else {}
    deeper = (*orders, tuple(model.model_fields))
    for name, info in model.model_fields.items():
        yield _part(model, name, info, here.get(name), name in here, (*path, name), deeper)


def _entries(model: type[BaseModel], data: Any, path: Path, orders: Orders, keyed: bool) -> Iterator[Group]:
    pairs = (data or {}).items() if keyed else enumerate(data or ())
    for step, value in pairs:
        title = str(step) if keyed else _named(value) or f"{step + 1}."
        yield Group(
            (*path, step),
            title,
            "",
            partial(_parts, model, value, (*path, step), (*orders, ())),
            True,
            False,
            True,
        )


def _field(kind: Any, name: str, info: FieldInfo, data: Any, path: Path, orders: Orders, told: str) -> Field:
    how = _kind(kind, name, info, data)
    options = tuple(str(word) for word in get_args(kind)) if get_origin(kind) is Literal else ()
    shown = _shown(how, data)
    asks = shown.strip("[]") if is_question(data) else ""
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return Field(
        path=path,
        orders=orders,
        kind=how,
        title=readable(name),
        told=told,
        value=data,
        shown="" if asks else shown,
        usual=_usual(default, info),
        asks=asks,
        required=info.is_required(),
        options=options,
        inner=_inner(kind),
    )


def _kind(kind: Any, name: str, info: FieldInfo, data: Any) -> Kind:
    origin = get_origin(kind)
    if origin in (tuple, dict):
        expected = list if origin is tuple else dict
        whole = data is None or (isinstance(data, expected) and not _is_model(_inner(kind)))
        return ("lines" if origin is tuple else "pairs") if whole and _is_flat(kind, data) else "raw"
    if isinstance(data, dict | list) or (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return "raw"
    if origin is Literal:
        return "word"
    if kind is bool:
        return "switch" if data is None or isinstance(data, bool) else "text"
    if kind in (int, float):
        return "number"
    if kind is Condition:
        return "condition"
    if kind is Duration:
        return "duration"
    long = kind is str and name not in SHORT and not _is_word(name, info)
    return "long" if long or len(str(data or "")) > SHORTEST_LONG else "text"


def _is_word(name: str, info: FieldInfo) -> bool:
    # A text that has a usual value is a word rather than a sentence.
    usual = not info.is_required() and info.default not in (None, "")
    return usual or "stage" in name or name in ("next", "to") or bool(info.metadata)


def _is_flat(kind: Any, data: Any) -> bool:
    """Whether a list or mapping holds nothing but what fits into one line each."""
    if data is None:
        return True
    listed = get_origin(_inner(kind)) is tuple
    values = data.values() if isinstance(data, dict) else data
    for value in values:
        parts = value if listed and isinstance(value, list) else [value]
        if any(isinstance(part, dict | list) or "\n" in str(part) for part in parts):
            return False
    return not isinstance(data, dict) or not any(":" in key or "\n" in key for key in data)


def _shown(kind: Kind, data: Any) -> str:
    if data is None:
        return ""
    if kind == "lines":
        return "\n".join(plain_text(value) for value in data)
    if kind == "pairs":
        return "\n".join(f"{key}: {_listed(value)}" for key, value in data.items())
    if kind == "raw":
        return inline(data)
    return plain_text(data)


def _listed(value: Any) -> str:
    return ", ".join(plain_text(part) for part in value) if isinstance(value, list) else plain_text(value)


def plain_text(value: Any) -> str:
    """A single value as a person writes it into a field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).rstrip("\n")


def _usual(default: Any, info: FieldInfo) -> str:
    if default is None or default in ("", (), {}) or isinstance(default, BaseModel | dict | tuple):
        return ""
    return plain_text(default) if isinstance(default, bool | int | float | str | Duration) else ""


def _named(value: Any) -> str:
    """What an entry is called: by its title, its name, or the first text that it has."""
    if not isinstance(value, dict):
        return ""
    for key in ("title", "name", "says", "do", "key", "function", "measure", "who", "behaviour"):
        if isinstance(value.get(key), str) and value[key] and not is_question(value[key]):
            return str(value[key])[:100]
    return ""


def _holds_parts(kind: Any, data: Any) -> bool:
    """Whether what is written has the form of the list or mapping that it should be."""
    if data is None:
        return True
    if get_origin(kind) is dict:
        return isinstance(data, dict) and all(isinstance(value, dict) for value in data.values())
    return isinstance(data, list) and all(isinstance(value, dict) for value in data)


def bare(annotation: Any) -> Any:
    """The type without Annotated and without 'or nothing'."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def _inner(kind: Any) -> Any:
    """The type of what a list or mapping holds."""
    arguments: Sequence[Any] = get_args(kind)
    if get_origin(kind) is dict:
        return bare(arguments[1])
    return bare(arguments[0]) if get_origin(kind) is tuple else None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_union(model: type[BaseModel]) -> bool:
    """Whether a word may stand for the whole part, as `offer` does."""
    validators = model.__pydantic_decorators__.model_validators.values()
    return any(validator.info.mode == "before" for validator in validators)


def _spaced(name: str) -> str:
    return "".join(" " + sign.lower() if sign.isupper() else sign for sign in name).strip().lower()
