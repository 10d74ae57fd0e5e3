"""Going through the checked tree of a condition: which values, columns, questions and words it names."""

from collections.abc import Iterator

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_COLUMN
from handraiser.process.conditions.tree import (
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
    Unknown,
    Value,
)


def values(condition: Logic) -> Iterator[Value]:
    """Every value in the condition, the outer ones first."""
    for part in parts(condition):
        match part:
            case Comparison(_, left, right):
                yield from _within(left)
                yield from _within(right)
            case Among(value, _) | Like(value, _, _) | Unknown(value) | Truth(value):
                yield from _within(value)


def columns(value: Value) -> Iterator[str]:
    """The frame columns that a value itself reads."""
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


def words(condition: Logic) -> Iterator[tuple[str, str]]:
    """Each whole text that is asked for, with what it is asked of: a column, or `answer('budget')`."""
    for part in parts(condition):
        match part:
            case Comparison("=" | "<>", left, Constant(str(text))) | Comparison(
                "=" | "<>", Constant(str(text)), left
            ):
                yield from ((name, text) for name in _named(left))
            case Among(value, options):
                for option in options:
                    if isinstance(option.value, str):
                        yield from ((name, option.value) for name in _named(value))
            case Truth(Call("contains", (ColumnValue(name, "list"), Constant(str(text))))):
                yield name, text


def parts(condition: Logic) -> Iterator[Logic]:
    """The comparisons of a condition without what joins them."""
    match condition:
        case Not(part):
            yield from parts(part)
        case All(inner) | Either(inner):
            for part in inner:
                yield from parts(part)
        case _:
            yield condition


def _named(value: Value) -> Iterator[str]:
    match value:
        case ColumnValue(name):
            yield name
        case Call("answer", _, _, subject):
            yield f"answer('{subject}')"


def _within(value: Value) -> Iterator[Value]:
    yield value
    match value:
        case Calculation(_, left, right):
            yield from _within(left)
            yield from _within(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _within(argument)
