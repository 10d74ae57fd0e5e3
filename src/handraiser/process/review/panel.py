"""The panel: who speaks for which function, and what that function signs. The document itself names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handraiser.process.digests import Part
from handraiser.process.sections import Stakeholder

SECTION = "stakeholders"


@dataclass(frozen=True, slots=True)
class Seat:
    """A function on the panel. `people`: e-mail addresses in lower case; `signs`: the sections it must sign."""

    function: str
    people: frozenset[str]
    signs: tuple[str, ...]

    def is_of(self, email: str) -> bool:
        """Whether this person speaks for the function."""
        return email.lower() in self.people


def panel_of(parts: Mapping[str, Part]) -> tuple[Seat, ...]:
    """The seats of a document in its order. None where its stakeholders cannot be read."""
    part = parts.get(SECTION)
    return panel(part.value or ()) if part is not None else ()


def panel(stakeholders: Iterable[Stakeholder | Any]) -> tuple[Seat, ...]:
    """The same of stakeholders; a function that is named twice has one seat."""
    seats: dict[str, Seat] = {}
    for one in stakeholders:
        before = seats.get(one.function, Seat(one.function, frozenset(), ()))
        seats[one.function] = Seat(
            function=one.function,
            people=before.people | {person.strip().lower() for person in one.people},
            signs=tuple(dict.fromkeys((*before.signs, *one.signs))),
        )
    return tuple(seats.values())


def signers(seats: Iterable[Seat], section: str) -> list[Seat]:
    """Whose sign-off a section needs."""
    return [seat for seat in seats if section in seat.signs]
