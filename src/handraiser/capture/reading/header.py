"""Where the header is, what stands before it, and what the columns are called."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from handraiser.capture.looks import like_value
from handraiser.capture.reading.limits import COLUMNS
from handraiser.capture.reading.refusals import TooManyColumns

_SEARCHED = 30
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\x00-\x08\x0e-\x1f]")
_NAME_CHARACTERS = 200

KnownHeader = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Header:
    """Unique names of the columns; `skipped` records stand before the first row of data."""

    names: list[str]
    skipped: int
    notes: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def find_header(records: Sequence[Sequence[str]], known: KnownHeader) -> Header:
    """Read the header off sample records; raises `TooManyColumns`. `known` tells familiar column names."""
    width = _usual_width(records)
    index = _header_index(records, width, known)
    if index is None:
        first = next((place for place, record in enumerate(records) if _filled(record)), 0)
        _refuse_too_many(max(width, len(records[first]) if records else 0))
        names = [f"Column {number}" for number in range(1, width + 1)]
        return Header(names, 0, ["The file has no header; its columns were numbered."])
    header = list(records[index])
    _refuse_too_many(len(header))
    notes = [f"{index} lines before the header were passed over."] if _any_filled(records[:index]) else []
    after = index + 1
    while after < len(records) and _same(records[after], header):
        after += 1
    if after > index + 1:
        notes.append("The header stands there more than once.")
    groups = _groups(records[index - 1], len(header)) if index else None
    columns = _data_width(records[after:], len(header))
    if columns > len(header):
        notes.append(f"The header names {len(header)} columns, the rows have {columns}.")
        header += [""] * (columns - len(header))
    _refuse_too_many(len(header))
    names = unique_names(header, groups)
    if len(set(map(str.strip, header)) - {""}) < sum(1 for name in header if name.strip()):
        notes.append("Columns of the same name were kept apart by numbering them.")
    return Header(names, after, notes, list(records[index]))


def unique_names(header: Sequence[str], groups: Sequence[str] | None = None) -> list[str]:
    """Names without blanks or repetitions: `Column 5`, `Email (2)`; a repeated name takes its group's title first."""
    cleaned = [_clean(name) for name in header]
    repeated = {name for name, count in Counter(cleaned).items() if count > 1}
    names: list[str] = []
    taken: set[str] = {"line"}
    for number, name in enumerate(cleaned, start=1):
        if name in repeated and groups and groups[number - 1]:
            name = f"{groups[number - 1]} {name}".strip()
        name = name or f"Column {number}"
        unique, count = name, 1
        while unique in taken:
            count += 1
            unique = f"{name} ({count})"
        taken.add(unique)
        names.append(unique)
    return names


def _clean(name: str) -> str:
    return " ".join(_INVISIBLE.sub("", name).split())[:_NAME_CHARACTERS]


def _usual_width(records: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(record) for record in records if _filled(record))
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _data_width(records: Sequence[Sequence[str]], columns: int) -> int:
    """How many columns the rows really fill, when most of them fill more than the header names."""
    filled = [
        max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0) for row in records
    ]
    wider = [width for width in filled if width > columns]
    return max(wider) if wider and len(wider) * 2 > len([width for width in filled if width]) else columns


def _header_index(records: Sequence[Sequence[str]], width: int, known: KnownHeader) -> int | None:
    """The record that names the columns, or None when the first record is data already."""
    chosen: int | None = None
    told = ((index, record) for index, record in enumerate(records) if _filled(record))
    for index, record in islice(told, _SEARCHED):
        filled = _filled(record)
        if width > 2 and len(filled) * 2 < width and not _knows_all(filled, known):
            continue
        if chosen is None:
            if not _is_header_like(record, records[index + 1 :], known):
                return None
            chosen = index
        elif index > chosen + 5:
            break
        elif _known(record, known) >= _known(records[chosen], known) + 2:
            chosen = index
    return chosen


def _is_header_like(record: Sequence[str], following: Sequence[Sequence[str]], known: KnownHeader) -> bool:
    filled = _filled(record)
    values = sum(map(like_value, filled))
    if _known(record, known) >= 2 or (len(filled) == 1 and known(filled[0])):
        return values <= 0.3 * len(filled)
    if values:
        # A name such as "2024" may head a column, but not where dates and addresses stand beside it.
        return values <= 0.2 * len(filled)
    below = [
        set(column)
        for column in zip(*[row for row in following[:50] if len(row) == len(record)], strict=True)
    ]
    if not below or _known(record, known):
        return True
    repeats = sum(1 for cell, column in zip(record, below, strict=True) if cell.strip() and cell in column)
    return repeats == 0 or repeats == len(filled)


def _knows_all(filled: Sequence[str], known: KnownHeader) -> bool:
    return len(filled) > 1 and all(map(known, filled))


def _known(record: Sequence[str], known: KnownHeader) -> int:
    return sum(1 for cell in record if cell.strip() and known(cell))


def _filled(record: Sequence[str]) -> list[str]:
    return [cell for cell in record if cell.strip()]


def _any_filled(records: Sequence[Sequence[str]]) -> bool:
    return any(map(_filled, records))


def _same(record: Sequence[str], header: Sequence[str]) -> bool:
    return [cell.strip() for cell in record] == [cell.strip() for cell in header]


def _groups(record: Sequence[str], columns: int) -> list[str] | None:
    """Titles over several columns, drawn out to the right; None when the line before is no such row."""
    titles = [_clean(cell) for cell in record]
    if len(titles) < columns or len(_filled(titles)) < 2:
        return None
    drawn: list[str] = []
    for title in titles[:columns]:
        drawn.append(title or (drawn[-1] if drawn else ""))
    return drawn


def _refuse_too_many(columns: int) -> None:
    if columns > COLUMNS:
        raise TooManyColumns(columns, COLUMNS)
