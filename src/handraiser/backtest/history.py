"""What was known at a moment of history, and nothing later: the stations of a backtest read here."""

from collections.abc import Sequence
from uuid import UUID

import numpy as np
import polars as pl

from handraiser.backtest.desk import DeskBook
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.standing import Companies, Numbers, People
from handraiser.document import Document
from handraiser.identify.queries import COMPANY_SCHEMA
from handraiser.identify.step import Key
from handraiser.kit.frames import narrow
from handraiser.lead.frame import empty
from handraiser.process.pilots import RunningPilot
from handraiser.route.desk import Desk
from handraiser.score.step import BEHAVIOUR_SCHEMA
from handraiser.staff.queries import Staff

BEHAVIOUR = tuple(BEHAVIOUR_SCHEMA)
COMES_BACK = "person:"


class AsOf:
    """The simulated present, as `journey.gather.Gather` asks for it. Reads identity as it was recorded; writes nothing.

    People are known by their recorded keys, so that nobody is taken for another because a draft is tried.
    `behaviour` may hand over what came later too: the score counts only what came before the moment of decision.
    """

    def __init__(
        self, chunk: Chunk, people: People, companies: Companies, desk: DeskBook, staff: Staff
    ) -> None:
        self.number = dict(chunk.number)
        self._keys = dict(chunk.keys)
        self._company_keys = chunk.company_keys
        self._behaviour = narrow(chunk.behaviour, BEHAVIOUR)
        self._ids = chunk.behaviour.get_column("id")
        who = chunk.behaviour.get_column("who").to_numpy()
        self._first = np.searchsorted(who, np.arange(len(chunk.people)), "left")
        self._last = np.searchsorted(who, np.arange(len(chunk.people)), "right")
        self._people = people
        self._companies = companies
        self._desk = desk
        self._staff = staff
        # The inquiries of the batch at hand: the station counts them itself.
        self.at_hand: frozenset[str] = frozenset()

    def learn(self, *, person_id: str, who: int) -> None:
        """Somebody who was not identified in history has this id from now on."""
        self.number[person_id] = who

    def learn_keys(self, keys: pl.DataFrame) -> None:
        """Keys that came with somebody who was not identified in history."""
        for kind, value, person in keys.iter_rows():
            self._keys.setdefault((kind, value), person)

    def known_people(self, keys: Sequence[Key]) -> dict[Key, str]:
        found = {key: self._keys[key] for key in keys if key in self._keys}
        for kind, value in keys:
            if kind == "external" and value.startswith(COMES_BACK):
                found[kind, value] = value.removeprefix(COMES_BACK)
        return found

    def known_companies(self, keys: Sequence[Key]) -> dict[Key, str]:
        return {key: self._company_keys[key] for key in keys if key in self._company_keys}

    def people(self, person_ids: Sequence[str]) -> pl.DataFrame:
        who = self._numbers(person_ids)
        who = who[self._people.known(who)]
        return self._companies.beside(self._people.of(who)) if who.size else empty()

    def companies(self, company_ids: Sequence[str]) -> pl.DataFrame:
        return self._companies.of(company_ids) if company_ids else COMPANY_SCHEMA.to_frame()

    def behaviour(self, person_ids: Sequence[str]) -> pl.DataFrame:
        who = self._numbers(person_ids)
        first, length = self._first[who], self._last[who] - self._first[who]
        total = int(length.sum())
        if not total:
            return BEHAVIOUR_SCHEMA.to_frame()
        # All the ranges first..last, one after the other.
        rows = np.arange(total) - np.repeat(np.cumsum(length) - length, length) + np.repeat(first, length)
        found: pl.DataFrame = self._behaviour[rows]
        if self.at_hand:
            found = found.filter(~self._ids[rows].is_in(list(self.at_hand)))
        return found

    def unclaimed_behaviour(self, person_of: dict[str, str]) -> pl.DataFrame:
        # What waited for somebody bears their id by now.
        return BEHAVIOUR_SCHEMA.to_frame()

    def pilot(self) -> RunningPilot | None:
        return None

    def document(self, version_id: UUID) -> Document | None:
        return None

    def staff(self) -> Staff:
        return self._staff

    def desk(self, company_ids: Sequence[str], staff: Staff) -> Desk:
        return self._desk.open(company_ids, staff)

    def _numbers(self, person_ids: Sequence[str]) -> Numbers:
        return np.array([self.number[person] for person in person_ids if person in self.number], np.int64)
