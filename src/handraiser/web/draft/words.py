"""The words that may stand in a document: keys with their meaning, columns, functions, and the names it gives itself."""

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe
from pydantic import BaseModel

from handraiser.document import Document
from handraiser.lead.catalogue import CATALOGUE
from handraiser.process.conditions import Condition
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.editing.fields import bare
from handraiser.process.explanations import explanation
from handraiser.web.screen import StaffRequest, screen

OPERATORS = (
    "AND",
    "OR",
    "NOT",
    "IN ()",
    "BETWEEN",
    "LIKE ''",
    "ILIKE '%%'",
    "IS NULL",
    "IS NOT NULL",
    "TRUE",
    "FALSE",
)


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """Everything that the editor completes and that does not depend on the draft."""
    words = {
        "columns": [
            {"word": column.name, "told": f"{column.title} · {column.type}"}
            for column in CATALOGUE
            if column.rule
        ],
        "functions": [
            {"word": f"{function.name}()", "told": f"{function.signature}: {function.meaning}"}
            for function in FUNCTIONS.values()
        ],
        "operators": [{"word": word, "told": ""} for word in OPERATORS],
        "models": {model.__name__: _keys(model) for model in _models(Document, set())},
        "root": Document.__name__,
    }
    return JsonResponse(words, headers={"Cache-Control": "private, max-age=300"})


def words_of(data: Any) -> dict[str, list[str]]:
    """The names that a document gives, as far as they can be read: stages, teams, grades, questions and so on."""
    stages = _dicts(_get(data, "stages"))
    teams = [*_texts(stages, "team"), *_get_dict(_get(data, "route", "teams"))]
    grades = [*_get_dict(_get(data, "grade", "thresholds")), str(_get(data, "grade", "otherwise") or "F")]
    questions = _dicts(_get(data, "qualify", "questions"))
    words = {
        "stage": _texts(stages, "key"),
        "team": list(dict.fromkeys(teams)),
        "grade": grades,
        "inquiry_kinds": list(_get_dict(_get(data, "lead", "inquiry_kinds"))),
        "buying_stage": _texts(_dicts(_get(data, "buying_stages")), "key"),
        "answer": _texts(questions, "key"),
    }
    for question in questions:
        words[f"answer('{question.get('key')}')"] = _texts(_dicts(question.get("answers")), "value")
    words["behaviours"] = _texts(_dicts(_get(data, "score", "rules")), "behaviour")
    return {name: list(dict.fromkeys(found))[:500] for name, found in words.items()}


def _keys(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    keys = {}
    for name, info in model.model_fields.items():
        kind = bare(info.annotation)
        inner = next(_direct(kind), None)
        options = [str(word) for word in get_args(kind)] if get_origin(kind) is Literal else []
        keys[name] = {
            "told": explanation(model.__name__, name),
            "model": inner.__name__ if inner else "",
            "keyed": get_origin(kind) is dict,
            "options": ["true", "false"] if kind is bool else options,
            "condition": kind is Condition,
        }
    return keys


def _models(model: type[BaseModel], known: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if model in known:
        return
    known.add(model)
    yield model
    for info in model.model_fields.values():
        for inner in _direct(info.annotation):
            yield from _models(inner, known)


def _direct(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, dict, Union, types.UnionType) or hasattr(
        annotation, "__metadata__"
    ):
        for inner in get_args(annotation):
            yield from _direct(inner)


def _get(data: Any, *steps: str) -> Any:
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _get_dict(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _dicts(data: Any) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def _texts(parts: list[dict[str, Any]], key: str) -> list[str]:
    return [part[key] for part in parts if isinstance(part.get(key), str)]
