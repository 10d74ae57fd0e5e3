"""Settle the mapping of a file: what was told holds, what was not told is guessed."""

from dataclasses import dataclass

from handraiser.capture.mapping import Guess, Mapping, propose
from handraiser.capture.reading import Table

# Many, since one date after the twelfth decides which way round all are meant.
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
    proposal = propose(
        table.sample(_SAMPLE_ROWS), table.description, file_name=file_name, told=fitted.columns
    )
    mapping = fitted.with_defaults(proposal.mapping)
    return Settled(mapping, proposal.guesses, proposal.doubts)
