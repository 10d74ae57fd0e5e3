"""The checked tree of a condition: what is left when everything that is not allowed has been refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "moment", "list"]
Comparator = Literal["=", "<>", "<", "<=", ">", ">="]
Operator = Literal["+", "-", "*", "/"]
# The types that can be compared with each other as numbers.
NUMERIC: frozenset[Type] = frozenset({"integer", "number"})

Scalar = str | int | float | bool | datetime


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """The value of a column of the catalogue."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition. A moment is aware and in UTC."""

    value: Scalar
    type: Type


@dataclass(frozen=True, slots=True)
class Calculation:
    """Two numbers and an operator, calculated in double precision; division by zero is unknown."""

    operator: Operator
    left: "Value"
    right: "Value"
    type: Type = "number"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list. `subject`: the column of confidence(), the question of answer()."""

    function: str
    arguments: tuple["Value", ...]
    type: Type
    subject: str = ""


Value = ColumnValue | Constant | Calculation | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values of comparable type."""

    operator: Comparator
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Among:
    """Whether the value is one of the constants, which are all of one type."""

    value: Value
    options: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """Whether the text has the form of the pattern: % for any text, _ for one character, \\ before either."""

    value: Value
    pattern: str
    any_case: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """Whether the value is NULL."""

    value: Value


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; what is unknown stays unknown."""

    part: "Logic"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Logic", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple["Logic", ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A boolean value standing by itself."""

    value: Value


Logic = Comparison | Among | Like | Unknown | Not | All | Either | Truth
