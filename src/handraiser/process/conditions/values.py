"""The values of a condition: columns, constants, calculations and calls, each with its type checked."""

from collections.abc import Callable, Sequence

from sqlglot import exp

from handraiser.lead.catalogue import COLUMNS
from handraiser.process.conditions import calls, kinds
from handraiser.process.conditions.constants import (
    LARGEST_IN_CALCULATION,
    SMALLEST_IN_CALCULATION,
    ConstantRefused,
    read_moment,
    read_number,
)
from handraiser.process.conditions.refusal import ConditionFault
from handraiser.process.conditions.tree import NUMERIC, Calculation, Call, ColumnValue, Constant, Operator, Value

MOST_OPERATORS = 8
OPERATORS: dict[type[exp.Expr], Operator] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
TOO_LONG = "This calculation is too long.", f"Use at most {MOST_OPERATORS} operators."


class ValueReader:
    """Reads values and notes faults; a value that has a fault is read as None."""

    def __init__(self, faults: list[ConditionFault]) -> None:
        self.faults = faults
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr], Value | None]] = {
            exp.Paren: lambda node: self.value(node.this),
            exp.Column: self._column,
            exp.Literal: self._literal,
            exp.Boolean: lambda node: Constant(bool(node.this), "boolean"),
            exp.Neg: self._negative,
            exp.Anonymous: lambda node: calls.read(self, node),
            **dict.fromkeys(OPERATORS, self._calculation),
        }

    def value(self, node: exp.Expr) -> Value | None:
        """The value, or None after noting what is wrong with it."""
        reader = self._readers.get(type(node))
        if reader is None:
            return self.refuse(node, *kinds.not_a_value(node))
        return reader(node)

    def alike(self, node: exp.Expr, values: Sequence[Value]) -> list[Value] | None:
        """The values made comparable: a text constant beside a moment becomes a moment."""
        if any(value.type == "moment" for value in values):
            moments = [self._as_moment(node, value) for value in values]
            known = [moment for moment in moments if moment is not None]
            if len(known) < len(moments):
                return None
            values = known
        if len({kinds.family(value) for value in values}) > 1:
            return self.refuse(node, *kinds.unlike(values))
        return list(values)

    def refuse(self, node: exp.Expr, wrong: str, meant: str) -> None:
        """Note a fault at the place of the node."""
        self.faults.append(ConditionFault(place(node), wrong, meant))

    def has_only(self, node: exp.Expr, *allowed: str) -> bool:
        """Whether the node carries nothing but what is allowed; notes a fault if not."""
        extra = [name for name, value in node.args.items() if value not in (None, False, []) and name not in allowed]
        if extra:
            self.refuse(node, *kinds.not_a_value(node))
        return not extra

    def _column(self, node: exp.Expr) -> Value | None:
        identifier = node.this
        if not isinstance(identifier, exp.Identifier) or not self.has_only(node, "this"):
            return self.refuse(node, "This is not the name of a column.", kinds.EXAMPLE)
        name = identifier.this if identifier.args.get("quoted") else identifier.this.lower()
        column = COLUMNS.get(name)
        if column is None or column.type == "json" or not column.rule:
            return None  # The scan has told it already.
        return ColumnValue(name, column.type)

    def _literal(self, node: exp.Expr) -> Value | None:
        if node.args.get("is_string"):
            return Constant(node.this, "text")
        return self._number(node, negative=False)

    def _negative(self, node: exp.Expr) -> Value | None:
        if isinstance(node.this, exp.Literal) and not node.this.args.get("is_string"):
            return self._number(node.this, negative=True)
        value = self.value(node.this)
        return value and self._calculate(node, "-", Constant(0, "integer"), value)

    def _number(self, node: exp.Expr, *, negative: bool) -> Constant | None:
        try:
            return read_number(node.this, negative=negative)
        except ConstantRefused as refused:
            return self.refuse(node, refused.wrong, refused.meant)

    def _calculation(self, node: exp.Expr) -> Value | None:
        # A chain leans to the left and may be long: it is counted before anything goes down into it.
        count, deepest = 0, node
        while type(deepest) in OPERATORS:
            count, deepest = count + 1, deepest.this
        if count > MOST_OPERATORS:
            return self.refuse(node, *TOO_LONG)
        left, right = self.value(node.this), self.value(node.expression)
        if left is None or right is None:
            return None
        return self._calculate(node, OPERATORS[type(node)], left, right)

    def _calculate(self, node: exp.Expr, operator: Operator, left: Value, right: Value) -> Value | None:
        for value in (left, right):
            if value.type not in NUMERIC:
                return self.refuse(node, *kinds.not_a_number(value))
            if isinstance(value, Constant) and not _calculable(value):
                return self.refuse(node, "This number is out of range for a calculation.", "Use 10^-12 to 10^15.")
        if isinstance(right, Constant) and right.value == 0 and operator == "/":
            return self.refuse(node, "This divides by zero.", "Divide by another number.")
        made = Calculation(operator, left, right)
        if _operators(made) > MOST_OPERATORS:
            return self.refuse(node, *TOO_LONG)
        return made

    def _as_moment(self, node: exp.Expr, value: Value) -> Value | None:
        if not isinstance(value, Constant) or not isinstance(value.value, str):
            return value
        try:
            return read_moment(value.value)
        except ConstantRefused as refused:
            return self.refuse(node, refused.wrong, refused.meant)


def place(node: exp.Expr) -> int:
    """The character at which a node begins, or the nearest one known: TRUE and NULL keep no place."""
    around: exp.Expr | None = node
    while around is not None:
        starts = [found.meta["start"] for found in around.walk() if "start" in found.meta]
        if starts:
            return int(min(starts))
        around = around.parent
    return 0


def _calculable(constant: Constant) -> bool:
    if isinstance(constant.value, bool) or not isinstance(constant.value, int | float):
        return False
    size = abs(float(constant.value))
    return size == 0 or SMALLEST_IN_CALCULATION <= size <= LARGEST_IN_CALCULATION


def _operators(value: Value) -> int:
    if isinstance(value, Calculation):
        return 1 + _operators(value.left) + _operators(value.right)
    if isinstance(value, Call):
        return sum(_operators(argument) for argument in value.arguments)
    return 0
