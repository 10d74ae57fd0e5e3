"""A station of the journey, and the run that passes through it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import polars as pl

from handraiser.document import Document
from handraiser.journey.gather import FromDatabase, Gather
from handraiser.kit.identity import new_id_strings
from handraiser.process.pilots import RunningPilot
from handraiser.route.desk import Desk
from handraiser.staff.queries import Staff


@dataclass(slots=True)
class Run:
    """One batch on its way: the document that decides, the moment, and what stations lay aside for the writer.

    `aside` holds named frames beside the main one, such as `rows` (the inquiries) and `clocks`. `gather` is where
    stations read. `pilot` runs beside the live version, if one does.
    """

    document: Document
    version_id: UUID
    at: datetime
    gather: Gather = field(default_factory=FromDatabase)
    aside: dict[str, pl.DataFrame] = field(default_factory=dict)
    pilot: RunningPilot | None = None
    # Read by the first part of a batch that routes; the others go on with the turns that it dealt.
    desk: Desk | None = None
    staff: Staff = field(default_factory=lambda: Staff(members=(), teams=()))
    known_companies: list[str] = field(default_factory=list)
    # The leads as each station found them: what a rule looked at is told as it was then.
    before: dict[str, pl.DataFrame] = field(default_factory=dict)
    # Columns that nobody will read, and that are dear to fill: they stay null. See `DEAR` in `stations.py`.
    unread: frozenset[str] = frozenset()
    # Why a lead stands where it was told to stand; who told it is in the ledger.
    told_why: str = "the outcome was told from outside"

    def fresh_ids(self) -> Iterator[str]:
        """Time-ordered ids without end, taken in small lots."""
        while True:
            yield from new_id_strings(64)


@dataclass(frozen=True, slots=True)
class Station:
    """One named step. `reads` must have been written before it, `writes` is what it leaves in the frame."""

    name: str
    run: Callable[[pl.DataFrame, Run], pl.DataFrame]
    reads: frozenset[str]
    writes: frozenset[str]
    about: str = ""
    # After it, the leads of each version go on by themselves, under their own document.
    parts: bool = False


class OrderFault(Exception):
    """A station reads a column that nothing before it has written."""


def station(
    *, reads: Iterable[str], writes: Iterable[str], parts: bool = False
) -> Callable[[Callable[[pl.DataFrame, Run], pl.DataFrame]], Station]:
    """Makes a station of a function: its name is the station's name."""

    def named(run: Callable[[pl.DataFrame, Run], pl.DataFrame]) -> Station:
        return Station(run.__name__, run, frozenset(reads), frozenset(writes), run.__doc__ or "", parts)

    return named


def check_order(journey: Sequence[Station], *, given: frozenset[str]) -> None:
    """Refuses an order in which a read has no earlier write. `given` are the columns that arrive."""
    written = set(given)
    for station in journey:
        missing = station.reads - written
        if missing:
            raise OrderFault(
                f"station {station.name} reads {', '.join(sorted(missing))} before it is written"
            )
        written |= station.writes
