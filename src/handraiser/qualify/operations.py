"""Write evidence."""

from datetime import datetime

from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.qualify.models import Evidence
from handraiser.qualify.rules import QualifyRules
from handraiser.qualify.step import is_met


class UnknownAnswer(Refusal):
    """The framework has no such question, or the question no such answer."""


def answer(
    *, lead: Lead, question: str, value: str, note: str, by: int | None, rules: QualifyRules, at: datetime
) -> Evidence:
    """Record an answer to one question; the lead's answers follow."""
    asked = rules.question(question)
    if asked is None:
        raise UnknownAnswer(
            f"The framework {rules.framework} has no question '{question}'.", field="question"
        )
    if value not in [option.value for option in asked.answers]:
        options = ", ".join(option.value for option in asked.answers)
        raise UnknownAnswer(
            f"'{value}' is no answer to '{asked.title}'. Choose one of: {options}.", field="answer"
        )
    lead.answers = {**lead.answers, question: value}
    lead.save(update_fields=["answers"])
    return Evidence.objects.create(
        id=new_id(),
        lead=lead,
        question=question,
        answer=value,
        met=is_met(value, question, rules),
        note=note,
        by_id=by,
        at=at,
    )
