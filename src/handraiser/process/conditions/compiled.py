"""A condition's text, read once and kept: its tree, its columns, its expression and its SQL."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_COLUMN
from handraiser.process.conditions.reading import read
from handraiser.process.conditions.statement import statement
from handraiser.process.conditions.tree import (
    All,
    Among,
    Calculation,
    Call,
    ColumnValue,
    Comparison,
    Either,
    Like,
    Logic,
    Not,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    import polars as pl


@lru_cache(maxsize=4096)
def compiled(text: str) -> "Compiled":
    """The condition of that text. Raises ConditionRefused, which is not kept."""
    return Compiled(text)


class Compiled:
    """What can be asked of a condition. The expression is made when it is first needed."""

    def __init__(self, text: str) -> None:
        self.tree = read(text)

    @cached_property
    def expression(self) -> "pl.Expr":
        # Checking a document must not wait for Polars to be loaded.
        from handraiser.process.conditions.expression import expression

        return expression(self.tree)

    @cached_property
    def columns(self) -> frozenset[str]:
        return frozenset(name for value in _values(self.tree) for name in _columns(value))

    @cached_property
    def questions(self) -> frozenset[str]:
        return frozenset(
            value.subject
            for value in _values(self.tree)
            if isinstance(value, Call) and value.function == "answer"
        )

    def sql(self, prefix: str) -> tuple[str, dict[str, Any]]:
        return statement(self.tree, prefix=prefix)


def _columns(value: Value) -> Iterator[str]:
    match value:
        case ColumnValue(name):
            yield name
        case Call(function="days_since"):
            yield "at"
        case Call(function="answer"):
            yield "answers"
        case Call(function="confidence", subject=subject):
            provenance = PROVENANCE_COLUMN[COLUMNS[subject].home]
            if provenance is not None:
                yield provenance


def _values(condition: Logic) -> Iterator[Value]:
    match condition:
        case Comparison(_, left, right):
            yield from _within(left)
            yield from _within(right)
        case Among(value, _) | Like(value, _, _) | Unknown(value) | Truth(value):
            yield from _within(value)
        case Not(part):
            yield from _values(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from _values(part)


def _within(value: Value) -> Iterator[Value]:
    yield value
    match value:
        case Calculation(_, left, right):
            yield from _within(left)
            yield from _within(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _within(argument)
