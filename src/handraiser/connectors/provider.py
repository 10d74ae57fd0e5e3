"""What every source of facts looks like, and how its answers are laid out."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

import polars as pl

Key = TypeVar("Key", bound=Hashable)
Finding = tuple[str | None, float]


class Provider(Protocol):
    """A source of facts about a person or a company.

    `fills` are the columns it can give, `needs` the columns it reads. `network` says that asking takes a
    call to somebody else's system, so that it may be slow, fail or cost money; the others are pure.
    """

    @property
    def name(self) -> str: ...

    @property
    def fills(self) -> tuple[str, ...]: ...

    @property
    def needs(self) -> tuple[str, ...]: ...

    @property
    def network(self) -> bool: ...

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        """For each column in `fills`: the value, null if unknown, and `<column>_confidence`, 0 to 1.

        Same height and order as `frame`.
        """
        ...


NOTHING: Finding = (None, 0.0)


def confidence_of(column: str) -> str:
    """The name of the column that holds how sure a value is."""
    return f"{column}_confidence"


def answers(
    fills: Sequence[str], keys: Iterable[Key | None], find: Callable[[Key], Sequence[Finding]]
) -> pl.DataFrame:
    """Ask `find` once for each distinct key, for one finding per filled column. A null key gives nulls."""
    unknown: tuple[Finding, ...] = (NOTHING,) * len(fills)
    seen: dict[Key | None, Sequence[Finding]] = {None: unknown}
    rows: list[Sequence[Finding]] = []
    for key in keys:
        found = seen.get(key)
        if found is None:
            found = seen[key] = find(key) if key is not None else unknown
        rows.append(found)
    columns: list[pl.Series] = []
    for index, name in enumerate(fills):
        findings = [row[index] for row in rows]
        columns.append(pl.Series(name, [value for value, _ in findings], dtype=pl.Utf8))
        confidences = [None if value is None else confidence for value, confidence in findings]
        columns.append(pl.Series(confidence_of(name), confidences, dtype=pl.Float64))
    return pl.DataFrame(columns)
