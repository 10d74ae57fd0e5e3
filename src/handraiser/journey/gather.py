"""What the stations must know beside their frame, and where it comes from.

The stations ask a `Gather` and nobody else. On a live lead that is the database; a backtest brings its own, which
knows only what was known at that moment of history.
"""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

import polars as pl

from handraiser.document import Document
from handraiser.identify import queries as identify
from handraiser.identify.step import Key
from handraiser.lead.frame import load_people
from handraiser.process import pilots
from handraiser.process.pilots import RunningPilot
from handraiser.process.queries import VersionUnreadable, document_of
from handraiser.route.desk import Desk
from handraiser.route.queries import desk_for
from handraiser.score import queries as score
from handraiser.staff.queries import Staff, snapshot


class Gather(Protocol):
    """Reads for a batch; each method is asked at most once by each station."""

    def known_people(self, keys: Sequence[Key]) -> dict[Key, str]:
        """Person keys that are known: (kind, value) -> person id."""

    def known_companies(self, keys: Sequence[Key]) -> dict[Key, str]:
        """Company keys that are known: (kind, value) -> company id."""

    def people(self, person_ids: Sequence[str]) -> pl.DataFrame:
        """These people with their newest pass, as `lead.frame.SCHEMA`."""

    def companies(self, company_ids: Sequence[str]) -> pl.DataFrame:
        """These companies, as `identify.queries.COMPANY_SCHEMA`."""

    def behaviour(self, person_ids: Sequence[str]) -> pl.DataFrame:
        """What these people did, as `score.step.BEHAVIOUR_SCHEMA`."""

    def unclaimed_behaviour(self, person_of: dict[str, str]) -> pl.DataFrame:
        """What was done under these mail keys before anybody was captured with them; same columns."""

    def pilot(self) -> RunningPilot | None:
        """The pilot that runs now."""

    def document(self, version_id: UUID) -> Document | None:
        """The document of a version; None where it does not fit this program any more."""

    def staff(self) -> Staff:
        """Everyone."""

    def desk(self, company_ids: Sequence[str], staff: Staff) -> Desk:
        """Loads, turns, and who has these companies already."""


class FromDatabase:
    """The present, as it is stored. Leads are locked as they are read."""

    def known_people(self, keys: Sequence[Key]) -> dict[Key, str]:
        return identify.known_people(keys)

    def known_companies(self, keys: Sequence[Key]) -> dict[Key, str]:
        return identify.known_companies(keys)

    def people(self, person_ids: Sequence[str]) -> pl.DataFrame:
        return load_people(person_ids)

    def companies(self, company_ids: Sequence[str]) -> pl.DataFrame:
        return identify.stored_companies(company_ids)

    def behaviour(self, person_ids: Sequence[str]) -> pl.DataFrame:
        return score.behaviour_of(person_ids)

    def unclaimed_behaviour(self, person_of: dict[str, str]) -> pl.DataFrame:
        return score.unclaimed_behaviour(person_of)

    def pilot(self) -> RunningPilot | None:
        return pilots.running()

    def document(self, version_id: UUID) -> Document | None:
        try:
            return document_of(version_id, Document)
        except VersionUnreadable:
            return None

    def staff(self) -> Staff:
        return snapshot()

    def desk(self, company_ids: Sequence[str], staff: Staff) -> Desk:
        return desk_for(company_ids, staff=staff)
