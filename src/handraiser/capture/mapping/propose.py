"""From guesses to a mapping, with what a person should look at before going on."""

import re
from collections import Counter
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from handraiser.capture.mapping.deals import deals_as_leads, won_by_its_date
from handraiser.capture.mapping.document import DateOrder, Mapping
from handraiser.capture.mapping.guess import Guess, guess_columns
from handraiser.capture.mapping.targets import SKIP, TARGETS, TargetType
from handraiser.capture.reading.table import Description
from handraiser.capture.vocabulary import folded

_NUMERIC_DATE = re.compile(r"^\s*(\d{1,2})[-/ ](\d{1,2})[-/ ]\d{2,4}\b")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d)")
_GUESSED_ROWS = 500
# Names that say nothing of whose id it is.
_ANY_ID = frozenset(
    ["id", "record id", "external id", "reference", "ref", "uuid", "guid", "record number", "entry id"]
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to begin with; `doubts` are sentences on what was decided without certainty."""

    mapping: Mapping
    guesses: list[Guess]
    doubts: list[str]


def propose(
    sample: pl.DataFrame, description: Description, *, file_name: str, told: Values[str, str] | None = None
) -> Proposal:
    """Guess a mapping from sample rows (`Chunk.frame`). Columns that are `told` are not guessed, only what follows from them."""
    columns = {name: sample.get_column(name).to_list() for name in description.columns}
    guesses = guess_columns({name: cells[:_GUESSED_ROWS] for name, cells in columns.items()})
    feeding = sorted((guess for guess in guesses if guess.target), key=lambda guess: -guess.confidence)
    mapped = dict(told) if told else {guess.column: guess.target or "" for guess in feeding}
    constants: dict[str, str] = {}
    doubts: list[str] = []
    if not told:
        guesses, mapped, doubts = deals_as_leads(guesses, mapped)
        constants, more = won_by_its_date(mapped, columns)
        doubts += more
    by_type: dict[TargetType, list[list[str]]] = {}
    for column, target in mapped.items():
        if target != SKIP:
            by_type.setdefault(TARGETS[target].type, []).append(columns[column])
    order, doubt = date_order(by_type.get("moment", []))
    external = next((column for column, target in mapped.items() if target == "external_id"), None)
    mapping = Mapping(
        columns=mapped,
        constants=constants,
        dates=order,
        decimal=_decimal(by_type.get("amount", [])),
        system=system_of(external, file_name) if external else None,
    )
    doubts += [doubt] if doubt else []
    return Proposal(mapping, guesses, doubts)


def date_order(columns: Sequence[Sequence[str]]) -> tuple[DateOrder | None, str | None]:
    """Which way round 03/04/2024 is meant, by the dates that can be read only one way; and a doubt, if there is one."""
    seen: Counter[str] = Counter()
    for cells in columns:
        for cell in cells:
            if found := _NUMERIC_DATE.match(cell):
                first, second = int(found[1]), int(found[2])
                seen["dmy" if first > 12 else "mdy" if second > 12 else "either"] += 1
    if not seen:
        return None, None
    if seen["dmy"] and seen["mdy"]:
        order: DateOrder = "dmy" if seen["dmy"] >= seen["mdy"] else "mdy"
        return order, f"Some dates have the day first and some the month; 03/04 is read as {_example(order)}."
    if seen["dmy"]:
        return "dmy", None
    if seen["mdy"]:
        return "mdy", None
    return (
        "dmy",
        f"Every date could be read both ways; 03/04 is read as {_example('dmy')}. Change `dates` if that is wrong.",
    )


def system_of(external_column: str, file_name: str) -> str:
    """The name space of ids in a column: its own name, and where that says nothing the file's."""
    header = folded(external_column)
    if header not in _ANY_ID:
        return header.replace(" ", "_")
    stem = " ".join(
        word for word in folded(file_name.rpartition(".")[0] or file_name).split() if not word.isdigit()
    )
    return f"{stem} {header}".strip().replace(" ", "_")


def samples(columns: Values[str, Sequence[str]], count: int = 3) -> dict[str, list[str]]:
    """The first different values of each column, to show beside the mapping."""
    return {
        name: list(dict.fromkeys(cell for cell in cells if cell.strip()))[:count]
        for name, cells in columns.items()
    }


def _decimal(columns: Sequence[Sequence[str]]) -> Literal[".", ","] | None:
    cells = [cell for cells in columns for cell in cells]
    comma = sum(1 for cell in cells if _DECIMAL_COMMA.search(cell) and not _DECIMAL_POINT.search(cell))
    point = sum(1 for cell in cells if _DECIMAL_POINT.search(cell) and not _DECIMAL_COMMA.search(cell))
    return "," if comma > point else "." if point else None


def _example(order: DateOrder) -> str:
    return "3 April" if order == "dmy" else "March 4"
