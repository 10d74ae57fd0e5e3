"""A condition's text, read once and kept: its tree, its columns, its expression and its SQL."""

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from handraiser.process.conditions import walk
from handraiser.process.conditions.reading import read
from handraiser.process.conditions.statement import statement
from handraiser.process.conditions.tree import Call

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
        return frozenset(name for value in walk.values(self.tree) for name in walk.columns(value))

    @cached_property
    def questions(self) -> frozenset[str]:
        return frozenset(
            value.subject
            for value in walk.values(self.tree)
            if isinstance(value, Call) and value.function == "answer"
        )

    @cached_property
    def words(self) -> frozenset[tuple[str, str]]:
        return frozenset(walk.words(self.tree))

    def sql(self, prefix: str) -> tuple[str, dict[str, Any]]:
        return statement(self.tree, prefix=prefix)
