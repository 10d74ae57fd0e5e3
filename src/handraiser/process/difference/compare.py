"""Two documents compared part by part. Whatever differs is told, once, with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.difference.changes import Change, Place
from handraiser.process.difference.conditions import compared
from handraiser.process.difference.details import details
from handraiser.process.difference.matching import Pair, matched, moved
from handraiser.process.difference.names import WHOLE, called, label, name_of, one_of, phrase_of
from handraiser.process.difference.wordings import ARROW, quoted, said, turned
from handraiser.process.render.phrases import value_of
from handraiser.process.shape import Shape

Names = dict[str, str]
# Lists of a few words that are read as one thing.
ONE_THING = frozenset({"order", "stops_on"})
# Parts that are said in one phrase, also when but a piece of them changed.
PHRASED = frozenset({"starts", "way_out"})
# Parts that hold lists and are no thing of their own.
UNNAMED = frozenset({"touches"})


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
    if isinstance(before, BaseModel) and isinstance(after, BaseModel) and type(before) is type(after):
        yield from _fields(before, after, place, names)
    elif isinstance(before, tuple | list) and isinstance(after, tuple | list) and key not in ONE_THING:
        yield from _list(key, before, after, place, names)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mapping(key, before, after, place, names)
    else:
        yield place.tell("changed", turned(label(key, place.path), before, after, key=key, names=names))


def _fields(before: BaseModel, after: BaseModel, place: Place, names: Names) -> Iterator[Change]:
    for key in type(after).model_fields:
        was, becomes = getattr(before, key), getattr(after, key)
        if was == becomes:
            continue
        below = Place(place.at(key), place.subject, place.within)
        # Values of some types differ although they are written alike; that is told, too.
        told = list(_field(key, before, after, below, names))
        yield from told or [below.tell("changed", f"{label(key, below.path)} is written otherwise")]


def _field(key: str, before: BaseModel, after: BaseModel, below: Place, names: Names) -> Iterator[Change]:
    was, becomes = value_of(before, key), value_of(after, key)
    if isinstance(was, Condition) or isinstance(becomes, Condition):
        decides = "says" in type(after).model_fields
        yield below.tell("changed", _condition(was, becomes, decides=decides))
    elif isinstance(was, BaseModel) and isinstance(becomes, BaseModel):
        one, other = phrase_of(was, names), phrase_of(becomes, names)
        if key in PHRASED and one != other:
            yield below.tell("changed", f"{label(key)}: {one} {ARROW} {other}")
        else:
            inside = below if key in UNNAMED else below.inside(label(key))
            yield from _part(key, was, becomes, inside, names)
    else:
        yield from _part(key, was, becomes, below, names)


def _condition(before: Any, after: Any, *, decides: bool) -> str:
    """Of a criterion the condition decides whether it holds; of anything else, whether it applies at all."""
    if before is None and decides:
        return f"the machine knows it now, by the condition {said(after, 'when', {})}"
    if after is None and decides:
        return f"a person decides it now; the condition {said(before, 'when', {})} is gone"
    if before is None:
        return f"now only when {said(after, 'when', {})}"
    if after is None:
        return f"now always; before only when {said(before, 'when', {})}"
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
            what = f"a new {called(key, part, names)}{details(part, names)}"
            yield place.tell("new", what, path=place.at(index))
    for one, other in pairs:
        yield from _item(key, before[one], after[other], place, other, names)
    for pair in moved(pairs):
        what = f"the {called(key, after[pair[1]], names)} {_moved(key, pair, after, names)}"
        yield place.tell("moved", what, path=place.at(pair[1]))


def _moved(key: str, pair: Pair, after: Sequence[Any], names: Names) -> str:
    one, other = pair
    if one != other:
        return f"moved from place {one + 1} to {other + 1}"
    # What was before it is behind it now, and the other way round.
    return f"stands behind the {called(key, after[other - 1], names)} now" if other else "stands first now"


def _item(key: str, before: Any, after: Any, place: Place, index: int, names: Names) -> Iterator[Change]:
    if before == after:
        return
    path = place.at(index)
    if not isinstance(after, BaseModel):
        yield place.tell("changed", turned(one_of(key), before, after, key=key, names=names), path=path)
        return
    if set(type(after).model_fields) >= WHOLE:
        one, other = phrase_of(before, names), phrase_of(after, names)
        if one != other:
            what = f"{one_of(key)} {quoted(one)} {ARROW} {quoted(other)}"
            yield place.tell("changed", what, path=path)
            return
    yield from _part(key, before, after, _inside(key, after, path, place, names), names)


def _inside(key: str, part: Any, path: str, place: Place, names: Names) -> Place:
    """The place of a part of a list: a stage or a clock is a subject of its own, what is in it stands within."""
    if place.subject or place.within:
        return Place(path, place.subject, place.within).inside(called(key, part, names))
    if isinstance(part, BaseModel):
        return Place(path, name_of(part, names))
    name = called(key, part, names)
    return Place(path, name[:1].upper() + name[1:])


def _mapping(
    key: str, before: Mapping[Any, Any], after: Mapping[Any, Any], place: Place, names: Names
) -> Iterator[Change]:
    noun = one_of(key)
    for name, part in before.items():
        if name not in after:
            what = f"the {called(key, _known(name, part), names)} is gone"
            yield place.tell("gone", what, path=place.at(str(name)))
    for name, part in after.items():
        path = place.at(str(name))
        if name not in before:
            more = details(part, names) if isinstance(part, BaseModel) else f": {said(part, key, names)}"
            yield place.tell("new", f"a new {called(key, _known(name, part), names)}{more}", path=path)
        elif isinstance(part, BaseModel | Mapping):
            inside = _inside(key, _known(name, part), path, place, names)
            yield from _part(key, before[name], part, inside, names)
        elif before[name] != part:
            what = turned(f"{noun} {name}", before[name], part, key=key, names=names)
            yield place.tell("changed", what, path=path)
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        yield place.tell("moved", f"the order of {label(key)} is now {', '.join(map(str, after))}")


def _known(name: object, part: object) -> object:
    """What a part of a mapping is known by: its title if it has one, else the name that it goes by."""
    return part if isinstance(part, BaseModel) and getattr(part, "title", None) else str(name)


def _names(document: Shape) -> Names:
    stages = (*getattr(document, "stages", ()), *getattr(document, "buying_stages", ()))
    return {stage.key: stage.title for stage in stages}
