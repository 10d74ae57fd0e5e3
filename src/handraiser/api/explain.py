"""The OpenAPI description, turned into what the page shows: groups of operations, and shapes as tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a table: a parameter, or a member of a shape. `links` are the shapes that its type names."""

    name: str
    type: str
    required: bool
    about: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One call."""

    id: str
    method: str
    path: str
    summary: str
    about: tuple[str, ...]
    parameters: tuple[Field, ...]
    bodies: tuple[str, ...]
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Operations of one kind."""

    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """One shape of the description."""

    name: str
    about: str
    fields: tuple[Field, ...]


CODE = re.compile(r"`([^`]+)`")
# The order in which a newcomer needs them.
FIRST = ("take_in_inquiries", "see_events", "list_leads", "get_person", "get_process")
TAGS = ("Capture", "Leads", "Acts", "People", "Process")


def groups_of(schema: Schema) -> list[Group]:
    """All operations, by tag."""
    by_tag: dict[str, list[Operation]] = {tag: [] for tag in TAGS}
    for path, operations in schema["paths"].items():
        for method, told in operations.items():
            by_tag.setdefault(told["tags"][0], []).append(_operation(path, method, told))
    return [Group(tag, tuple(sorted(operations, key=_place))) for tag, operations in by_tag.items()]


def shapes_of(schema: Schema) -> list[ShapeTable]:
    """All shapes, by name."""
    return [_shape(name, told) for name, told in sorted(schema["components"]["schemas"].items())]


def paragraphs(text: str) -> list[str]:
    """A text as HTML paragraphs, with what stands in backticks as code."""
    return [mark_safe(CODE.sub(r"<code>\1</code>", escape(each))) for each in text.split("\n\n")]  # noqa: S308


def _place(operation: Operation) -> int:
    """What most people look for comes first, the rest as it was written."""
    return FIRST.index(operation.id) if operation.id in FIRST else len(FIRST)


def _operation(path: str, method: str, told: Schema) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=tuple(paragraphs(told.get("description", ""))),
        parameters=tuple(_parameter(parameter) for parameter in told["parameters"]),
        bodies=tuple(dict.fromkeys(name for body in content.values() for name in _names(body["schema"]))),
        answers=tuple(_answers(told["responses"])),
    )


def _answers(responses: Mapping[Any, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Status, meaning and shapes of what is answered when it went well; problems have a section of their own."""
    for status, told in responses.items():
        if int(status) < 400:
            names = tuple(
                name for body in told.get("content", {}).values() for name in _names(body["schema"])
            )
            yield str(status), told["description"], names


def _parameter(told: Schema) -> Field:
    schema = told["schema"]
    about = told.get("description") or schema.get("description", "")
    return Field(f"{told['name']}", f"{_type(schema)} ({told['in']})", told["required"], about)


def _shape(name: str, told: Schema) -> ShapeTable:
    required = told.get("required", ())
    fields = tuple(
        Field(member, _type(schema), member in required, schema.get("description", ""), tuple(_names(schema)))
        for member, schema in told.get("properties", {}).items()
    )
    return ShapeTable(name, told.get("description", ""), fields)


def _type(schema: Schema) -> str:
    """The type in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_type(each) for each in schema[several]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    own = str(schema.get("type", "any"))
    return str(schema.get("format", own)) if own == "string" else own


def _names(schema: Schema) -> Iterator[str]:
    """The shapes that a schema names."""
    if "$ref" in schema:
        yield str(schema["$ref"]).rsplit("/", 1)[-1]
    for several in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(several, ()):
            yield from _names(each)
    for nested in ("items", "additionalProperties"):
        if isinstance(schema.get(nested), dict):
            yield from _names(schema[nested])
