"""What a refusal says about types: values of the wrong kind, and kinds that do not go together."""

from collections.abc import Sequence

from sqlglot import exp

from handraiser.process.conditions.constants import ConstantRefused, read_moment
from handraiser.process.conditions.misfit import Misfit
from handraiser.process.conditions.tree import NUMERIC, Calculation, Call, ColumnValue, Constant, Type, Value
from handraiser.process.conditions.wording import EXAMPLE

A: dict[Type, str] = {
    "text": "a text",
    "integer": "a number",
    "number": "a number",
    "boolean": "true or false",
    "moment": "a moment",
    "list": "a list",
}

JOINED = (exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.Like, exp.ILike, exp.Is, exp.EQ, exp.NEQ)
LONGEST_SHOWN = 40
ORDERED = (exp.LT, exp.LTE, exp.GT, exp.GTE)


def family(value: Value) -> Type:
    """The type for comparison: integers and numbers are one."""
    return "number" if value.type in NUMERIC else value.type


def alike(node: exp.Expr, values: Sequence[Value]) -> list[Value]:
    """The values made comparable: a text beside a moment is read as one. Raises Misfit for two kinds."""
    if any(value.type == "moment" for value in values):
        values = [_as_moment(node, value) for value in values]
    if len({family(value) for value in values}) > 1:
        raise Misfit(node, *unlike(values))
    return list(values)


def told(value: Value) -> str:
    """A value as it is named in a refusal."""
    match value:
        case ColumnValue(name=name):
            return name
        case Constant(value=str(text)):
            return f"'{text[:40]}'"
        case Constant(value=other):
            return str(other)
        case Call(function=function):
            return f"{function}()"
        case Calculation():
            return "the calculation"


def not_a_value(node: exp.Expr) -> tuple[str, str]:
    """For a part of SQL that stands where a value should be."""
    if isinstance(node, JOINED + ORDERED):
        meant = (
            "Compare two values at a time and join the comparisons with AND or OR; for a range write BETWEEN."
        )
        return "A whole comparison stands where a value should be.", meant
    if isinstance(node, exp.Null):
        return "NULL cannot be compared.", "Write IS NULL or IS NOT NULL."
    if isinstance(node, exp.Tuple):
        return "Here are several values where one should be.", "Compare them one by one, or write IN."
    return f"'{_written(node)}' is not known in a condition.", EXAMPLE


def not_a_number(value: Value) -> tuple[str, str]:
    """For a value in a calculation that is no number."""
    meant = (
        "For the time since a moment write days_since(column)."
        if value.type == "moment"
        else "Use numbers only."
    )
    return f"{told(value)} is {A[value.type]} and cannot be calculated with.", meant


def not_like(value: Value) -> tuple[str, str]:
    """For LIKE on something that is no text."""
    meant = "Write contains(column, 'item')." if value.type == "list" else "Compare it with = < or >."
    return f"LIKE compares texts; {told(value)} is {A[value.type]}.", meant


def not_comparable(value: Value) -> tuple[str, str]:
    """For a comparison that the type does not have."""
    if value.type == "list":
        return (
            f"{told(value)} is a list and cannot be compared as a whole.",
            "Write contains(column, 'item').",
        )
    return f"{told(value)} is true or false.", "Write it alone, or with NOT before it."


def not_a_condition(value: Value) -> tuple[str, str]:
    """For a value standing alone that is not true or false."""
    meant = {
        "text": "Compare it: column = 'text'.",
        "moment": "Compare it: days_since(column) <= 30.",
        "list": "Write contains(column, 'item').",
    }.get(value.type, "Compare it: column >= 50.")
    return f"A condition is true or false, but {told(value)} is {A[value.type]}.", meant


def unlike(values: Sequence[Value]) -> tuple[str, str]:
    """For values that are compared with each other and may not be."""
    first = values[0]
    other = next(value for value in values if family(value) != family(first))
    wrong = f"{told(first)} is {A[first.type]}, but {told(other)} is {A[other.type]}."
    column, constant = (other, first) if isinstance(first, Constant) else (first, other)
    if column.type == "list":
        return wrong, "Write contains(column, 'item')."
    if not isinstance(constant, Constant):
        return wrong, "Compare values of one kind."
    if column.type in NUMERIC and constant.type == "text":
        return wrong, "Write the number without quotes."
    if column.type == "text":
        return wrong, f"Write it in quotes: '{constant.value}'."
    if column.type == "boolean":
        return wrong, "Write TRUE or FALSE without quotes."
    return (
        wrong,
        "Write a moment like '2026-01-31'." if column.type == "moment" else "Compare values of one kind.",
    )


def _written(node: exp.Expr) -> str:
    """The sign of an operator, or the text of anything else, as SQL writes it."""
    if isinstance(node, exp.NullSafeEQ):
        # PostgreSQL has words for this one, which nobody wrote.
        return "<=>"
    if isinstance(node, exp.Binary):
        # Between two empty names only the sign is left.
        bare = type(node)(this=exp.Var(this=""), expression=exp.Var(this=""))
        return bare.sql(dialect="postgres").strip()
    text = node.sql(dialect="postgres")
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _as_moment(node: exp.Expr, value: Value) -> Value:
    if not isinstance(value, Constant) or not isinstance(value.value, str):
        return value
    try:
        return read_moment(value.value)
    except ConstantRefused as refused:
        raise Misfit(node, refused.wrong, refused.meant) from None
