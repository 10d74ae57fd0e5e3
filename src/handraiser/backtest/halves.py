"""Two versions on their way through the chunks, one after the other in this process: see `apart.py` for the other way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import polars as pl

from handraiser.backtest.desk import Earlier
from handraiser.backtest.moments import Candidate
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.results import Outcome
from handraiser.backtest.simulate import Simulation
from handraiser.backtest.standing import Companies
from handraiser.staff.queries import Staff

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Share:
    """What one version needs of a lot: the inquiries are as it normalises them."""

    chunk: Chunk
    inquiries: pl.DataFrame
    moments: pl.DataFrame
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lot:
    """A chunk as both versions get it. `cleaned`: its inquiries as draft and base normalise them.

    `progress` is called with the part of this lot that is done.
    """

    chunk: Chunk
    cleaned: tuple[pl.DataFrame, pl.DataFrame]
    moments: pl.DataFrame
    ends: Sequence[int]
    progress: Progress

    def share(self, place: int) -> Share:
        """What the draft (0) or the base (1) gets. How it really went is none of a version's business."""
        chunk = replace(
            self.chunk,
            inquiries=self.chunk.inquiries.clear(),
            leads=self.chunk.leads.clear(),
            clocks=self.chunk.clocks.clear(),
        )
        return Share(chunk, self.cleaned[place], self.moments, self.ends)

    def record(self) -> "Lot":
        """What is needed of the lot when the versions have their shares: how it really went."""
        chunk = replace(
            self.chunk,
            inquiries=self.chunk.inquiries.clear(),
            behaviour=self.chunk.behaviour.clear(),
            acts=[],
            keys={},
            company_keys={},
        )
        none = self.cleaned[0].clear()
        return replace(self, chunk=chunk, cleaned=(none, none), moments=self.moments.clear())


@dataclass(slots=True)
class Half:
    """One version, with what its earlier chunks mean for later ones."""

    candidate: Candidate
    staff: Staff
    horizon: datetime
    companies: Companies = field(default_factory=Companies)
    earlier: Earlier = field(default_factory=Earlier)

    def simulate(self, share: Share, progress: Progress) -> Outcome:
        """This version over one chunk."""
        simulation = Simulation(
            self.candidate,
            share.chunk,
            share.inquiries,
            share.moments,
            staff=self.staff,
            companies=self.companies,
            earlier=self.earlier,
            horizon=self.horizon,
        )
        simulation.run(share.ends, progress)
        return Outcome(simulation, self.horizon)


class InTurn:
    """Both versions in this process. `earlier` is complete when all lots are through."""

    def __init__(self, candidates: Sequence[Candidate], staff: Staff, horizon: datetime) -> None:
        self._halves = [Half(candidate, staff, horizon) for candidate in candidates]

    def __enter__(self) -> "InTurn":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def over(self, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Outcome]]]:
        """Each lot with what came of it under each version."""
        for lot in lots:
            yield lot, [self._one(lot, place, half) for place, half in enumerate(self._halves)]

    @property
    def earlier(self) -> list[Earlier]:
        """Who carried how much from when to when, for each version."""
        return [half.earlier for half in self._halves]

    def _one(self, lot: Lot, place: int, half: Half) -> Outcome:
        whole = len(self._halves)
        return half.simulate(lot.share(place), lambda part: lot.progress((place + part) / whole))
