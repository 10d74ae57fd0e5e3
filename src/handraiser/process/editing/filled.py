"""What somebody filled in, as changes of the text. A field that says what it said before changes nothing."""

from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, get_origin

from handraiser.kit.refusal import Refusal
from handraiser.process.editing.changes import Add, Change, Drop, Put, Swap
from handraiser.process.editing.fields import plain_text
from handraiser.process.editing.shown import Entries, Field, Group, Part
from handraiser.process.source import INTEGER, NUMBER, plain, read_source

# With more differences than these a list is written anew.
MOST_STEPS = 12


class FieldUnclear(Refusal):
    """What stands in a field cannot be written into the document. `field` is its address."""


class NoSuchAct(Refusal):
    """The form asks for something that the document does not have, as it is now."""


def changes(part: Part, said: Mapping[str, str]) -> list[Change]:
    """The changes that the fields named in `said` ask for. Raises FieldUnclear."""
    return list(_changes(part, said, _touched(said)))


def act(part: Part, verb: str, address: str, key: str = "") -> Change:
    """Adding, dropping or moving an entry: `add`, `drop`, `up` or `down`. Raises NoSuchAct or FieldUnclear."""
    for entries in _lists(part, address):
        if verb == "add" and entries.address == address:
            return _added(entries, key.strip())
        for place, entry in enumerate(entries.entries):
            if entry.address != address:
                continue
            if verb == "drop":
                return Drop(entry.path)
            if verb == "up" and place > 0 and not entries.keyed:
                return Swap((*entries.path, place - 1))
            if verb == "down" and place + 1 < len(entries.entries) and not entries.keyed:
                return Swap((*entries.path, place))
    raise NoSuchAct("That part of the draft is not there any more.")


def _touched(said: Mapping[str, str]) -> set[str]:
    """The addresses at which something is said, and of all parts around them."""
    found: set[str] = set()
    for name in said:
        while name.startswith("/") and name not in found:
            found.add(name)
            name = name.rpartition("/")[0]
    return found


def _changes(part: Part, said: Mapping[str, str], touched: Container[str]) -> Iterator[Change]:
    if part.address not in touched:
        return
    match part:
        case Field():
            yield from _of_field(part, said)
        case Group():
            if part.optional and part.written and not part.entry and _emptied(part, said):
                yield Drop(part.path)
                return
            for inner in part.parts:
                yield from _changes(inner, said, touched)
        case Entries():
            for entry in part.entries:
                yield from _changes(entry, said, touched)


def _of_field(field: Field, said: Mapping[str, str]) -> Iterator[Change]:
    if field.address not in said:
        return
    text = _tidy(field, said[field.address])
    if text == _tidy(field, field.shown) or (
        field.kind == "switch" and not field.shown and text == _off(field)
    ):
        return
    if field.kind == "lines":
        yield from _lines(field, text)
    elif field.kind == "pairs":
        yield from _pairs(field, text)
    elif text == "":
        yield Drop(field.path)
    else:
        yield Put(field.path, _value(field, text), field.orders)


def _value(field: Field, text: str) -> Any:
    if field.kind == "switch":
        return text == "true"
    if field.kind == "number":
        return _number(text)
    if field.kind == "raw":
        source = read_source(text)
        if source.root is None or source.faults:
            wrong = source.faults[0].wrong if source.faults else "There is nothing."
            raise FieldUnclear(f"{field.title}: {wrong}", field=field.address)
        return plain(source.root)
    return text


def _lines(field: Field, text: str) -> Iterator[Change]:
    old = field.value or []
    before, after = [plain_text(value) for value in old], text.split("\n") if text else []
    if not before or not after:
        yield Put(field.path, after, field.orders) if after else Drop(field.path)
        return
    steps: list[Change] = []
    # From the back, so that the places before stay right.
    for tag, begin, end, new_begin, new_end in reversed(
        SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    ):
        if tag == "equal":
            continue
        shared = min(end - begin, new_end - new_begin)
        steps += [Drop((*field.path, at)) for at in reversed(range(begin + shared, end))]
        steps += [
            Add(field.path, after[at], at=begin + shared)
            for at in reversed(range(new_begin + shared, new_end))
        ]
        steps += [Put((*field.path, begin + at), after[new_begin + at]) for at in range(shared)]
    yield from steps if len(steps) <= MOST_STEPS else [Put(field.path, after, field.orders)]


def _pairs(field: Field, text: str) -> Iterator[Change]:
    old: Mapping[str, Any] = field.value or {}
    new: dict[str, Any] = {}
    for line in text.split("\n") if text else ():
        key, colon, value = line.partition(":")
        if not colon or not key.strip():
            raise FieldUnclear(
                f"{field.title}: write key: value in each line, not “{line[:60]}”.", field=field.address
            )
        new[key.strip()] = _paired(field, value.strip())
    if not old or not new:
        yield Put(field.path, new, field.orders) if new else Drop(field.path)
        return
    steps: list[Change] = [Drop((*field.path, key)) for key in old if key not in new]
    steps += [
        Put((*field.path, key), value) for key, value in new.items() if key not in old or old[key] != value
    ]
    yield from steps if len(steps) <= MOST_STEPS else [Put(field.path, new, field.orders)]


def _paired(field: Field, value: str) -> Any:
    if get_origin(field.inner) is tuple:
        return [part.strip() for part in value.split(",") if part.strip()]
    return _number(value) if field.inner in (int, float) else value


def _number(text: str) -> Any:
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def _tidy(field: Field, text: str) -> str:
    """Without blanks around it; in one line, unless its lines mean something."""
    lines = [line.strip() if field.kind != "long" else line.rstrip() for line in text.splitlines()]
    if field.kind in ("lines", "pairs"):
        return "\n".join(line for line in lines if line)
    joined = "\n".join(lines).strip()
    return joined if field.kind == "long" and "\n" in field.shown else " ".join(joined.split("\n"))


def _off(field: Field) -> str:
    return field.usual or "false"


def _emptied(group: Group, said: Mapping[str, str]) -> bool:
    """Whether everything in the group is left empty, or as it would be anyway."""
    asked = False
    for part in group.parts:
        if isinstance(part, Entries):
            if part.entries:
                return False
        elif isinstance(part, Group):
            if part.written and not _emptied(part, said):
                return False
        else:
            text = said.get(part.address, part.shown).strip()
            asked = asked or part.address in said
            if text and not (part.kind == "switch" and text == _off(part)):
                return False
    return asked


def _lists(part: Part, address: str) -> Iterator[Entries]:
    """The lists on the way to an address."""
    if part.address != address and not address.startswith(f"{part.address}/"):
        return
    if isinstance(part, Entries):
        yield part
    for inner in part.entries if isinstance(part, Entries) else part.parts if isinstance(part, Group) else ():
        yield from _lists(inner, address)


def _added(entries: Entries, key: str) -> Change:
    if not entries.keyed:
        return Add(entries.path, entries.blank, orders=entries.orders)
    if not key:
        raise FieldUnclear(f"{entries.title}: say the key of the new entry.", field=entries.address)
    if any(entry.path[-1] == key for entry in entries.entries):
        raise FieldUnclear(f"{entries.title}: there is “{key}” already.", field=entries.address)
    return Put((*entries.path, key), entries.blank, (*entries.orders, ()))
