"""Which entries of a long list a form shows: a window of them, and the others by their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from handraiser.process.editing.shown import Entries, Field, Group, Part

# So many entries at once stay quick to draw and to send.
WINDOW = 50
# In longer lists what is inside of a closed entry is fetched when it is opened.
DRAWN_CLOSED = 20
SHOW = "show"
Shown = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Some entries of a list, counted from 0, and the beginnings of all windows with the name of their first entry."""

    entries: tuple[Group, ...]
    begin: int
    total: int
    others: tuple[tuple[int, int, str], ...]

    @property
    def first(self) -> int:
        """The number of the first entry shown, as people count."""
        return self.begin + 1

    @property
    def last(self) -> int:
        """The number of the last one."""
        return self.begin + len(self.entries)

    @property
    def before(self) -> int | None:
        """Where the window before begins."""
        return max(0, self.begin - WINDOW) if self.begin else None

    @property
    def after(self) -> int | None:
        """Where the next window begins."""
        return self.begin + WINDOW if self.begin + WINDOW < self.total else None

    @property
    def whole(self) -> bool:
        """Whether all entries are shown."""
        return self.total <= WINDOW


def window(part: Entries, shown: Shown) -> Window:
    """The window of a list that is asked for; the first one unless it is."""
    total = len(part.entries)
    begin = shown.get(part.address, 0)
    begin = begin // WINDOW * WINDOW if 0 <= begin < total else 0
    others = tuple(
        (at, min(at + WINDOW, total), part.entries[at].title)
        for at in range(0, total if total > WINDOW else 0, WINDOW)
    )
    return Window(part.entries[begin : begin + WINDOW], begin, total, others)


def shown_of(query: QueryDict) -> dict[str, int]:
    """The windows that an address asks for: `show=/stages/0/exit:50`."""
    found = {}
    for one in query.getlist(SHOW)[:20]:
        where, _, begin = one.rpartition(":")
        if where and begin.isdecimal() and len(begin) < 7:
            found[where] = int(begin)
    return found


def address_of(section: str, shown: Shown) -> str:
    """The query of a page that shows these windows."""
    pairs = [("section", section), *((SHOW, f"{where}:{begin}") for where, begin in shown.items())]
    return urlencode(pairs, safe="/:")


def part_at(part: Part, address: str) -> Part | None:
    """The part at an address, or None."""
    while part.address != address:
        inner: tuple[Part, ...] = () if isinstance(part, Field) else _inner(part)
        found = next(
            (one for one in inner if address == one.address or address.startswith(f"{one.address}/")), None
        )
        if found is None:
            return None
        part = found
    return part


def _inner(part: Group | Entries) -> tuple[Part, ...]:
    return part.parts if isinstance(part, Group) else part.entries
