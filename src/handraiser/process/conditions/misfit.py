"""A part of a condition that does not fit, while it is being read."""

from sqlglot import exp

from handraiser.process.conditions.refusal import ConditionFault


class Misfit(Exception):
    """A node that is not allowed where it stands: what is wrong, and what was meant."""

    def __init__(self, node: exp.Expr, wrong: str, meant: str) -> None:
        super().__init__(wrong)
        self.node = node
        self.wrong = wrong
        self.meant = meant

    def faults(self) -> list[ConditionFault]:
        """What to tell of it."""
        return [ConditionFault(place(self.node), self.wrong, self.meant)]


class Told(Misfit):
    """A misfit that has been told already, so that nothing is left to say."""

    def __init__(self, node: exp.Expr) -> None:
        super().__init__(node, "", "")

    def faults(self) -> list[ConditionFault]:
        """Nothing."""
        return []


def place(node: exp.Expr) -> int:
    """The character at which a node begins, or the nearest one known: TRUE and NULL keep no place."""
    around: exp.Expr | None = node
    while around is not None:
        starts = [found.meta["start"] for found in around.walk() if "start" in found.meta]
        if starts:
            return int(min(starts))
        around = around.parent
    return 0


def more_than(node: exp.Expr, *allowed: str) -> bool:
    """Whether the node carries anything beside what is allowed."""
    return any(value not in (None, False, []) and name not in allowed for name, value in node.args.items())
