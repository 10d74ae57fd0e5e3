"""Write evidence."""

from collections.abc import Mapping
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
    *,
    lead: Lead,
    answers: Mapping[str, str],
    note: str,
    by: int | None,
    rules: QualifyRules,
    at: datetime,
) -> list[Evidence]:
    """Record what a conversation answered, question by question; the lead's answers follow. Raises UnknownAnswer."""
    for question, value in answers.items():
        _check(question, value, rules)
    lead.answers = {**lead.answers, **answers}
    lead.save(update_fields=["answers"])
    return Evidence.objects.bulk_create(
        Evidence(
            id=new_id(),
            lead=lead,
            question=question,
            answer=value,
            met=is_met(value, question, rules),
            note=note,
            by_id=by,
            at=at,
        )
        for question, value in answers.items()
    )


def _check(question: str, value: str, rules: QualifyRules) -> None:
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
