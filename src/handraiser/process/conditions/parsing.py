"""sqlglot, kept to the grammar of a condition: the text in, its raw tree out."""

from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError
from sqlglot.parsers.postgres import PostgresParser

from handraiser.process.conditions.refusal import ConditionFault

MISSING = "Each comparison needs a value on both sides, and AND and OR stand between two comparisons."


class _Parser(PostgresParser):
    # Without the built-in functions every call looks the same, and the closed list alone decides.
    FUNCTIONS: ClassVar[dict[str, Any]] = {}
    FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {}
    NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}


def parse(text: str) -> exp.Expr | ConditionFault:
    """The raw tree, or the first place that cannot be read."""
    try:
        parser = _Parser(error_level=ErrorLevel.IMMEDIATE, dialect="postgres")
        tree = parser.parse_into(exp.Condition, Postgres().tokenize(text), text)[0]
    except ParseError as error:
        return _fault(text, error)
    except (SqlglotError, RecursionError, ValueError) as error:
        return ConditionFault(0, f"This cannot be read as a condition ({type(error).__name__}).", MISSING)
    if tree is None:
        return ConditionFault(0, "The condition is empty.", MISSING)
    return tree


def _fault(text: str, error: ParseError) -> ConditionFault:
    if not error.errors:
        return ConditionFault(0, "This cannot be read as a condition.", MISSING)
    found = error.errors[0]
    highlight = found.get("highlight") or ""
    before = sum(len(line) + 1 for line in text.split("\n")[: max(found.get("line") or 1, 1) - 1])
    offset = min(max(before + (found.get("col") or 1) - max(len(highlight), 1), 0), len(text) - 1)
    description = found.get("description") or ""
    if description.startswith("Required keyword"):
        return ConditionFault(offset, f"Beside {_short(highlight)} something is missing.", MISSING)
    if description.startswith("Expecting )"):
        return ConditionFault(
            offset, f"After {_short(highlight)} a comma or a closing bracket is missing.", MISSING
        )
    return ConditionFault(offset, f"{_short(highlight)} is not expected here.", MISSING)


def _short(highlight: str) -> str:
    return highlight[:40] if highlight else "this"
