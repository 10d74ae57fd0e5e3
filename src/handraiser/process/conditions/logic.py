"""The logic of a condition: comparisons and how they are joined, from the raw tree to the checked one."""

from collections.abc import Callable
from typing import cast

from sqlglot import exp

from handraiser.process.conditions import kinds
from handraiser.process.conditions.constants import ConstantRefused, read_pattern
from handraiser.process.conditions.refusal import ConditionFault
from handraiser.process.conditions.tree import (
    All,
    Among,
    Comparator,
    Comparison,
    Constant,
    Either,
    Like,
    Logic,
    Not,
    Truth,
    Unknown,
)
from handraiser.process.conditions.values import ValueReader

COMPARATORS: dict[type[exp.Expr], Comparator] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
MOST_OPTIONS = 500


class LogicReader:
    """Reads one condition and notes every fault in `faults`."""

    def __init__(self, faults: list[ConditionFault]) -> None:
        self._values = ValueReader(faults)
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr], Logic | None]] = {
            exp.Paren: lambda node: self.read(node.this),
            exp.And: lambda node: self._joined(node, All),
            exp.Or: lambda node: self._joined(node, Either),
            exp.Not: self._not,
            exp.In: self._among,
            exp.Between: self._between,
            exp.Like: lambda node: self._like(node, any_case=False),
            exp.ILike: lambda node: self._like(node, any_case=True),
            exp.Is: self._unknown,
            **dict.fromkeys(COMPARATORS, self._comparison),
        }

    def read(self, node: exp.Expr) -> Logic | None:
        """The checked tree, or None after noting what is wrong."""
        reader = self._readers.get(type(node))
        if reader is None:
            return self._truth(node)
        checked = reader(node)
        if checked is not None and node.args.get("negate"):
            return Not(checked)
        return checked

    def _joined(self, node: exp.Expr, join: type[All] | type[Either]) -> Logic | None:
        # By hand and not by recursion: a thousand ANDs are a tree a thousand levels deep.
        parts: list[Logic | None] = []
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if type(part) is type(node):
                waiting += [part.expression, part.this]
            else:
                parts.append(self.read(part))
        known = [part for part in parts if part is not None]
        return join(tuple(known)) if len(known) == len(parts) else None

    def _not(self, node: exp.Expr) -> Logic | None:
        part = self.read(node.this)
        return Not(part) if part is not None else None

    def _comparison(self, node: exp.Expr) -> Logic | None:
        left, right = self._values.value(node.this), self._values.value(node.expression)
        if left is None or right is None:
            return None
        alike = self._values.alike(node, [left, right])
        if alike is None:
            return None
        operator = COMPARATORS[type(node)]
        kind = alike[0].type
        if kind == "list" or (kind == "boolean" and operator not in ("=", "<>")):
            return self._refuse(node, *kinds.not_comparable(alike[0]))
        return Comparison(operator, alike[0], alike[1])

    def _among(self, node: exp.Expr) -> Logic | None:
        if not self._values.has_only(node, "this", "expressions", "negate"):
            return None
        value = self._values.value(node.this)
        options = [self._values.value(option) for option in node.expressions]
        if not options:
            return self._refuse(node, "IN has an empty list.", "Write the values between the brackets.")
        if len(options) > MOST_OPTIONS:
            return self._refuse(node, f"IN has {len(options)} values.", f"Write at most {MOST_OPTIONS}.")
        known = [option for option in options if option is not None]
        if value is None or len(known) < len(options):
            return None
        if not all(isinstance(option, Constant) for option in known):
            return self._refuse(node, "IN takes a list of written values.", "For columns write a = b OR a = c.")
        alike = self._values.alike(node, [value, *known])
        if alike is None:
            return None
        if value.type in ("list", "boolean"):
            return self._refuse(node, *kinds.not_comparable(value))
        return Among(alike[0], tuple(cast(Constant, option) for option in alike[1:]))

    def _between(self, node: exp.Expr) -> Logic | None:
        if not self._values.has_only(node, "this", "low", "high", "negate"):
            return None
        values = [self._values.value(node.args[part]) for part in ("this", "low", "high")]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        alike = self._values.alike(node, known)
        if alike is None:
            return None
        value, low, high = alike
        if value.type in ("list", "boolean"):
            return self._refuse(node, *kinds.not_comparable(value))
        return All((Comparison(">=", value, low), Comparison("<=", value, high)))

    def _like(self, node: exp.Expr, *, any_case: bool) -> Logic | None:
        if not self._values.has_only(node, "this", "expression", "negate"):
            return None
        value, pattern = self._values.value(node.this), self._values.value(node.expression)
        if value is None or pattern is None:
            return None
        if value.type != "text":
            return self._refuse(node, *kinds.not_like(value))
        if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
            return self._refuse(node, "The pattern of LIKE must be a text in quotes.", "Write LIKE '%text%'.")
        try:
            read_pattern(pattern.value)
        except ConstantRefused as refused:
            return self._refuse(node, refused.wrong, refused.meant)
        return Like(value, pattern.value, any_case)

    def _unknown(self, node: exp.Expr) -> Logic | None:
        if not isinstance(node.expression, exp.Null):
            return self._refuse(node, "IS goes with NULL only.", "Write IS NULL, IS NOT NULL, or = for a value.")
        value = self._values.value(node.this)
        return Unknown(value) if value is not None else None

    def _truth(self, node: exp.Expr) -> Logic | None:
        value = self._values.value(node)
        if value is None:
            return None
        if value.type != "boolean":
            return self._refuse(node, *kinds.not_a_condition(value))
        return Truth(value)

    def _refuse(self, node: exp.Expr, wrong: str, meant: str) -> None:
        self._values.refuse(node, wrong, meant)
