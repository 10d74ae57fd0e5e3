"""Recorded inputs as a frame again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl

from handraiser.lead.frame import MOMENT, SCHEMA
from handraiser.replay.verdict import Recorded, Told


def inputs_of(events: Sequence[Recorded], columns: Iterable[str], *, member: str = "inputs") -> pl.DataFrame:
    """The columns that rules name, one row for each event, and `at`. KeyError where an event lacks one."""
    names = sorted(set(columns) - {"at"})
    looked = [event.told[member] for event in events]
    return pl.DataFrame(
        [
            pl.Series("at", [event.at for event in events], MOMENT),
            *(column(name, [each[name] for each in looked], SCHEMA[name]) for name in names),
        ]
    )


def column(name: str, values: Sequence[Any], kind: pl.DataType | type[pl.DataType]) -> pl.Series:
    """A column of values as JSON holds them; moments are texts."""
    if kind == MOMENT:
        return pl.Series(name, [moment(value) for value in values], MOMENT)
    return pl.Series(name, values, kind, strict=False)


def moment(value: str | None) -> datetime | None:
    """A moment out of its text."""
    return None if value is None else datetime.fromisoformat(value)


def lacks(told: Told, needs: Iterable[str]) -> str | None:
    """The first member that an explanation lacks, if it does."""
    return next((name for name in needs if name not in told), None)
