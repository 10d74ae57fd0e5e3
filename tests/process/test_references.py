"""A condition that asks for what the document does not have is told."""

import pytest

from handraiser.document import Document
from handraiser.process import Condition, Shape
from handraiser.process.check import check
from handraiser.process.ready import ready_text
from handraiser.process.references import conditions_in, unknown_words


class Gate(Shape):
    says: str
    when: Condition | None = None


class Paper(Shape):
    first: Condition
    gates: tuple[Gate, ...] = ()
    named: dict[str, Gate] = {}


def test_conditions_are_found_wherever_they_stand() -> None:
    paper = Paper(
        first=Condition("TRUE"),
        gates=(Gate(says="x"), Gate(says="y", when=Condition("score > 1"))),
        named={"bdr": Gate(says="z", when=Condition("score > 2"))},
    )

    assert [(path, condition.text) for path, condition in conditions_in(paper)] == [
        (("first",), "TRUE"),
        (("gates", 1, "when"), "score > 1"),
        (("named", "bdr", "when"), "score > 2"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stage = 'mql' AND NOT ('sql' <> stage)", {("stage", "mql"), ("stage", "sql")}),
        ("grade IN ('A', 'B') OR title = 'x'", {("grade", "A"), ("grade", "B"), ("title", "x")}),
        ("contains(inquiry_kinds, 'demo_request')", {("inquiry_kinds", "demo_request")}),
        ("answer('budget') = 'approved'", {("answer('budget')", "approved")}),
        (
            "title LIKE 'x%' AND contains(title, 'y') AND score = 5 AND lower(stage) = 'mql' AND stage > 'a'",
            set(),
        ),
    ],
)
def test_a_condition_names_the_words_it_asks_for(text: str, words: set[tuple[str, str]]) -> None:
    assert Condition(text).words == words


def test_a_word_that_is_not_known_is_told_with_a_likely_one() -> None:
    paper = Paper(first=Condition("stage = 'mqll' AND stage <> 'sql' AND title = 'anything'"))

    assert list(unknown_words(paper, {"stage": ["mql", "sql"]})) == [
        (("first",), "the condition asks for stage 'mqll', which there is not", "Did you mean 'mql'?")
    ]


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("grade IN ('A', 'B') AND score >= 40", "grade IN ('A', 'Z') AND score >= 40", "asks for grade 'Z'"),
        (
            "contains(inquiry_kinds, 'contact_us') OR",
            "contains(inquiry_kinds, 'contact') OR",
            "inquiry_kinds 'contact'",
        ),
        ("when: qualified", "when: answer('bugdet') = 'approved'", "no question 'bugdet'"),
        ("when: qualified", "when: answer('budget') = 'aproved'", "answer('budget') 'aproved'"),
        ("when: meetings >= 1", "when: stage = 'mqll'", "asks for stage 'mqll'"),
        ("when: meetings >= 1", "when: team = 'sdr'", "asks for team 'sdr'"),
    ],
)
def test_the_document_knows_its_stages_teams_grades_kinds_and_questions(
    before: str, after: str, wrong: str
) -> None:
    text = ready_text("b2b_saas")
    assert before in text
    changed = text.replace(before, after, 1)

    (fault,) = check(changed, document=Document, path="x").faults

    assert wrong in fault.wrong
    place = changed.index(after)
    assert abs(fault.line - (changed.count("\n", 0, place) + 1)) <= 1
