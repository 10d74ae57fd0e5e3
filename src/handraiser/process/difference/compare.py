"""Two documents compared part by part. Whatever differs is told, once, with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.difference.changes import Change, Place
from handraiser.process.difference.conditions import compared
from handraiser.process.difference.matching import matched, moved
from handraiser.process.difference.names import called, label, name_of, one_of
from handraiser.process.difference.wordings import quoted, said, turned
from handraiser.process.render.phrases import value_of
from handraiser.process.shape import Shape

Names = dict[str, str]


def compare(before: Shape, after: Shape) -> tuple[Change, ...]:
    """Every change from one document to the other, section by section; none only if the two are equal."""
    names = _names(before) | _names(after)
    return tuple(
        change
        for key in type(after).model_fields
        for change in _part(key, getattr(before, key), getattr(after, key), Place(key), names)
    )


def _part(key: str, before: Any, after: Any, place: Place, names: Names) -> Iterator[Change]:
    """What became of the value of a key; the place is that of the value."""
    if before == after:
        return
    if isinstance(before, Condition) or isinstance(after, Condition):
        yield place.tell("changed", _condition(key, before, after))
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel) and type(before) is type(after):
        yield from _fields(before, after, place, names)
    elif isinstance(before, tuple | list) and isinstance(after, tuple | list):
        yield from _list(key, before, after, place, names)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mapping(key, before, after, place, names)
    else:
        yield place.tell("changed", f"{label(key)} {turned(before, after, key=key, names=names)}")


def _fields(before: BaseModel, after: BaseModel, place: Place, names: Names) -> Iterator[Change]:
    for key in type(after).model_fields:
        was, becomes = getattr(before, key), getattr(after, key)
        if was == becomes:
            continue
        below = Place(place.at(key), place.subject, place.within)
        if not isinstance(was, BaseModel | tuple | Mapping | Condition | None):
            was, becomes = value_of(before, key), value_of(after, key)
        told = list(_part(key, was, becomes, below, names))
        # Values of some types differ although they are written alike; that is told, too.
        yield from told or [below.tell("changed", f"{label(key)} changed")]


def _condition(key: str, before: Any, after: Any) -> str:
    if before is None:
        return f"the machine knows it now, by the condition {said(after, key, {})}"
    if after is None:
        return f"a person decides it now; the condition {said(before, key, {})} is gone"
    return compared(before, after)


def _list(
    key: str, before: Sequence[Any], after: Sequence[Any], place: Place, names: Names
) -> Iterator[Change]:
    pairs = matched(before, after)
    earlier, later = {one for one, _ in pairs}, {other for _, other in pairs}
    for index, part in enumerate(before):
        if index not in earlier:
            path = place.at(index)
            yield place.tell("gone", f"the {called(key, part, names)} is gone", path=path)
    for index, part in enumerate(after):
        if index not in later:
            yield place.tell(
                "new", f"a new {called(key, part, names)}{_with(part, names)}", path=place.at(index)
            )
    for one, other in pairs:
        yield from _item(key, before[one], after[other], place, other, names)
    for one, other in moved(pairs):
        what = f"the {called(key, after[other], names)} moved from place {one + 1} to {other + 1}"
        yield place.tell("moved", what, path=place.at(other))


def _item(key: str, before: Any, after: Any, place: Place, index: int, names: Names) -> Iterator[Change]:
    if before == after:
        return
    path = place.at(index)
    if not isinstance(after, BaseModel):
        what = turned(before, after, key=key, names=names)
        yield place.tell("changed", f"{one_of(key)} {what}", path=path)
        return
    yield from _part(key, before, after, _inside(key, after, path, place, names), names)


def _inside(key: str, part: Any, path: str, place: Place, names: Names) -> Place:
    """The place of a part of a list: a stage or a clock is a subject of its own, what is in it stands within."""
    if not place.subject:
        return Place(path, name_of(part, names))
    within = called(key, part, names)
    return Place(path, place.subject, f"{place.within}, {within}" if place.within else within)


def _mapping(
    key: str, before: Mapping[Any, Any], after: Mapping[Any, Any], place: Place, names: Names
) -> Iterator[Change]:
    noun = one_of(key)
    for name in before:
        if name not in after:
            yield place.tell("gone", f"the {noun} {quoted(str(name))} is gone", path=place.at(str(name)))
    for name, part in after.items():
        path = place.at(str(name))
        if name not in before:
            shown = "" if isinstance(part, BaseModel) else f": {said(part, key, names)}"
            yield place.tell("new", f"a new {noun} {quoted(str(name))}{shown}", path=path)
        elif isinstance(part, BaseModel | Mapping):
            yield from _part(key, before[name], part, _inside(key, str(name), path, place, names), names)
        elif before[name] != part:
            what = turned(before[name], part, key=key, names=names)
            yield place.tell("changed", f"{noun} {name} {what}", path=path)
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        yield place.tell("moved", f"the order of {label(key)} is now {', '.join(map(str, after))}")


def _with(part: Any, names: Names) -> str:
    """What is told of a new part beside its name, where that is the point of it."""
    when, points, then = (getattr(part, key, None) for key in ("when", "points", "then"))
    if isinstance(when, Condition):
        asks = f", when {said(when, 'when', names)}"
        return f": {said(points, 'points', names)} points{asks}" if points is not None else asks
    if points is not None:
        return f": {said(points, 'points', names)} points"
    return f" ({said(then, 'then', names)})" if isinstance(then, str) else ""


def _names(document: Shape) -> Names:
    stages = (*getattr(document, "stages", ()), *getattr(document, "buying_stages", ()))
    return {stage.key: stage.title for stage in stages}
