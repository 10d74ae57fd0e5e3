"""The closed list of what can be wrong with a captured value."""

from typing import Literal, get_args

import polars as pl

Fault = Literal[
    "email_invalid",
    "email_several",
    "email_domain_unknown",
    "name_holds_email",
    "phone_invalid",
    "phone_country_unknown",
    "phone_several",
    "domain_invalid",
    "domain_shared",
    "country_unknown",
    "employees_invalid",
    "employees_range",
    "revenue_invalid",
    "revenue_range",
]

FAULTS: tuple[Fault, ...] = get_args(Fault)


class FaultSheet:
    """Collects the faults of a frame, row by row; a fault is named once per row."""

    def __init__(self) -> None:
        self._by_row: dict[int, tuple[Fault, ...]] = {}

    def note(self, row: int, fault: Fault) -> None:
        noted = self._by_row.get(row, ())
        if fault not in noted:
            self._by_row[row] = (*noted, fault)

    def as_series(self, height: int) -> pl.Series:
        """Column `faults`: one list per row, empty where nothing is wrong."""
        # Rows share a handful of combinations, so each list is built once and then picked by number.
        numbers: dict[tuple[Fault, ...], int] = {(): 0}
        by_row = self._by_row
        picks = [numbers.setdefault(by_row.get(row, ()), len(numbers)) for row in range(height)]
        return pl.Series("faults", [list(faults) for faults in numbers], dtype=pl.List(pl.Utf8)).gather(picks)
