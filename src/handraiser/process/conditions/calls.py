"""The calls of a condition: for each function of the closed list, which arguments it takes and what it gives."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_COLUMN
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.conditions.tree import Call, ColumnValue, Constant, Type, Value
from handraiser.process.conditions.kinds import A, told

if TYPE_CHECKING:
    from handraiser.process.conditions.values import ValueReader

MOST_ARGUMENTS = 8
QUESTION = re.compile(r"[a-z][a-z0-9_]{0,62}")


def read(reader: "ValueReader", node: exp.Expr) -> Value | None:
    """The call with its arguments checked, or None after noting what is wrong."""
    name = str(node.this).lower()
    if name not in READERS:
        return None  # The scan has told it already.
    arguments: list[exp.Expr] = list(node.expressions)
    least, most = NUMBER_OF_ARGUMENTS[name]
    if not least <= len(arguments) <= most:
        wrong = f"{name}() has {len(arguments)} arguments here."
        return reader.refuse(node, wrong, f"Write {FUNCTIONS[name].signature}.")
    values = [reader.value(argument) for argument in arguments]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return READERS[name](reader, node, known)


def _lower(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    if not _of_types(reader, node, values[0], "text"):
        return None
    return Call("lower", tuple(values), "text")


def _length(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    if not _of_types(reader, node, values[0], "text", "list"):
        return None
    return Call("length", tuple(values), "integer")


def _coalesce(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    alike = reader.alike(node, values)
    if alike is None:
        return None
    types = {value.type for value in alike}
    return Call("coalesce", tuple(alike), alike[0].type if len(types) == 1 else "number")


def _days_since(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    if not _of_types(reader, node, values[0], "moment"):
        return None
    return Call("days_since", tuple(values), "number")


def _confidence(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    column = values[0]
    if not isinstance(column, ColumnValue):
        return reader.refuse(node, "confidence() asks about a column.", "Write confidence(employees).")
    if PROVENANCE_COLUMN[COLUMNS[column.name].home] is None:
        wrong = f"{column.name} is decided here and comes from no source, so it has no confidence."
        return reader.refuse(node, wrong, "Ask about a column of the person or the company.")
    return Call("confidence", (), "number", subject=column.name)


def _contains(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    if not _of_types(reader, node, values[0], "text", "list") or not _written(reader, node, values[1]):
        return None
    return Call("contains", tuple(values), "boolean")


def _starts_with(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    if not _of_types(reader, node, values[0], "text") or not _written(reader, node, values[1]):
        return None
    return Call("starts_with", tuple(values), "boolean")


def _answer(reader: "ValueReader", node: exp.Expr, values: list[Value]) -> Value | None:
    question = values[0]
    if not isinstance(question, Constant) or not isinstance(question.value, str):
        return reader.refuse(node, "answer() takes the key of a question in quotes.", "Write answer('budget').")
    if not QUESTION.fullmatch(question.value):
        wrong = f"'{question.value[:40]}' cannot be the key of a question."
        return reader.refuse(node, wrong, "A key is made of small letters, digits and _.")
    return Call("answer", (), "text", subject=question.value)


Reader = Callable[["ValueReader", exp.Expr, list[Value]], Value | None]

READERS: Mapping[str, Reader] = {
    "lower": _lower,
    "length": _length,
    "coalesce": _coalesce,
    "days_since": _days_since,
    "confidence": _confidence,
    "contains": _contains,
    "starts_with": _starts_with,
    "answer": _answer,
}

NUMBER_OF_ARGUMENTS = {
    "lower": (1, 1),
    "length": (1, 1),
    "coalesce": (2, MOST_ARGUMENTS),
    "days_since": (1, 1),
    "confidence": (1, 1),
    "contains": (2, 2),
    "starts_with": (2, 2),
    "answer": (1, 1),
}


def _of_types(reader: "ValueReader", node: exp.Expr, value: Value, *types: Type) -> bool:
    if value.type in types:
        return True
    name = str(node.this).lower()
    wrong = f"{name}() takes {' or '.join(A[kind] for kind in types)}; {told(value)} is {A[value.type]}."
    reader.refuse(node, wrong, f"Write {FUNCTIONS[name].signature}.")
    return False


def _written(reader: "ValueReader", node: exp.Expr, value: Value) -> bool:
    """Whether the argument is a text written in the condition, of at least one character."""
    if isinstance(value, Constant) and isinstance(value.value, str) and value.value:
        return True
    name = str(node.this).lower()
    reader.refuse(node, f"The second argument of {name}() must be a text in quotes.", f"Write {FUNCTIONS[name].signature}.")
    return False
