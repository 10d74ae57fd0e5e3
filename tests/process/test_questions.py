"""A document knows which questions of the template it still asks."""

from handraiser.process import Condition, Shape
from handraiser.process.questions import open_questions


class Step(Shape):
    do: str
    aids: tuple[str, ...] = ()
    when: Condition | None = None


class Paper(Shape):
    title: str
    steps: tuple[Step, ...] = ()
    names: dict[str, str] = {}


def test_every_text_in_square_brackets_is_an_open_question() -> None:
    paper = Paper(
        title="[What is it called?]",
        steps=(Step(do="Call", aids=("[Which?]", "Guide")), Step(do=" [What?] ", when=Condition("TRUE"))),
        names={"bdr": "[Who?]", "ae": "Carla Rossi"},
    )

    assert open_questions(paper) == ("title", "steps[0].aids[0]", "steps[1].do", "names.bdr")


def test_an_answered_document_asks_nothing() -> None:
    assert open_questions(Paper(title="Leads [draft] of Kestrel Analytics")) == ()
