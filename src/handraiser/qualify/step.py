"""Qualification: which questions of the framework are met."""

import json

import polars as pl

from handraiser.kit.frames import put
from handraiser.qualify.rules import QualifyRules


def qualify(frame: pl.DataFrame, *, rules: QualifyRules) -> pl.DataFrame:
    """Columns in: answers (JSON text: question -> answer). Columns out: questions_met, qualified."""
    answers = frame.get_column("answers").fill_null("{}")
    decided = {text: _decide(text, rules) for text in answers.unique().to_list()}
    met = [decided[text] for text in answers.to_list()]
    return put(
        frame,
        pl.Series("questions_met", [count for count, _ in met], pl.Int64),
        pl.Series("qualified", [qualified for _, qualified in met], pl.Boolean),
    )


def _decide(text: str, rules: QualifyRules) -> tuple[int, bool]:
    answers: dict[str, str] = json.loads(text)
    met = {
        question.key for question in rules.questions if is_met(answers.get(question.key), question.key, rules)
    }
    required = {question.key for question in rules.questions if question.required}
    return len(met), bool(rules.questions) and required <= met and len(met) >= rules.needed


def is_met(answer: str | None, key: str, rules: QualifyRules) -> bool:
    """Whether this answer meets the question of that key."""
    question = rules.question(key)
    return question is not None and any(option.met for option in question.answers if option.value == answer)
