"""The calls of a condition: which arguments each function of the closed list takes and what it gives."""

import re
from collections.abc import Callable, Mapping

from sqlglot import exp

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_COLUMN
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.conditions.kinds import A, alike, told
from handraiser.process.conditions.misfit import Misfit, Told
from handraiser.process.conditions.scanning import KEYWORDS
from handraiser.process.conditions.tree import Call, ColumnValue, Constant, Type, Value
from handraiser.process.conditions.wording import list_functions

MOST_ARGUMENTS = 8
QUESTION = re.compile(r"[a-z][a-z0-9_]{0,62}")


def read(node: exp.Expr, arguments: list[Value]) -> Call:
    """The call of those arguments. Raises Misfit for a wrong number or type of them."""
    name = _name(node)
    if name.upper() in KEYWORDS:
        raise Misfit(node, f"{name.upper()} is not a function.", list_functions())
    if name not in READERS:
        raise Told(node)
    reader, least, most = READERS[name]
    if not least <= len(arguments) <= most:
        wrong = f"{name}() takes another number of arguments than {len(arguments)}."
        raise Misfit(node, wrong, _signature(node))
    return reader(node, arguments)


def _lower(node: exp.Expr, values: list[Value]) -> Call:
    _of_types(node, values[0], "text")
    return Call("lower", tuple(values), "text")


def _length(node: exp.Expr, values: list[Value]) -> Call:
    _of_types(node, values[0], "text", "list")
    return Call("length", tuple(values), "integer")


def _coalesce(node: exp.Expr, values: list[Value]) -> Call:
    values = alike(node, values)
    types = {value.type for value in values}
    return Call("coalesce", tuple(values), values[0].type if len(types) == 1 else "number")


def _days_since(node: exp.Expr, values: list[Value]) -> Call:
    _of_types(node, values[0], "moment")
    return Call("days_since", tuple(values), "number")


def _confidence(node: exp.Expr, values: list[Value]) -> Call:
    column = values[0]
    if not isinstance(column, ColumnValue):
        raise Misfit(node, "confidence() asks about a column.", "Write confidence(employees).")
    if PROVENANCE_COLUMN[COLUMNS[column.name].home] is None:
        wrong = f"{column.name} is decided here and comes from no source, so it has no confidence."
        raise Misfit(node, wrong, "Ask about a column of the person or the company.")
    return Call("confidence", (), "number", subject=column.name)


def _contains(node: exp.Expr, values: list[Value]) -> Call:
    _of_types(node, values[0], "text", "list")
    _written(node, values[1])
    return Call("contains", tuple(values), "boolean")


def _starts_with(node: exp.Expr, values: list[Value]) -> Call:
    _of_types(node, values[0], "text")
    _written(node, values[1])
    return Call("starts_with", tuple(values), "boolean")


def _answer(node: exp.Expr, values: list[Value]) -> Call:
    question = values[0]
    if not isinstance(question, Constant) or not isinstance(question.value, str):
        wrong = "answer() takes the key of a question in quotes."
        raise Misfit(node, wrong, "Write answer('budget').")
    if not QUESTION.fullmatch(question.value):
        wrong = f"'{question.value[:40]}' cannot be the key of a question."
        raise Misfit(node, wrong, "A key is made of small letters, digits and _.")
    return Call("answer", (), "text", subject=question.value)


# Each function with the least and the most arguments that it takes.
READERS: Mapping[str, tuple[Callable[[exp.Expr, list[Value]], Call], int, int]] = {
    "lower": (_lower, 1, 1),
    "length": (_length, 1, 1),
    "coalesce": (_coalesce, 2, MOST_ARGUMENTS),
    "days_since": (_days_since, 1, 1),
    "confidence": (_confidence, 1, 1),
    "contains": (_contains, 2, 2),
    "starts_with": (_starts_with, 2, 2),
    "answer": (_answer, 1, 1),
}


def _of_types(node: exp.Expr, value: Value, *types: Type) -> None:
    if value.type not in types:
        takes = " or ".join(A[kind] for kind in types)
        wrong = f"{_name(node)}() takes {takes}; {told(value)} is {A[value.type]}."
        raise Misfit(node, wrong, _signature(node))


def _written(node: exp.Expr, value: Value) -> None:
    """Refuses an argument that is not a text in quotes, of at least one character."""
    if not isinstance(value, Constant) or not isinstance(value.value, str) or not value.value:
        raise Misfit(
            node, f"The second argument of {_name(node)}() must be a text in quotes.", _signature(node)
        )


def _name(node: exp.Expr) -> str:
    return str(node.this).lower()


def _signature(node: exp.Expr) -> str:
    return f"Write {FUNCTIONS[_name(node)].signature}."
