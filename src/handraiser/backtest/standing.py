"""Where everybody stands in a simulation: people with their newest pass, and companies, as rows that are only added."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from handraiser.identify.queries import COMPANY_SCHEMA
from handraiser.kit.frames import narrow, put
from handraiser.lead.frame import SCHEMA, empty

Numbers = npt.NDArray[np.int64]
# A change is a row added; now and then the rows that still hold are laid together.
MOST_PARTS = 48
NAMES = tuple(SCHEMA)
OF_COMPANY = tuple(name for name in COMPANY_SCHEMA if name != "company_id")


class People:
    """The people of a chunk by their numbers, each with the newest pass: columns of `lead.frame.SCHEMA`."""

    def __init__(self, count: int) -> None:
        self.rows: Numbers = np.full(count, -1, np.int64)
        self.is_open = np.zeros(count, np.bool_)
        self.owner: Numbers = np.zeros(count, np.int64)
        self._log = empty()
        self._parts = 1

    def put(self, who: Numbers, frame: pl.DataFrame) -> None:
        """These people stand as the frame says from now on."""
        if not frame.height:
            return
        first = self._log.height
        rows = narrow(frame, NAMES)
        self._log = self._log.vstack(rows if rows.schema == SCHEMA else rows.cast(SCHEMA))
        self._parts += 1
        self.rows[who] = np.arange(first, self._log.height)
        self.is_open[who] = frame.get_column("ended_at").is_null().to_numpy()
        self.owner[who] = frame.get_column("owner_id").fill_null(0).to_numpy()
        if self._parts >= MOST_PARTS:
            self._lay_together()

    def of(self, who: Numbers, names: Sequence[str] = NAMES) -> pl.DataFrame:
        """How these people stand; each must have come already."""
        return narrow(self._log, names)[self.rows[who]]

    def known(self, who: Numbers) -> npt.NDArray[np.bool_]:
        """Who of these has come already."""
        return self.rows[who] >= 0

    def _lay_together(self) -> None:
        there = np.flatnonzero(self.rows >= 0)
        self._log = self._log[self.rows[there]].rechunk()
        self.rows[there] = np.arange(there.size)
        self._parts = 1


class Companies:
    """Companies as far as they are known: columns of `identify.queries.COMPANY_SCHEMA`."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        # As it was when the company was first named; nothing changes it later.
        self._country: dict[str, str] = {}
        self._log = COMPANY_SCHEMA.to_frame()
        self._parts = 1

    def put(self, frame: pl.DataFrame) -> None:
        """From now on the companies are as the frame says."""
        if frame.is_empty():
            return
        first = self._log.height
        self._log = self._log.vstack(
            frame.select(pl.col(name).cast(kind) for name, kind in COMPANY_SCHEMA.items())
        )
        self._row.update(zip(frame.get_column("company_id"), range(first, self._log.height), strict=True))
        self._parts += 1
        if self._parts >= MOST_PARTS:
            self._log = self._log[list(self._row.values())].rechunk()
            self._row = dict(zip(self._row, range(self._log.height), strict=True))
            self._parts = 1

    def lies_in(self, company_id: str, country: str | None) -> None:
        """Where a company lies that was just named for the first time."""
        if country is not None:
            self._country[company_id] = country

    def __contains__(self, company_id: str) -> bool:
        return company_id in self._row

    def of(self, company_ids: Sequence[str]) -> pl.DataFrame:
        """Those of the companies that are known."""
        return self._log[[self._row[company] for company in company_ids if company in self._row]]

    def beside(self, people: pl.DataFrame) -> pl.DataFrame:
        """The people with their company as it is known now."""
        ids = people.get_column("company_id").to_list()
        rows = [self._row.get(company) if company is not None else None for company in ids]
        if all(row is None for row in rows):
            return people
        people = self._with_country(people, ids)
        found = pl.Series(rows, dtype=pl.UInt32)
        company = self._log[found.fill_null(0)]
        there = found.is_not_null()
        return put(
            people,
            *(
                company.get_column(name).zip_with(there, people.get_column(name)).alias(name)
                for name in OF_COMPANY
            ),
        )

    def _with_country(self, people: pl.DataFrame, ids: Sequence[str | None]) -> pl.DataFrame:
        """Who did not say from which country counts as being where the company is."""
        own = people.get_column("country").to_list()
        if all(country is not None for country in own):
            return people
        known = [
            country or (self._country.get(company) if company is not None else None)
            for country, company in zip(own, ids, strict=True)
        ]
        return put(people, pl.Series("country", known, pl.Utf8()))
