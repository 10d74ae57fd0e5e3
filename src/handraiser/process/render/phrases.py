"""Small parts of the document as phrases in a cell: a criterion, a step, an answer, an escalation."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, PlainSerializer

from handraiser.process.conditions import Condition
from handraiser.process.render.page import Cell, Line, Span, plain
from handraiser.process.render.titles import STAGE_KEYS, WORD_KEYS, WORDS, section_title, title_of

Names = Mapping[str, str]


def cell(value: Any, key: str, names: Names) -> Cell:
    """Any value as a cell. `names` gives the titles of stages by their keys."""
    match value:
        case None | "" | () | False:
            return ()
        case True:
            return plain("yes")
        case Condition():
            return ((Span(_one_line(value.text), "code"),),)
        case BaseModel():
            return tuple(lines(value, names))
        case Mapping():
            return tuple(
                (Span(f"{name}: "), *_inline(cell(inner, key, names))) for name, inner in value.items()
            )
        case tuple() | list():
            cells = [cell(inner, key, names) for inner in value]
            if key != "content" and all(isinstance(inner, str) for inner in value):
                return ((Span(", ".join(word(inner, key, names) for inner in value)),),)
            return tuple(line for made in cells for line in made)
        case float():
            return plain(f"{value:.0%}" if key == "warn_after" else f"{value:g}")
        case _:
            return plain(word(str(value), key, names))


def word(text: str, key: str, names: Names) -> str:
    """A text as people say it: the title of a stage, or the words for a word of the program."""
    if key in STAGE_KEYS:
        return names.get(text, text)
    if key == "signs":
        return section_title(text)
    return WORDS.get(text, text.replace("_", " ")) if key in WORD_KEYS else _one_line(text)


def value_of(part: BaseModel, name: str) -> Any:
    """The value of a key; where its type has a written form of its own, that."""
    if any(isinstance(detail, PlainSerializer) for detail in type(part).model_fields[name].metadata):
        return part.model_dump(include={name})[name]
    return getattr(part, name)


def lines(part: BaseModel, names: Names) -> Iterator[Line]:
    """A part of the document as a few lines."""
    fields = frozenset(type(part).model_fields)
    for shape, phrase in PHRASES:
        if shape <= fields:
            yield from phrase(part, names)
            return
    yield from _in_general(part, names)


def _criterion(part: Any, names: Names) -> Iterator[Line]:
    if part.when is None:
        yield (Span(part.says),)
    else:
        yield (Span(f"{part.says} "), Span(_one_line(part.when.text), "code"))


def _step(part: Any, names: Names) -> Iterator[Line]:
    if part.job_aids:
        yield (Span(part.do), Span(" Job aids: " + ", ".join(part.job_aids) + ".", "quiet"))
    else:
        yield (Span(part.do),)


def _answer(part: Any, names: Names) -> Iterator[Line]:
    yield (
        Span(part.title),
        Span(f" ({part.value}, good enough)" if part.met else f" ({part.value})", "quiet"),
    )


def _escalation(part: Any, names: Names) -> Iterator[Line]:
    moment = f"after {part.after}" if part.after is not None else "at once"
    what = word(part.do, "do", names)
    yield (
        Span(f"{moment}: {what}" + (f" the {word(part.whom, 'whom', names)}" if part.do == "notify" else "")),
    )


def _start(part: Any, names: Names) -> Iterator[Line]:
    yield (
        Span("when offered to sales" if part.offer else f"on entering {names.get(part.stage, part.stage)}"),
    )


def _way_out(part: Any, names: Names) -> Iterator[Line]:
    where = f" to {names.get(part.to, part.to)}" if part.to else ""
    reason = f" ({part.reason.replace('_', ' ')})" if part.reason else ""
    yield (Span(f"{word(part.then, 'then', names)}{where}{reason}"),)


def _territory(part: Any, names: Names) -> Iterator[Line]:
    members = f" {', '.join(part.members)}" if part.members else ""
    yield (Span(f"{part.name} "), Span(_one_line(part.when.text), "code"), Span(members))


def _in_general(part: BaseModel, names: Names) -> Iterator[Line]:
    for name in type(part).model_fields:
        made = cell(value_of(part, name), name, names)
        if made:
            yield (Span(f"{title_of(name)}: "), *_inline(made))


Phrase = Callable[[Any, Names], Iterator[Line]]

# A part is recognised by the keys it has, so that rooms may shape their sections as they like.
PHRASES: tuple[tuple[frozenset[str], Phrase], ...] = (
    (frozenset({"says", "when"}), _criterion),
    (frozenset({"do", "job_aids"}), _step),
    (frozenset({"value", "title", "met"}), _answer),
    (frozenset({"after", "do", "whom"}), _escalation),
    (frozenset({"stage", "offer"}), _start),
    (frozenset({"to", "then", "reason"}), _way_out),
    (frozenset({"name", "when", "members"}), _territory),
)


def _inline(made: Cell) -> Line:
    """The lines of a cell in one."""
    spans: list[Span] = []
    for index, line in enumerate(made):
        if index:
            spans.append(Span("; "))
        spans.extend(line)
    return tuple(spans)


def _one_line(text: str) -> str:
    return " ".join(text.split())
