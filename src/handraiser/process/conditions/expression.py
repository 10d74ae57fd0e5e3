"""A checked condition as one Polars expression."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import reduce

import polars as pl

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_COLUMN
from handraiser.process.conditions.constants import (
    LARGEST_IN_CALCULATION,
    SMALLEST_IN_CALCULATION,
)
from handraiser.process.conditions.patterns import read_pattern, regex
from handraiser.process.conditions.tree import (
    NUMERIC,
    All,
    Among,
    Calculation,
    Call,
    ColumnValue,
    Comparison,
    Constant,
    Either,
    Like,
    Logic,
    Not,
    Truth,
    Type,
    Unknown,
    Value,
)

MICROSECONDS_IN_A_DAY = 86_400_000_000.0

DTYPES: Mapping[Type, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "moment": pl.Datetime("us", "UTC"),
    "list": pl.List(pl.String()),
}


def expression(condition: Logic) -> pl.Expr:
    """A boolean expression without NULL, of the height of the frame even if it names no column."""
    made = _logic(condition).fill_null(value=False)
    if made.meta.root_names():
        return made
    return pl.repeat(bool(pl.select(made).item()), pl.len(), dtype=pl.Boolean())


def _logic(condition: Logic) -> pl.Expr:
    match condition:
        case Comparison(operator, left, right):
            return _compared(operator, *_pair(left, right))
        case Among(value, options):
            return _among(value, options)
        case Like(value, pattern, any_case):
            return _like(value, [pattern], any_case)
        case Unknown(value):
            return _value(value).is_null()
        case Truth(value):
            return _value(value)
        case Not(part):
            return ~_logic(part)
        case All(parts):
            return _balanced([_logic(part) for part in parts], lambda left, right: left & right)
        case Either(parts):
            return _balanced(_either(parts), lambda left, right: left | right)


def _balanced(parts: Sequence[pl.Expr], join: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> pl.Expr:
    """The parts joined as a flat tree, since Polars goes down into a long chain by recursion."""
    while len(parts) > 1:
        parts = [reduce(join, parts[index : index + 2]) for index in range(0, len(parts), 2)]
    return parts[0]


def _compared(operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    match operator:
        case "=":
            return left == right
        case "<>":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _pair(left: Value, right: Value) -> tuple[pl.Expr, pl.Expr]:
    """Both sides as they are compared: as integers if both are, else as doubles."""
    if {left.type, right.type} == NUMERIC:
        return _value(left).cast(pl.Float64), _value(right).cast(pl.Float64)
    return _value(left), _value(right)


def _among(value: Value, options: tuple[Constant, ...]) -> pl.Expr:
    kind: Type = value.type
    if kind in NUMERIC:
        kind = "integer" if {value.type, *(option.type for option in options)} == {"integer"} else "number"
    # As a constant that is one list, so that it is never matched row by row.
    known = pl.Series([option.value for option in options], dtype=DTYPES[kind], strict=False)
    made = _value(value)
    return (made.cast(pl.Float64) if kind == "number" else made).is_in(pl.lit(known).implode())


def _either(parts: tuple[Logic, ...]) -> list[pl.Expr]:
    """The parts of an OR; several patterns for one text become one, since small letters are made only once."""
    patterns: dict[tuple[Value, bool], list[str]] = {}
    others: list[pl.Expr] = []
    for part in parts:
        if isinstance(part, Like):
            patterns.setdefault((part.value, part.any_case), []).append(part.pattern)
        else:
            others.append(_logic(part))
    return [*(_like(value, listed, any_case) for (value, any_case), listed in patterns.items()), *others]


def _like(value: Value, patterns: Sequence[str], any_case: bool) -> pl.Expr:
    made = _value(value)
    if any_case:
        made, patterns = (
            made.str.to_lowercase(),
            pl.Series(patterns, dtype=pl.String).str.to_lowercase().to_list(),
        )
    parts = [read_pattern(pattern) for pattern in patterns]
    if len(parts) > 1:
        return made.str.contains("|".join(f"(?:{regex(part)})" for part in parts), literal=False)
    match parts[0]:
        case []:
            return made == pl.lit("", dtype=pl.String)
        case [str(text)]:
            return made == pl.lit(text, dtype=pl.String)
        case [str(text), 0]:
            return made.str.starts_with(text)
        case [0, str(text)]:
            return made.str.ends_with(text)
        case [0, str(text), 0]:
            return made.str.contains(text, literal=True)
        case part:
            return made.str.contains(regex(part), literal=False)


def _value(value: Value) -> pl.Expr:
    match value:
        case ColumnValue(name):
            return pl.col(name)
        case Constant(constant, kind):
            return pl.lit(constant, dtype=DTYPES[kind])
        case Calculation(operator, left, right):
            return _calculated(operator, _operand(left), _operand(right))
        case Call(function):
            return CALLS[function](value)


def _calculated(operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / pl.when(right != 0).then(right)


def _operand(value: Value) -> pl.Expr:
    """A number as a double. What a calculation could not bear counts as unknown, as it does in PostgreSQL."""
    match value:
        case Constant() | Calculation() | Call(function="days_since" | "length"):
            return _value(value).cast(pl.Float64)
        case Call(function="coalesce", arguments=arguments):
            return pl.coalesce(*(_operand(argument) for argument in arguments))
        case _:
            number = _value(value).cast(pl.Float64)
            size = number.abs()
            return pl.when(
                (size == 0) | size.is_between(SMALLEST_IN_CALCULATION, LARGEST_IN_CALCULATION)
            ).then(number)


def _length(call: Call) -> pl.Expr:
    made = _value(call.arguments[0])
    if call.arguments[0].type == "list":
        return made.list.len().cast(pl.Int64)
    return made.str.len_chars().cast(pl.Int64)


def _coalesce(call: Call) -> pl.Expr:
    made = [_value(argument) for argument in call.arguments]
    return pl.coalesce(*(part.cast(DTYPES[call.type]) for part in made))


def _days_since(call: Call) -> pl.Expr:
    passed = pl.col("at") - _value(call.arguments[0])
    return passed.dt.total_microseconds().cast(pl.Float64) / MICROSECONDS_IN_A_DAY


def _confidence(call: Call) -> pl.Expr:
    told = pl.col(_provenance(call.subject))
    # Reading JSON is slow, and most records say nothing of the column.
    mentioned = pl.when(told.str.contains(f'"{call.subject}"', literal=True)).then(told)
    return mentioned.str.json_path_match(f"$.{call.subject}.confidence").cast(pl.Float64, strict=False)


def _provenance(column: str) -> str:
    name = PROVENANCE_COLUMN[COLUMNS[column].home]
    if name is None:
        raise KeyError(column)
    return name


def _contains(call: Call) -> pl.Expr:
    made, text = _value(call.arguments[0]), _text(call.arguments[1])
    if call.arguments[0].type == "list":
        return made.list.contains(pl.lit(text, dtype=pl.String))
    return made.str.contains(text, literal=True)


def _starts_with(call: Call) -> pl.Expr:
    return _value(call.arguments[0]).str.starts_with(_text(call.arguments[1]))


def _answer(call: Call) -> pl.Expr:
    return pl.col("answers").str.json_path_match(f"$.{call.subject}")


def _text(value: Value) -> str:
    if not isinstance(value, Constant) or isinstance(value.value, datetime):
        raise TypeError(value)
    return str(value.value)


CALLS: Mapping[str, Callable[[Call], pl.Expr]] = {
    "lower": lambda call: _value(call.arguments[0]).str.to_lowercase(),
    "length": _length,
    "coalesce": _coalesce,
    "days_since": _days_since,
    "confidence": _confidence,
    "contains": _contains,
    "starts_with": _starts_with,
    "answer": _answer,
}
