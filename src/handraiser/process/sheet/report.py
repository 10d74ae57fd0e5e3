"""What is told of a spreadsheet that was read: what went where, what has no place, what a person still has to say."""

from dataclasses import dataclass, field

from handraiser.process.check import Fault
from handraiser.process.sheet.columns import Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the place of the document that it filled, such as `stages[2].exit`."""

    cell: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A cell that found no place, with the reason; its text stands in the draft as a comment."""

    cell: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class OpenCriterion:
    """A criterion that only people can read: as long as it has no condition, the machine waits."""

    path: str
    stage: str
    says: str


@dataclass(slots=True)
class Report:
    """Everything that a person should know before making the draft theirs."""

    placed: list[Placed] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    unanswered: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    without_condition: tuple[OpenCriterion, ...] = ()
    faults: tuple[Fault, ...] = ()
    questions: tuple[str, ...] = ()
    stages: int = 0
    tables: list[Table] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Something decided that the sheet does not say; each sentence once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a complete draft, and the report."""

    text: str
    report: Report
