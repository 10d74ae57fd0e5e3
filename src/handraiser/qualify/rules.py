"""Section `qualify`: the questions that make a lead worth a seller's time."""

from collections.abc import Iterator

from handraiser.process import Shape


class Answer(Shape):
    """One possible answer, and whether it meets the question."""

    value: str
    title: str
    met: bool


class Question(Shape):
    """One question of the framework, such as budget."""

    key: str
    title: str
    ask: str
    answers: tuple[Answer, ...]
    required: bool = False


class QualifyRules(Shape):
    """A framework such as BANT. Qualified: all required questions met, and at least `needed` in all."""

    framework: str
    about: str = ""
    questions: tuple[Question, ...]
    needed: int = 0

    def question(self, key: str) -> Question | None:
        """The question of that key."""
        return next((question for question in self.questions if question.key == key), None)

    def faults(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Contradictions inside the section: (path, what is wrong, what was meant)."""
        if self.needed > len(self.questions):
            yield (
                ("needed",),
                f"{self.needed} answers are needed but only {len(self.questions)} are asked",
                "a smaller number",
            )
