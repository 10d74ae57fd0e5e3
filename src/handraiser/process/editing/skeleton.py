"""What a new entry begins as: the least that its type asks for, with questions where a person must answer."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.explanations import explanation
from handraiser.process.shape import Duration

FIRST_DURATION = "1 day"


def skeleton(model: type[BaseModel]) -> dict[str, Any]:
    """The required keys of a type with something that reads; texts are questions in square brackets."""
    return {
        name: _value(info.annotation, explanation(model.__name__, name) or name)
        for name, info in model.model_fields.items()
        if info.is_required()
    }


def is_question(value: Any) -> bool:
    """Whether a text is a question of a template that nobody has answered yet."""
    return isinstance(value, str) and value.startswith("[") and value.endswith("]")


def _value(annotation: Any, told: str) -> Any:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(inner[0], told)
    if origin in (Union, types.UnionType):
        return _value(inner[0], told)
    if origin is Literal:
        return inner[0]
    if origin in (tuple, dict):
        return [] if origin is tuple else {}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return skeleton(annotation) or f"[{told}]"
    plain = {Condition: "FALSE", Duration: FIRST_DURATION, bool: False, int: 1, float: 0}
    return plain.get(annotation, f"[{told.replace('[', '(').replace(']', ')')}]")
