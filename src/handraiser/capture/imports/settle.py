"""Settle the mapping of a file: what was told holds, what was not told is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from handraiser.capture.mapping import Guess, Mapping, propose
from handraiser.capture.mapping.date_orders import Seen
from handraiser.capture.reading import Table

# Many, since one date after the twelfth decides which way round all are meant; if none does, all rows are looked at.
_SAMPLE_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Settled:
    """A mapping that fits the file; `guesses` say why, `doubts` what a person should look at."""

    mapping: Mapping
    guesses: list[Guess]
    doubts: list[str]


def settle_mapping(table: Table, told: Mapping, *, file_name: str) -> Settled:
    """Columns told are the whole of it; without them all columns are guessed. Raises `MappingRefused`."""
    fitted = told.fitted(table.description.columns)
    sample = table.sample(_SAMPLE_ROWS)
    proposal = propose(sample, table.description, file_name=file_name, told=fitted.columns)
    if proposal.undecided and not fitted.dates and sample.height == _SAMPLE_ROWS:
        seen = _looked_further(table, proposal.undecided)
        proposal = propose(sample, table.description, file_name=file_name, told=fitted.columns, seen=seen)
    mapping = fitted.with_defaults(proposal.mapping)
    return Settled(mapping, proposal.guesses, proposal.doubts)


def with_outcomes(table: Table, mapping: Mapping) -> Mapping:
    """The mapping with the words of its column of outcomes read anew: another column was chosen for it."""
    bare = mapping.model_copy(update={"outcomes": {}})
    proposal = propose(
        table.sample(_SAMPLE_ROWS),
        table.description,
        file_name="",
        told=bare.fitted(table.description.columns).columns,
    )
    return mapping.model_copy(update={"outcomes": proposal.mapping.outcomes})


def _looked_further(table: Table, columns: Sequence[str]) -> dict[str, Seen]:
    """The dates of these columns in the whole file, or up to where each column has told its order."""
    seen = {column: Seen() for column in columns}
    for chunk in table.chunks():
        for column in columns:
            seen[column].add(chunk.frame.get_column(column).unique(maintain_order=True).to_list())
        if not any(found.undecided for found in seen.values()):
            break
    return seen
