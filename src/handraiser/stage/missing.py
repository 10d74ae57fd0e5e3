"""What is missing for the next stage: every criterion of the gate, and whether it holds for this lead."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from handraiser.stage.rules import Stage


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion. `holds` is None where only a person can tell."""

    says: str
    condition: str | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate in front of a lead: where it leads to, what it asks, and how many criteria must hold."""

    stage: Stage
    following: Stage | None
    checks: tuple[Check, ...]

    @property
    def open(self) -> bool:
        """Whether everything that the machine can check holds; a criterion for people counts as not known."""
        held = [check.holds is True for check in self.checks]
        return bool(held) and (any(held) if self.stage.exit_needs == "any" else all(held))


def gate_of(lead: pl.DataFrame, *, stages: Sequence[Stage]) -> Gate | None:
    """The gate in front of one lead: a frame of one row with the catalogue's columns and `at`."""
    current = next((stage for stage in stages if stage.key == lead.get_column("stage").item()), None)
    if current is None:
        return None
    following = next((stage for stage in stages if stage.key == current.next), None)
    criteria = [*current.exit, *(following.entry if following else ())]
    checks = [
        Check(
            criterion.says,
            criterion.when.text if criterion.when else None,
            bool(lead.select(criterion.when.expression.alias("holds")).item()) if criterion.when else None,
        )
        for criterion in criteria
    ]
    return Gate(current, following, tuple(checks))
