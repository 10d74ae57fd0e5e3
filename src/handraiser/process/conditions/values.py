"""The values of a condition: columns, constants, calculations and calls, each with its type checked."""

from collections.abc import Callable

from sqlglot import exp

from handraiser.lead.catalogue import COLUMNS
from handraiser.process.conditions import calls, kinds, wording
from handraiser.process.conditions.constants import (
    LARGEST_IN_CALCULATION,
    SMALLEST_IN_CALCULATION,
    ConstantRefused,
    read_number,
)
from handraiser.process.conditions.misfit import Misfit, Told, more_than
from handraiser.process.conditions.parsing import MISSING
from handraiser.process.conditions.scanning import KEYWORDS
from handraiser.process.conditions.tree import (
    NUMERIC,
    Calculation,
    Call,
    ColumnValue,
    Constant,
    Operator,
    Value,
)

MOST_OPERATORS = 8
OPERATORS: dict[type[exp.Expr], Operator] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
TOO_LONG = "This calculation is too long.", f"Use at most {MOST_OPERATORS} operators."


class ValueReader:
    """Reads values. Raises Misfit for a value that is not allowed, at its place."""

    def __init__(self) -> None:
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr], Value]] = {
            exp.Paren: lambda node: self.value(node.this),
            exp.Column: self._column,
            exp.Literal: self._literal,
            exp.Boolean: lambda node: Constant(bool(node.this), "boolean"),
            exp.Neg: self._negative,
            exp.Anonymous: self._call,
            **dict.fromkeys(OPERATORS, self._calculation),
        }

    def value(self, node: exp.Expr) -> Value:
        """The value of a node of the raw tree."""
        reader = self._readers.get(type(node))
        if reader is None:
            raise Misfit(node, *kinds.not_a_value(node))
        return reader(node)

    def _call(self, node: exp.Expr) -> Value:
        return calls.read(node, [self.value(argument) for argument in node.expressions])

    def _column(self, node: exp.Expr) -> Value:
        identifier = node.this
        if not isinstance(identifier, exp.Identifier) or more_than(node, "this"):
            raise Misfit(node, "This is not the name of a column.", wording.EXAMPLE)
        name = identifier.this if identifier.args.get("quoted") else identifier.this.lower()
        if name.upper() in KEYWORDS:
            raise Misfit(node, f"{name.upper()} stands where a value should be.", MISSING)
        column = COLUMNS.get(name)
        if column is None or column.type == "json" or not column.rule:
            raise Told(node)
        return ColumnValue(name, column.type)

    def _literal(self, node: exp.Expr) -> Value:
        if node.args.get("is_string"):
            return Constant(node.this, "text")
        return self._number(node, negative=False)

    def _negative(self, node: exp.Expr) -> Value:
        if isinstance(node.this, exp.Literal) and not node.this.args.get("is_string"):
            return self._number(node.this, negative=True)
        value = self.value(node.this)
        return self._calculate(node, "-", Constant(0, "integer"), value)

    def _number(self, node: exp.Expr, *, negative: bool) -> Constant:
        try:
            return read_number(node.this, negative=negative)
        except ConstantRefused as refused:
            raise Misfit(node, refused.wrong, refused.meant) from None

    def _calculation(self, node: exp.Expr) -> Value:
        # A chain leans to the left and may be long: it is counted before anything goes down into it.
        count, deepest = 0, node
        while type(deepest) in OPERATORS:
            count, deepest = count + 1, deepest.this
        if count > MOST_OPERATORS:
            raise Misfit(node, *TOO_LONG)
        left, right = self.value(node.this), self.value(node.expression)
        return self._calculate(node, OPERATORS[type(node)], left, right)

    def _calculate(self, node: exp.Expr, operator: Operator, left: Value, right: Value) -> Value:
        for value in (left, right):
            if value.type not in NUMERIC:
                raise Misfit(node, *kinds.not_a_number(value))
            if isinstance(value, Constant) and not _calculable(value):
                raise Misfit(node, "This number is out of range for a calculation.", "Use 10^-12 to 10^15.")
        if isinstance(right, Constant) and right.value == 0 and operator == "/":
            raise Misfit(node, "This divides by zero.", "Divide by another number.")
        made = Calculation(operator, left, right)
        if _operators(made) > MOST_OPERATORS:
            raise Misfit(node, *TOO_LONG)
        return made


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
