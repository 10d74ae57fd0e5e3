"""The valid part of a draft: its sections that check, and for the others those of the version before.

A draft may be saved with faults. What of it can be tried all the same is put together here; it is never stored.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check, disagreements, written
from handraiser.process.digests import Part, parts_alone
from handraiser.process.places import find, section_of, tree
from handraiser.process.shape import Shape

D = TypeVar("D", bound=Shape)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A section that is not the draft's own, with what is wrong with the draft's. `line` None: the draft has none.

    `known` False: no document has such a section, so that nothing stands in its place.
    """

    section: str
    line: int | None
    faults: tuple[Fault, ...]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Joined(Generic[D]):
    """A document that checks, and which of its sections are another version's; none of a draft that checks."""

    document: D
    replaced: tuple[Replaced, ...]


class CannotJoin(Refusal):
    """The draft has no part that can be tried. `faults`: all that is wrong, of the draft and of the whole."""

    def __init__(self, why: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(why)
        self.faults = faults


def join(text: str, before: D, *, path: str, called: str) -> Joined[D]:
    """The draft with its faulty or missing sections taken from `before`, a version that people know as `called`.

    `path` is the name of the draft in its faults. A section that contradicts those that stay is taken from `before`
    too. Raises CannotJoin where the text is no document at all, nothing of it stays, or a section of `before`
    contradicts what stays.
    """
    checked = check(text, document=type(before), path=path)
    if checked.document is not None:
        return Joined(checked.document, ())
    root = tree(text)
    if root is None or not isinstance(root.value, dict):
        raise CannotJoin(f"It cannot be read as a document. {checked.faults[0]}", checked.faults)
    parts = parts_alone(text, type(before), path=path)
    wrong = {name: part.faults for name, part in parts.items() if part.digest is None}
    while any(part.line is not None and name not in wrong for name, part in parts.items()):
        whole = type(before).model_validate(
            {name: getattr(before, name) if name in wrong else part.value for name, part in parts.items()}
        )
        contradictions = tuple(_contradictions(whole, text, path, wrong))
        if not contradictions:
            return Joined(whole, tuple(_replaced(parts, wrong, checked.faults)))
        own = {section: told for section, told in _by_section(contradictions).items() if section not in wrong}
        if not own:
            raise CannotJoin(_why(contradictions, called), (*checked.faults, *contradictions))
        # A section that contradicts the others has a fault like any other; it is of no use without them.
        wrong |= own
    raise CannotJoin(f"None of its sections can be tried. {checked.faults[0]}", checked.faults)


def _contradictions(whole: Shape, text: str, path: str, wrong: Collection[str]) -> Iterable[Fault]:
    for location, said, meant in disagreements(whole):
        place = written(location)
        # What is wrong with a section of the other version has no line in this text.
        found = find(text, place) if location[0] not in wrong else None
        yield Fault(path, found[1] if found else 1, 1, place, said, meant)


def _by_section(faults: Iterable[Fault]) -> dict[str, tuple[Fault, ...]]:
    told: dict[str, tuple[Fault, ...]] = {}
    for fault in faults:
        section = section_of(fault.path)
        told[section] = (*told.get(section, ()), fault)
    return told


def _why(contradictions: tuple[Fault, ...], called: str) -> str:
    first = contradictions[0]
    more = f" (and {len(contradictions) - 1} more)" if len(contradictions) > 1 else ""
    return (
        f"The sections that check do not fit to those that would be taken from {called}: "
        f"{first.path}: {first.wrong} {first.meant}".rstrip()
        + more
    )


def _replaced(
    parts: Mapping[str, Part], wrong: Mapping[str, tuple[Fault, ...]], faults: tuple[Fault, ...]
) -> Iterable[Replaced]:
    for name, part in parts.items():
        if name in wrong:
            yield Replaced(name, part.line, wrong[name])
    placed = {fault for part in parts.values() for fault in part.faults}
    for fault in faults:
        section = section_of(fault.path)
        if fault not in placed and section not in parts:
            yield Replaced(section, fault.line, (fault,), known=False)
