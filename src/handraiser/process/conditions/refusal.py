"""What is said about a condition that is not accepted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConditionFault:
    """One thing wrong in a condition: its character offset from 0, what is wrong, and what was meant."""

    offset: int
    wrong: str
    meant: str


class ConditionRefused(ValueError):
    """A text that is not a condition. `faults` lists everything found, in the order of the text."""

    def __init__(self, text: str, faults: tuple[ConditionFault, ...]) -> None:
        super().__init__(
            "; ".join(f"character {fault.offset + 1}: {fault.wrong} {fault.meant}" for fault in faults)
        )
        self.text = text
        self.faults = faults
