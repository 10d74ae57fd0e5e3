"""The checklist of a lead."""

from dataclasses import dataclass
from uuid import UUID

from handraiser.qualify.models import Evidence
from handraiser.qualify.rules import QualifyRules, Question


@dataclass(frozen=True, slots=True)
class Item:
    """One question with the newest evidence, or without any."""

    question: Question
    evidence: Evidence | None

    @property
    def met(self) -> bool:
        """Whether the newest answer meets the question."""
        return self.evidence is not None and self.evidence.met


def checklist(lead_id: UUID, rules: QualifyRules) -> list[Item]:
    """All questions of the framework in their order, each with its newest evidence."""
    newest: dict[str, Evidence] = {}
    given = Evidence.objects.filter(lead_id=lead_id, undone_at=None).select_related("by")
    for evidence in given.order_by("at", "id"):
        newest[evidence.question] = evidence
    return [Item(question, newest.get(question.key)) for question in rules.questions]
