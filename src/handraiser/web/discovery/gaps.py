"""Gaps sorted into phases, and where each lies between effect and effort."""

from dataclasses import dataclass

from handraiser.process.discovery import Discovery, Gap

# The picture: five by five fields of this size in the units of its view box, with room for the axis names.
FIELD, LEFT, TOP = 40, 30, 8
# Several gaps in one field stand beside each other, three in a row.
IN_A_ROW, APART = 3, 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A gap with its place in the document, the number that it is called by, and its point in the picture."""

    place: int
    number: int
    gap: Gap
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Phases:
    """Open gaps by phase, the most effect for the least effort first; and those that are closed."""

    quick: tuple[Placed, ...]
    later: tuple[Placed, ...]
    closed: tuple[Placed, ...]

    @property
    def open(self) -> tuple[Placed, ...]:
        """What is still to do."""
        return (*self.quick, *self.later)


def phases_of(discovery: Discovery) -> Phases:
    """All gaps of a document, numbered in the order in which they should be closed."""
    entries = sorted(
        enumerate(discovery.gaps),
        key=lambda entry: (
            entry[1].state in ("done", "dropped"),
            not entry[1].quick_win,
            -entry[1].effect,
            entry[1].effort,
            entry[0],
        ),
    )
    seen: dict[tuple[int, int], int] = {}
    placed = []
    for number, (place, gap) in enumerate(entries, start=1):
        field = (gap.effort, gap.effect)
        rank = seen[field] = seen.get(field, -1) + 1
        x = LEFT + (gap.effort - 1) * FIELD + 8 + (rank % IN_A_ROW) * APART
        y = TOP + (5 - gap.effect) * FIELD + 8 + min(rank // IN_A_ROW, 2) * APART
        placed.append(Placed(place, number, gap, x, y))
    done = [one for one in placed if one.gap.state in ("done", "dropped")]
    todo = [one for one in placed if one not in done]
    return Phases(
        tuple(one for one in todo if one.gap.quick_win),
        tuple(one for one in todo if not one.gap.quick_win),
        tuple(done),
    )
