"""What a person is told of a value that does not fit its type."""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from handraiser.process.conditions.refusal import ConditionFault
from handraiser.process.conditions.wording import did_you_mean
from handraiser.process.explanations import explanation

EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("a text", "Put it in quotes."),
    "int_type": ("a whole number", "Write it like 5."),
    "int_parsing": ("a whole number", "Write it like 5."),
    "int_from_float": ("a whole number", "Write it like 5."),
    "float_type": ("a number", "Write it like 5 or 0.5."),
    "float_parsing": ("a number", "Write it like 5 or 0.5."),
    "finite_number": ("a number", "Write it like 5 or 0.5."),
    "bool_type": ("true or false", "Write true or false."),
    "bool_parsing": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Begin each entry with '- ' on a line of its own."),
    "list_type": ("a list", "Begin each entry with '- ' on a line of its own."),
    "dict_type": ("keys with values", "Write key: value on lines of their own."),
    "model_type": ("keys with values", "Write key: value on lines of their own."),
    "model_attributes_type": ("keys with values", "Write key: value on lines of their own."),
    "date_type": ("a date", "Write it like 2026-12-24."),
    "date_parsing": ("a date", "Write it like 2026-12-24."),
    "date_from_datetime_parsing": ("a date", "Write it like 2026-12-24."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """`offset` is the character inside of a text value; `of_key` says that the key is wrong, not its value."""

    wrong: str
    meant: str
    offset: int | None = None
    of_key: bool = False


def told(document: type[BaseModel], details: Mapping[str, Any]) -> Iterator[Told]:
    """What to say of one error of Pydantic."""
    kind, location, value = details["type"], details["loc"], details.get("input")
    context: Mapping[str, Any] = details.get("ctx") or {}
    faults: Sequence[ConditionFault] = context.get("faults", ())
    if faults:
        for fault in faults:
            yield Told(fault.wrong, fault.meant, offset=fault.offset)
    elif kind == "missing":
        yield Told(f"The key '{location[-1]}' is missing.", _description(document, location))
    elif kind == "extra_forbidden":
        known = _keys(document, location[:-1])
        meant = did_you_mean(str(location[-1]), known) or "Known here: " + ", ".join(known) + "."
        yield Told(f"There is no key '{location[-1]}' here.", meant, of_key=True)
    elif kind == "literal_error":
        words = [str(word) for word in _literals(_annotation(document, location))]
        meant = did_you_mean(str(value), words) or "One of: " + ", ".join(words) + "."
        yield Told(f"{_shown(value)} is not a word that is known here.", meant)
    elif kind in EXPECTED:
        expected, meant = EXPECTED[kind]
        if value is None:
            meant = f"Write {expected} behind the colon."
        yield Told(f"{_shown(value)} stands where {expected} should be.", meant)
    else:
        message = str(details["msg"]).removeprefix("Value error, ").replace("Input should", "This should")
        yield Told(message, str(context.get("meant", "")))


def _shown(value: object) -> str:
    match value:
        case None:
            return "Nothing"
        case bool():
            return str(value).lower()
        case Mapping():
            return "A group of keys"
        case list() | tuple():
            return "A list"
        case str():
            return f"'{value[:60]}'"
        case _:
            return str(value)[:60]


def _annotation(annotation: Any, location: Sequence[str | int]) -> Any:
    """The type at the location inside of a type, or None where the way is lost."""
    for step in location:
        annotation = _step(_bare(annotation), step)
    return _bare(annotation)


def _bare(annotation: Any) -> Any:
    """Without Annotated and without 'or nothing'."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            known = [part for part in get_args(annotation) if part is not type(None)]
            annotation = known[0]
        else:
            return annotation


def _step(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _keys(document: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    model = _annotation(document, location)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    return []


def _literals(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return []


def _description(document: type[BaseModel], location: Sequence[str | int]) -> str:
    """What the missing part is, from the description of its field or the first line of its type."""
    model = _annotation(document, location[:-1])
    if isinstance(model, type) and issubclass(model, BaseModel):
        told = explanation(model.__name__, str(location[-1]))
        if told:
            return f"Write {location[-1]}: {told[0].lower()}{told[1:]}"
    part = _annotation(document, location)
    for inner in (part, *(_bare(argument) for argument in get_args(part))):
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner.__doc__:
            return inner.__doc__.strip().split("\n")[0]
    return f"Write {location[-1]}: and its value."
