"""Columns of typed values: each different cell is read once; what cannot be read is told, not lost."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from handraiser.capture.arrivals import MOMENT
from handraiser.capture.mapping.amounts import read_amount
from handraiser.capture.mapping.deals import by_their_dates
from handraiser.capture.mapping.document import Mapping
from handraiser.capture.mapping.moments import Moment, MomentUnreadable, read_moment, zone_of
from handraiser.capture.mapping.outcomes import NONE, key_of, read_outcome
from handraiser.capture.mapping.targets import TARGETS, TargetType
from handraiser.capture.mapping.words import is_nothing, read_yes_no

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Read = Callable[[str], Any]

_FAULTS: dict[TargetType, str] = {
    "amount": "is no amount",
    "outcome": "is no outcome that is known here",
    "yes_no": "is neither yes nor no",
}


class _Unreadable(Exception):
    """A cell that says something, but no value of the type. Without a message it is kept without a remark."""


@dataclass(slots=True)
class TypedColumns:
    """What the typed targets came to. `aside` are cells that were not understood, under their column's name.

    `refused` and `notes` are by line. `currency` is what stood beside the amounts.
    """

    columns: list[pl.Series] = field(default_factory=list)
    aside: list[pl.Series] = field(default_factory=list)
    currency: pl.Series | None = None
    refused: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def read_typed(cells: pl.DataFrame, feeds: Values[str, Sequence[str]], mapping: Mapping) -> TypedColumns:
    """Read every typed target that a column feeds or a constant gives.

    A moment of occurrence that cannot be read refuses its row, since a wrong one would falsify every
    figure; any other value that cannot be read is noted and kept aside.
    """
    result = TypedColumns()
    lines = cells.get_column("line").to_list()
    for name, target in TARGETS.items():
        if target.type in _READERS and (name in feeds or name in mapping.constants):
            column = (
                cells.get_column(feeds[name][0])
                if name in feeds
                else pl.Series(name, [None] * len(lines), pl.Utf8)
            )
            if name in mapping.constants:
                column = column.fill_null(mapping.constants[name])
            read = _READERS[target.type](mapping, feeds[name][0] if name in feeds else name)
            values = _values(name, column, read, lines, result)
            _lay(name, values, result)
    result.columns = by_their_dates(result.columns)
    return result


def _values(
    name: str, column: pl.Series, read: Read, lines: Sequence[int], result: TypedColumns
) -> list[Any]:
    read_once: dict[str | None, Any] = {None: None}
    faults: dict[str, str] = {}
    turned: dict[str, str] = {}
    values: list[Any] = []
    for cell in column.to_list():
        if cell not in read_once:
            try:
                read_once[cell] = read(cell)
            except _Unreadable as error:
                read_once[cell] = None
                faults[cell] = str(error)
            found = read_once[cell]
            if isinstance(found, Moment) and found.against_order:
                turned[cell] = (
                    f"“{cell.strip()[:40]}” can only be read the other way round: {found.at:%-d %B %Y}."
                )
        values.append(read_once[cell])
    for line, cell in zip(lines, column, strict=True) if turned else ():
        if cell in turned:
            _note(result, line, turned[cell])
    if faults:
        _tell(name, column, faults, lines, result)
    return values


def _tell(
    name: str, column: pl.Series, faults: Values[str, str], lines: Sequence[int], result: TypedColumns
) -> None:
    for line, cell in zip(lines, column, strict=True):
        if cell not in faults:
            continue
        if name == "occurred_at":
            result.refused[line] = faults[cell]
        elif faults[cell]:
            _note(result, line, f"{faults[cell]} It was kept as it is.")
    if name != "occurred_at":
        result.aside.append(column.set(~column.is_in(list(faults)), None))


def _lay(name: str, values: list[Any], result: TypedColumns) -> None:
    if TARGETS[name].type == "moment":
        instants = [moment and (moment.at - _EPOCH) // _MICROSECOND for moment in values]
        result.columns.append(pl.Series(name, instants, pl.Int64).cast(MOMENT))
    elif TARGETS[name].type == "amount":
        result.columns.append(pl.Series(name, [found and format(found[0], "f") for found in values], pl.Utf8))
        result.currency = pl.Series("currency", [found and found[1] for found in values], pl.Utf8)
    elif name == "opt_out":
        result.columns = _with_opt_out(values, result.columns)
    else:
        result.columns.append(pl.Series(name, values, pl.Utf8 if name == "outcome" else pl.Boolean))


def _with_opt_out(opted_out: list[bool | None], columns: list[pl.Series]) -> list[pl.Series]:
    """Whoever opted out may not be written to, whatever another column says; not opting out is no consent."""
    said = next(
        (column for column in columns if column.name == "consent"),
        pl.repeat(None, len(opted_out), dtype=pl.Boolean, eager=True),
    )
    consent = pl.Series(
        "consent", [False if out else given for out, given in zip(opted_out, said, strict=True)], pl.Boolean
    )
    return [*(column for column in columns if column.name != "consent"), consent]


def _note(result: TypedColumns, line: int, note: str) -> None:
    result.notes[line] = f"{result.notes[line]} {note}" if line in result.notes else note


def _moments(mapping: Mapping, column: str) -> Read:
    zone, order = zone_of(mapping.time_zone), mapping.dates_of.get(column) or mapping.dates or "dmy"

    def read(cell: str) -> Moment | None:
        try:
            return read_moment(cell, order=order, zone=zone)
        except MomentUnreadable as error:
            raise _Unreadable(str(error)) from error

    return read


def _amounts(mapping: Mapping, column: str) -> Read:
    def read(cell: str) -> tuple[Decimal, str | None] | None:
        return read_amount(cell, mapping.decimal)

    return _told(read, "amount")


def _outcomes(mapping: Mapping, column: str) -> Read:
    def read(cell: str) -> str | None:
        told = mapping.outcomes.get(key_of(cell))
        if told == NONE:
            raise _Unreadable
        return told or read_outcome(cell)

    return _told(read, "outcome")


def _yes_no(mapping: Mapping, column: str) -> Read:
    return _told(read_yes_no, "yes_no")


def _told(read: Read, kind: TargetType) -> Read:
    def told(cell: str) -> Any:
        value = read(cell)
        if value is None and not is_nothing(cell):
            raise _Unreadable(f"“{cell.strip()[:40]}” {_FAULTS[kind]}.")
        return value

    return told


_READERS: dict[TargetType, Callable[[Mapping, str], Read]] = {
    "moment": _moments,
    "amount": _amounts,
    "outcome": _outcomes,
    "yes_no": _yes_no,
}
