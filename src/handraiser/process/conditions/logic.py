"""The logic of a condition: comparisons and how they are joined, from the raw tree to the checked one."""

from collections.abc import Callable

from sqlglot import exp

from handraiser.process.conditions import kinds
from handraiser.process.conditions.constants import ConstantRefused
from handraiser.process.conditions.misfit import Misfit, Told, more_than
from handraiser.process.conditions.patterns import read_pattern
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
    """Reads one condition. Each comparison that does not fit is noted in `faults`, then Told is raised."""

    def __init__(self, faults: list[ConditionFault]) -> None:
        self._faults = faults
        self._values = ValueReader()
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr], Logic]] = {
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

    def read(self, node: exp.Expr) -> Logic:
        """The checked tree. Raises Told when something is wrong, which is then in `faults`."""
        try:
            checked = self._readers.get(type(node), self._truth)(node)
        except Misfit as misfit:
            self._faults += misfit.faults()
            raise Told(node) from None
        return Not(checked) if node.args.get("negate") else checked

    def _joined(self, node: exp.Expr, join: type[All] | type[Either]) -> Logic:
        # By hand and not by recursion: a thousand ANDs are a tree a thousand levels deep.
        parts: list[Logic] = []
        faulty = False
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if type(part) is type(node):
                waiting += [part.expression, part.this]
                continue
            try:
                parts.append(self.read(part))
            except Told:
                faulty = True
        if faulty:
            raise Told(node)
        return join(tuple(parts))

    def _not(self, node: exp.Expr) -> Logic:
        return Not(self.read(node.this))

    def _comparison(self, node: exp.Expr) -> Logic:
        left, right = kinds.alike(node, [self._values.value(node.this), self._values.value(node.expression)])
        operator = COMPARATORS[type(node)]
        if left.type == "list" or (left.type == "boolean" and operator not in ("=", "<>")):
            raise Misfit(node, *kinds.not_comparable(left))
        return Comparison(operator, left, right)

    def _among(self, node: exp.Expr) -> Logic:
        if more_than(node, "this", "expressions", "negate"):
            raise Misfit(node, *kinds.not_a_value(node))
        value = self._values.value(node.this)
        options = [self._values.value(option) for option in node.expressions]
        if not options:
            raise Misfit(node, "IN has an empty list.", "Write the values between the brackets.")
        if len(options) > MOST_OPTIONS:
            raise Misfit(node, f"IN has {len(options)} values.", f"Write at most {MOST_OPTIONS}.")
        if not all(isinstance(option, Constant) for option in options):
            raise Misfit(node, "IN takes a list of written values.", "For columns write a = b OR a = c.")
        value, *options = kinds.alike(node, [value, *options])
        if value.type in ("list", "boolean"):
            raise Misfit(node, *kinds.not_comparable(value))
        return Among(value, tuple(option for option in options if isinstance(option, Constant)))

    def _between(self, node: exp.Expr) -> Logic:
        if more_than(node, "this", "low", "high", "negate"):
            raise Misfit(node, *kinds.not_a_value(node))
        written = [self._values.value(node.args[part]) for part in ("this", "low", "high")]
        value, low, high = kinds.alike(node, written)
        if value.type in ("list", "boolean"):
            raise Misfit(node, *kinds.not_comparable(value))
        return All((Comparison(">=", value, low), Comparison("<=", value, high)))

    def _like(self, node: exp.Expr, *, any_case: bool) -> Logic:
        if more_than(node, "this", "expression", "negate"):
            raise Misfit(node, *kinds.not_a_value(node))
        value, pattern = self._values.value(node.this), self._values.value(node.expression)
        if value.type != "text":
            raise Misfit(node, *kinds.not_like(value))
        if not isinstance(pattern, Constant) or not isinstance(pattern.value, str):
            raise Misfit(node, "The pattern of LIKE must be a text in quotes.", "Write LIKE '%text%'.")
        try:
            read_pattern(pattern.value)
        except ConstantRefused as refused:
            raise Misfit(node, refused.wrong, refused.meant) from None
        return Like(value, pattern.value, any_case)

    def _unknown(self, node: exp.Expr) -> Logic:
        if not isinstance(node.expression, exp.Null):
            raise Misfit(node, "IS goes with NULL only.", "Write IS NULL, IS NOT NULL, or = for a value.")
        return Unknown(self._values.value(node.this))

    def _truth(self, node: exp.Expr) -> Logic:
        value = self._values.value(node)
        if value.type != "boolean":
            raise Misfit(node, *kinds.not_a_condition(value))
        return Truth(value)
