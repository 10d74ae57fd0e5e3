"""What the check says of a text, by line and by part."""

from dataclasses import dataclass

from handraiser.document import Document
from handraiser.process.check import Fault, check
from handraiser.process.questions import open_questions
from handraiser.process.source import read_source

# More faults than these help nobody; the count is told all the same.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Findings:
    """The faults in the order of their lines, and the questions of the template that are still open."""

    faults: tuple[Fault, ...]
    questions: tuple[str, ...]
    unreadable: Fault | None

    def at(self, place: str) -> list[Fault]:
        """What is wrong right there; `place` is like `stages[2].exit[0].when`."""
        return [fault for fault in self.faults if fault.path == place]

    def below(self, place: str) -> list[Fault]:
        """What is wrong there or anywhere inside."""
        return [
            fault
            for fault in self.faults
            if fault.path == place or fault.path.startswith((f"{place}.", f"{place}["))
        ]


def findings(text: str) -> Findings:
    """Checks a text."""
    checked = check(text, document=Document, path="draft")
    questions = open_questions(checked.document) if checked.document is not None else ()
    source = read_source(text)
    broken = checked.faults[0] if checked.faults and (source.root is None or source.faults) else None
    return Findings(checked.faults, questions, broken)
