"""A document laid out as a page: which parts become tables, facts, lists and paragraphs.

The stages get the familiar table. Everything else is laid out by its shape alone, so a section or key that a
room adds is on the page without a change here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from handraiser.process.render.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Items,
    Page,
    Section,
    Span,
    Table,
    Text,
    plain,
)
from handraiser.process.render.phrases import Names, cell, lines, value_of, word
from handraiser.process.render.titles import section_title, title_of
from handraiser.process.shape import Shape

# Said first in a section, as a paragraph.
OPENINGS = ("about", "definition", "summary")
FIRST = ("lead", "stages")
FAMILIAR = ("Stage", "Definition", "Team", "Activities", "Exit criteria")
# What the familiar table does not show of a stage.
GATES = ("owner", "buying_stage", "entry", "duration", "next", "way_out", "measure")


def lay_out(document: Shape, *, version: str = "") -> Page:
    """The page of a document."""
    about = getattr(document, "process", None)
    names = _stage_names(document)
    owner = getattr(about, "owner", "")
    subtitle = " · ".join(part for part in (f"Version {version}" if version else "", owner) if part)
    return Page(
        title=getattr(about, "name", "") or "Lead management process",
        subtitle=subtitle,
        summary=getattr(about, "summary", ""),
        sections=tuple(_sections(document, names)),
    )


def _sections(document: Shape, names: Names) -> Iterator[Section]:
    keys = [key for key in type(document).model_fields if key != "process"]
    # What a lead is and the table of stages come first; people look for them first.
    for key in sorted(keys, key=lambda key: FIRST.index(key) if key in FIRST else len(FIRST)):
        value = getattr(document, key)
        blocks = tuple(_stages(value, names) if key == "stages" else _blocks(value, key, names, depth=1))
        if blocks:
            yield Section(key, section_title(key), blocks)


def _stages(stages: Sequence[Any], names: Names) -> Iterator[Block]:
    yield Table(FAMILIAR, tuple(_familiar(stage, names) for stage in stages))
    yield Heading("Owners, time limits and ways out", 1)
    rows = [
        (_strong(stage.title), *(cell(getattr(stage, key, None), key, names) for key in GATES))
        for stage in stages
    ]
    yield _table(("Stage", *(title_of(key) for key in GATES)), rows)
    # What a later version of the section adds is shown too.
    shown = {"key", "title", "definition", "team", "steps", "exit", "exit_needs", "routed", *GATES}
    more = [name for name in type(stages[0]).model_fields if name not in shown] if stages else []
    if more:
        added = [
            (_strong(stage.title), *(cell(getattr(stage, key), key, names) for key in more))
            for stage in stages
        ]
        yield _table(("Stage", *(title_of(key) for key in more)), added)


def _familiar(stage: Any, names: Names) -> tuple[Cell, ...]:
    criteria = cell(stage.exit, "exit", names)
    if getattr(stage, "exit_needs", "all") == "any" and len(stage.exit) > 1:
        criteria = ((Span("Any one of these:", "quiet"),), *criteria)
    routed = (Span(" (given to a person by routing)", "quiet"),) if getattr(stage, "routed", False) else ()
    team: Cell = ((Span(stage.team), *routed),)
    name: Cell = ((Span(stage.title, "strong"), Span(f" {stage.key}", "quiet")),)
    return name, plain(stage.definition), team, cell(stage.steps, "steps", names), criteria


def _blocks(value: Any, key: str, names: Names, *, depth: int) -> Iterator[Block]:
    """Any part of the document as blocks."""
    if isinstance(value, BaseModel):
        yield from _of_model(value, names, depth=depth)
    elif _is_table(value):
        yield _models(value, names)
    elif isinstance(value, Mapping):
        rows = [(plain(str(name)), cell(inner, key, names)) for name, inner in value.items()]
        if rows:
            yield _table(("Key", title_of(key)), rows)
    elif isinstance(value, tuple | list):
        if value:
            yield Items(tuple((Span(word(str(inner), key, names)),) for inner in value))
    else:
        made = cell(value, key, names)
        if made:
            yield Text(made[0])


def _of_model(part: BaseModel, names: Names, *, depth: int) -> Iterator[Block]:
    rest: list[tuple[str, Any]] = []
    facts: list[tuple[str, Cell]] = []
    for name in type(part).model_fields:
        value = value_of(part, name)
        if name in OPENINGS and isinstance(value, str):
            if value:
                yield Text((Span(value),))
        elif isinstance(value, BaseModel | Mapping) or (
            isinstance(value, tuple | list) and _deserves_a_part(value)
        ):
            rest.append((name, value))
        else:
            made = cell(value, name, names)
            if made:
                facts.append((title_of(name), made))
    if facts:
        yield Facts(tuple(facts))
    for name, value in rest:
        blocks = tuple(_blocks(value, name, names, depth=depth + 1))
        if blocks:
            yield Heading(title_of(name), depth)
            yield from blocks


def _deserves_a_part(value: Sequence[Any]) -> bool:
    return (
        any(isinstance(inner, BaseModel) for inner in value) or sum(len(str(inner)) for inner in value) > 60
    )


def _is_table(value: Any) -> bool:
    inner = list(value.values()) if isinstance(value, Mapping) else value
    return (
        isinstance(inner, tuple | list) and bool(inner) and all(isinstance(part, BaseModel) for part in inner)
    )


def _models(value: Any, names: Names) -> Block:
    """Parts of one type as a table with a column for each key, or as a list where each is one sentence."""
    parts: list[BaseModel] = list(value.values()) if isinstance(value, Mapping) else list(value)
    fields = list(type(parts[0]).model_fields)
    if not isinstance(value, Mapping) and set(fields) == {"says", "when"}:
        return Items(tuple(line for part in parts for line in lines(part, names)))
    keyed = isinstance(value, Mapping)
    headings = [*(["Key"] if keyed else []), *(title_of(name) for name in fields)]
    rows: list[tuple[Cell, ...]] = []
    for index, part in enumerate(parts):
        cells = [cell(value_of(part, name), name, names) for name in fields]
        rows.append((plain(list(value)[index]), *cells) if keyed else tuple(cells))
    return _table(headings, rows)


def _table(headings: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [index for index in range(len(headings)) if index == 0 or any(row[index] for row in rows)]
    return Table(
        tuple(headings[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in rows)
    )


def _strong(text: str) -> Cell:
    return ((Span(text, "strong"),),)


def _stage_names(document: Shape) -> Names:
    stages = (*getattr(document, "stages", ()), *getattr(document, "buying_stages", ()))
    return {stage.key: stage.title for stage in stages}
