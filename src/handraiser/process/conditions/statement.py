"""A checked condition as SQL for PostgreSQL, over the aliases l (lead), p (person) and c (company)."""

from collections.abc import Callable, Mapping
from typing import Any

from handraiser.lead.catalogue import COLUMNS, PROVENANCE_SQL
from handraiser.process.conditions.constants import LARGEST_IN_CALCULATION, SMALLEST_IN_CALCULATION
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
    Scalar,
    Truth,
    Type,
    Unknown,
    Value,
)

CASTS: Mapping[Type, str] = {
    "text": "text",
    "integer": "bigint",
    "number": "float8",
    "boolean": "boolean",
    "moment": "timestamptz",
    "list": "text[]",
}


def statement(condition: Logic, *, prefix: str) -> tuple[str, dict[str, Any]]:
    """The SQL text with named placeholders `%(<prefix>_<n>)s`, and their values."""
    writer = _Writer(prefix)
    return f"coalesce({writer.logic(condition)}, false)", writer.parameters


class _Writer:
    def __init__(self, prefix: str) -> None:
        self.parameters: dict[str, Any] = {}
        self._prefix = prefix
        self._calls: Mapping[str, Callable[[Call], str]] = {
            "lower": lambda call: f"process_lower({self.value(call.arguments[0])})",
            "length": self._length,
            "coalesce": self._coalesce,
            "days_since": self._days_since,
            "confidence": self._confidence,
            "contains": self._contains,
            "starts_with": self._starts_with,
            "answer": self._answer,
        }

    def logic(self, condition: Logic) -> str:
        match condition:
            case Comparison(operator, left, right):
                return self._compared(operator, left, right)
            case Among(value, options):
                return self._among(value, options)
            case Like(value, pattern, any_case):
                return self._like(value, pattern, any_case=any_case)
            case Unknown(value):
                return f"({self.value(value)} IS NULL)"
            case Truth(value):
                return self.value(value)
            case Not(part):
                return f"(NOT {self.logic(part)})"
            case All(parts):
                return "(" + " AND ".join(self.logic(part) for part in parts) + ")"
            case Either(parts):
                return "(" + " OR ".join(self.logic(part) for part in parts) + ")"

    def value(self, value: Value) -> str:
        match value:
            case ColumnValue(name, kind):
                return f"({COLUMNS[name].sql})::float8" if kind == "number" else f"({COLUMNS[name].sql})"
            case Constant(constant, kind):
                return self._parameter(constant, kind)
            case Calculation(operator, left, right):
                divisor = self._operand(right)
                divisor = f"nullif({divisor}, 0)" if operator == "/" else divisor
                return f"({self._operand(left)} {operator} {divisor})"
            case Call(function):
                return self._calls[function](value)

    def _compared(self, operator: str, left: Value, right: Value) -> str:
        one, other = self.value(left), self.value(right)
        if {left.type, right.type} == NUMERIC:
            one, other = f"{one}::float8", f"{other}::float8"
        # By code point, as Polars does, and not in the order of some language.
        collation = ' COLLATE "C"' if left.type == "text" and operator not in ("=", "<>") else ""
        return f"({one} {operator} {other}{collation})"

    def _among(self, value: Value, options: tuple[Constant, ...]) -> str:
        kind: Type = value.type
        made = self.value(value)
        if kind in NUMERIC:
            kind = (
                "integer" if {value.type, *(option.type for option in options)} == {"integer"} else "number"
            )
        if kind == "number":
            made = f"{made}::float8"
        return f"({made} IN ({', '.join(self._parameter(option.value, kind) for option in options)}))"

    def _like(self, value: Value, pattern: str, *, any_case: bool) -> str:
        made, form = self.value(value), self._parameter(pattern, "text")
        if any_case:
            made, form = f"process_lower({made})", f"process_lower({form})"
        return f"({made} LIKE {form})"

    def _operand(self, value: Value) -> str:
        match value:
            case Constant() | Calculation() | Call(function="days_since" | "length"):
                return f"{self.value(value)}::float8"
            case Call(function="coalesce", arguments=arguments):
                return f"coalesce({', '.join(self._operand(argument) for argument in arguments)})"
            case _:
                number = f"{self.value(value)}::float8"
                within = f"abs({number}) BETWEEN {SMALLEST_IN_CALCULATION} AND {LARGEST_IN_CALCULATION}"
                return f"(CASE WHEN {number} = 0 OR {within} THEN {number} END)"

    def _length(self, call: Call) -> str:
        function = "cardinality" if call.arguments[0].type == "list" else "char_length"
        return f"{function}({self.value(call.arguments[0])})::bigint"

    def _coalesce(self, call: Call) -> str:
        values = (f"{self.value(argument)}::{CASTS[call.type]}" for argument in call.arguments)
        return f"coalesce({', '.join(values)})"

    def _days_since(self, call: Call) -> str:
        passed = f"extract(epoch FROM %(at)s::timestamptz - {self.value(call.arguments[0])})"
        # Whole microseconds divided once in double precision give the very digits that Polars gives.
        return f"(({passed} * 1000000)::bigint::float8 / 86400000000::float8)"

    def _confidence(self, call: Call) -> str:
        provenance = PROVENANCE_SQL[COLUMNS[call.subject].home]
        place = f"{provenance} -> '{call.subject}'"
        known = f"jsonb_typeof({place} -> 'confidence') = 'number'"
        return f"(CASE WHEN {known} THEN ({place} ->> 'confidence')::float8 END)"

    def _contains(self, call: Call) -> str:
        made, text = self.value(call.arguments[0]), self.value(call.arguments[1])
        if call.arguments[0].type == "list":
            return f"({made} @> ARRAY[{text}])"
        return f"(strpos({made}, {text}) > 0)"

    def _starts_with(self, call: Call) -> str:
        return f"starts_with({self.value(call.arguments[0])}, {self.value(call.arguments[1])})"

    def _answer(self, call: Call) -> str:
        return f"({COLUMNS['answers'].sql} ->> '{call.subject}')"

    def _parameter(self, value: Scalar, kind: Type) -> str:
        name = f"{self._prefix}_{len(self.parameters)}"
        self.parameters[name] = float(value) if kind == "number" and isinstance(value, int) else value
        return f"%({name})s::{CASTS[kind]}"
