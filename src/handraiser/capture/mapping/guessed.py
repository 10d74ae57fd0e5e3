"""A guess at one column."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for; `target` None means that it is kept with the inquiry as it is."""

    column: str
    target: str | None
    confidence: float
    why: str


def is_numbered(name: str) -> bool:
    """Whether the column has no name but the number that it was given."""
    return name.startswith("Column ")
