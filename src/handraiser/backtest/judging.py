"""Who stands where in a simulation, and what grade and score they have at a moment."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from handraiser import flow
from handraiser.backtest.acts import Act
from handraiser.backtest.desk import DeskBook, Earlier
from handraiser.backtest.history import AsOf
from handraiser.backtest.kept import Kept
from handraiser.backtest.meddle import Meddler
from handraiser.backtest.moments import EPOCH, Candidate, seen_of
from handraiser.backtest.promises import Promises
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.screening import Screen
from handraiser.backtest.standing import Companies, Numbers, People
from handraiser.journey.decide import as_arriving
from handraiser.journey.station import Run
from handraiser.journey.stations import DEAR
from handraiser.kit.frames import put
from handraiser.lead.frame import MOMENT
from handraiser.process.references import conditions_in
from handraiser.staff.queries import Staff

# Written where a told move says why, and replaced row by row: a run knows only one why.
TOLD = "~told~"
LOOK = tuple(station for station in flow.AGAIN if station.name in ("score", "qualify"))


class Judging:
    """The state of one candidate over one chunk. `companies` and `earlier` are carried from chunk to chunk."""

    def __init__(
        self,
        candidate: Candidate,
        chunk: Chunk,
        inquiries: pl.DataFrame,
        moments: pl.DataFrame,
        *,
        staff: Staff,
        companies: Companies,
        earlier: Earlier,
        horizon: datetime,
    ) -> None:
        self.candidate = candidate
        self.document = candidate.document
        self.people = People(len(chunk.people))
        self.promises = Promises(candidate.document)
        self.kept = Kept()
        self.refused: set[int] = set()
        self.passes: list[tuple[Numbers, pl.DataFrame]] = []
        self.decisions = 0
        self._chunk = chunk
        self._inquiries = inquiries
        self._moments = moments
        self._staff = staff
        self._companies = companies
        self._desk = DeskBook(self.people, earlier)
        self._gather = AsOf(chunk, self.people, companies, self._desk, staff)
        self._screen = Screen(candidate.document)
        self._seen_at_behaviour, self._seen_at_act = seen_of(chunk, candidate.document)
        self._meddler = Meddler(candidate.document, staff)
        self._horizon = horizon
        self._emails = {member.id: member.email for member in staff.members}
        self._last_moment: Numbers = np.zeros(len(chunk.people), np.int64)
        self._reason: dict[int, str | None] = {}
        self._looks: list[tuple[Numbers, pl.DataFrame]] = []
        # Nobody reads the provenance here but rules that ask for it.
        named = {name for _, condition in conditions_in(candidate.document) for name in condition.columns}
        self._unread = DEAR - named
        self._teams = {stage.key: stage.team for stage in candidate.document.stages if stage.routed}

    def _look_before_the_end(self, acts: Sequence[Act | None], there: npt.NDArray[np.bool_]) -> None:
        """Grade and score as they were just before the outcome was known."""
        ends = [
            act
            for act, here in zip(acts, there.tolist(), strict=True)
            if here
            and act is not None
            and act.kind in ("lead.ended", "handoff.rejected", "opportunity.won", "opportunity.lost")
        ]
        if ends:
            self._look(
                np.array([act.who for act in ends], np.int64),
                pl.Series([act.at for act in ends], dtype=MOMENT),
            )

    def _look(self, who: Numbers, ats: pl.Series) -> None:
        """Keep grade and score of these people as they are at these moments; nothing else is decided.

        They are counted with the others of the slice: what counts, stands in the rows that are laid aside here.
        """
        if who.size:
            self._looks.append((who, self._standing(who, ats)))

    def _look_now(self) -> None:
        """Count grade and score of those that were laid aside. Nobody may stand twice in one frame."""
        if not self._looks:
            return
        who = pl.Series("who", np.concatenate([who for who, _ in self._looks]))
        leads = pl.concat([leads for _, leads in self._looks], how="diagonal")
        self._looks.clear()
        self._gather.at_hand = frozenset()
        while leads.height:
            first = who.is_first_distinct()
            looked = leads.filter(first)
            run = self._run(looked.get_column("at").max())
            for station in LOOK:
                looked = station.run(looked, run)
            self.kept.looked(looked, who.filter(first))
            who, leads = who.filter(~first), leads.filter(~first)

    def _look_at_all(self) -> None:
        """At the end of history, everybody who is still there at their own last moment."""
        there = np.flatnonzero(self.people.is_open & (self.people.rows >= 0))
        decided = self.people.of(there, ("scored_at",)).get_column("scored_at").to_physical().to_numpy()
        # Whose last moment was decided has the last word already.
        later = self._last_moment[there] > decided
        self._look(there[later], pl.Series("at", self._last_moment[there[later]]).cast(MOMENT))

    def _standing(self, who: Numbers, ats: pl.Series) -> pl.DataFrame:
        """These leads as the stations expect them, each at its moment."""
        leads = self._companies.beside(self.people.of(who))
        at = ats.cast(MOMENT).alias("at")
        owners = [self._emails.get(owner) for owner in leads.get_column("owner_id")]
        leads = put(as_arriving(leads, EPOCH), at, at.alias("captured_at"))
        return put(leads, pl.Series("owner", owners, pl.Utf8()))

    def _stand(self, who: Numbers, frame: pl.DataFrame) -> None:
        told = frame.select(
            "company_id",
            "team",
            "owner_id",
            pl.col("opened_at").to_physical(),
            "lead_id",
            pl.col("ended_at").is_null(),
            pl.col("at").to_physical(),
        )
        self._desk.stand((whose, *row) for whose, row in zip(who.tolist(), told.iter_rows(), strict=True))

    def _run(self, at: object) -> Run:
        assert isinstance(at, datetime)
        return Run(
            document=self.document,
            version_id=self.candidate.version_id,
            at=at,
            gather=self._gather,
            unread=self._unread,
            told_why=TOLD,
        )

    def stood(self) -> Iterator[tuple[Numbers, pl.DataFrame]]:
        """Every pass as it stands at the end: (who, leads)."""
        yield from self.passes
        there = np.flatnonzero(self.people.rows >= 0)
        yield there, self.people.of(there)

    @property
    def reasons(self) -> dict[int, str | None]:
        """Why the newest pass of somebody ended."""
        return self._reason
