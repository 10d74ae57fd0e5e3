"""From guesses to a mapping, with what a person should look at before going on."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass
from typing import Literal
from zoneinfo import available_timezones

import polars as pl

from handraiser.capture.mapping.amounts import CURRENCIES, currency_code
from handraiser.capture.mapping.date_orders import Seen, orders_of
from handraiser.capture.mapping.deals import deals_as_leads, told_by_dates
from handraiser.capture.mapping.document import Mapping
from handraiser.capture.mapping.guards import unguarded
from handraiser.capture.mapping.guess import guess_columns
from handraiser.capture.mapping.guessed import Guess
from handraiser.capture.mapping.outcomes import ColumnOutcomes, outcomes_of
from handraiser.capture.mapping.targets import SKIP, TARGETS, TargetType
from handraiser.capture.mapping.whose_names import is_of_deals
from handraiser.capture.reading.table import Description
from handraiser.capture.vocabulary import folded

_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d)")
_ZONE = re.compile(r"[(\[]([A-Z][A-Za-z_]+/[A-Za-z_/]+)[)\]]")
_GUESSED_ROWS = 500
# Names that say nothing of whose id it is.
_ANY_ID = frozenset(
    ["id", "record id", "external id", "reference", "ref", "uuid", "guid", "record number", "entry id"]
)

_PLAIN_CODES = frozenset(["eur", "usd", "gbp", "chf"])
_OF_COMPANIES = frozenset(["industry", "employees", "revenue"])
_NAMES_COMPANIES = frozenset(["company_name", "domain", "email"])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping to begin with; `doubts` are sentences on what was decided without certainty.

    `undecided` are columns of dates that the sample leaves open: later rows may tell.
    """

    mapping: Mapping
    guesses: list[Guess]
    doubts: list[str]
    undecided: tuple[str, ...] = ()


def propose(
    sample: pl.DataFrame,
    description: Description,
    *,
    file_name: str,
    told: Values[str, str] | None = None,
    seen: Values[str, Seen] | None = None,
) -> Proposal:
    """Guess a mapping from sample rows (`Chunk.frame`). Columns that are `told` are not guessed, only what follows from them.

    `seen` are the dates of columns of which more than the sample was looked at.
    """
    sample = unguarded(sample, description.columns)
    columns: dict[str, list[str]] = {name: sample.get_column(name).to_list() for name in description.columns}
    guesses = guess_columns({name: cells[:_GUESSED_ROWS] for name, cells in columns.items()})
    feeding = sorted((guess for guess in guesses if guess.target), key=lambda guess: -guess.confidence)
    mapped = dict(told) if told else {guess.column: guess.target or "" for guess in feeding}
    doubts: list[str] = []
    of_deals = is_of_deals(set(mapped.values()))
    if not told:
        guesses, mapped, doubts = deals_as_leads(guesses, mapped)
        doubts += told_by_dates(mapped)
    by_type: dict[TargetType, dict[str, list[str]]] = {}
    for column, target in mapped.items():
        if target != SKIP:
            by_type.setdefault(TARGETS[target].type, {})[column] = columns[column]
    outcomes = _outcomes(by_type.get("outcome", {}), columns, of_deals=of_deals, chosen=bool(told))
    dates = {column: _seen(cells) for column, cells in by_type.get("moment", {}).items()} | dict(seen or {})
    orders = orders_of(dates)
    external = next((column for column, target in mapped.items() if target == "external_id"), None)
    mapping = Mapping(
        columns=mapped,
        constants=_currency_of(by_type.get("amount", {}), mapped),
        outcomes=outcomes.words,
        dates=orders.usual,
        dates_of=orders.by_column,
        time_zone=_zone_of(dates),
        decimal=_decimal(by_type.get("amount", {}).values()),
        system=system_of(external, file_name) if external else None,
    )
    doubts += _nobodys_company(mapped)
    if not told:
        doubts += _by_headings(mapping)
    undecided = tuple(column for column, found in dates.items() if found.undecided)
    return Proposal(mapping, guesses, [*doubts, *outcomes.doubts, *orders.doubts], undecided)


def _outcomes(
    found: Values[str, Sequence[str]], columns: Values[str, Sequence[str]], *, of_deals: bool, chosen: bool
) -> ColumnOutcomes:
    for column, cells in found.items():
        others = {name: other for name, other in columns.items() if name != column}
        return outcomes_of(column, cells, others, of_deals=of_deals, chosen=chosen)
    return ColumnOutcomes()


def _currency_of(amounts: Iterable[str], mapped: Values[str, str]) -> dict[str, str]:
    """The currency that the heading of the amounts names, where no column does: `Importe (€)`, `DEAL_AMT_USD`."""
    if "currency" in mapped.values():
        return {}
    for column in amounts:
        for part in re.split(r"[\s()\[\]_/,]+", column):
            code = currency_code(part)
            if code in CURRENCIES and (part.isupper() or not part.isalnum() or part in _PLAIN_CODES):
                return {"currency": code}
    return {}


def _zone_of(moments: Iterable[str]) -> str:
    """The time zone that a heading names in brackets, as in `First seen (Europe/Berlin)`; else UTC."""
    named = {
        found[1]
        for column in moments
        if (found := _ZONE.search(column)) and found[1] in available_timezones()
    }
    return named.pop() if len(named) == 1 else "UTC"


def _by_headings(mapping: Mapping) -> list[str]:
    """What was read off headings is decided, but nowhere to be seen in the rows."""
    said = (
        [f"A heading says that amounts are in {mapping.constants['currency']}."] if mapping.constants else []
    )
    return said + (
        [f"A heading says that times are of {mapping.time_zone}."] if mapping.time_zone != "UTC" else []
    )


def _nobodys_company(mapped: Values[str, str]) -> list[str]:
    """What is said of a company can be written down only where something says which company."""
    said = [column for column, target in mapped.items() if target in _OF_COMPANIES]
    if not said or _NAMES_COMPANIES & set(mapped.values()):
        return []
    named = " and ".join(f"“{column}”" for column in said)
    return [f"No column says which company somebody belongs to, so {named} is only kept and no rule sees it."]


def _seen(cells: Sequence[str]) -> Seen:
    seen = Seen()
    seen.add(cells)
    return seen


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


def _decimal(columns: Iterable[Sequence[str]]) -> Literal[".", ","] | None:
    cells = [cell for cells in columns for cell in cells]
    comma = sum(1 for cell in cells if _DECIMAL_COMMA.search(cell) and not _DECIMAL_POINT.search(cell))
    point = sum(1 for cell in cells if _DECIMAL_POINT.search(cell) and not _DECIMAL_COMMA.search(cell))
    return "," if comma > point else "." if point else None
