"""Section `discovery`: the work that comes before the rules, kept and versioned with them."""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from pydantic import Field

from handraiser.process.shape import Shape

StepName = Literal["capture", "qualify", "follow_up", "nurture", "distribute", "feedback"]
STEP_NAMES: tuple[StepName, ...] = get_args(StepName)


class Baseline(Shape):
    """How a measure stood when the work began. No value: it could not be measured, and `why_not` says why."""

    measure: str
    value: float | None = None
    unit: str = ""
    n: int | None = None
    period: str = ""
    on: str = ""
    why_not: str = ""


class Content(Shape):
    """A piece of content: for which step of the buyer's journey (`buying_stage`) and for whom."""

    title: str
    buying_stage: str
    audience: str
    kind: str = ""
    address: str = ""
    owner: str = ""
    state: Literal["ready", "outdated", "planned"] = "ready"


class Finding(Shape):
    """What the people who hand leads over and take them said about it."""

    said: str
    by: str = ""
    on: str = ""


class ProcessStep(Shape):
    """One of the six steps of lead management as this company takes it."""

    step: StepName
    description: str = ""
    definition: str = ""
    detail: str = ""
    metric: str = ""


class Gap(Shape):
    """What is missing. Effect and effort from 1 (little) to 5 (much); they sort it into a phase."""

    missing: str
    step: StepName | None = None
    effect: int = Field(ge=1, le=5)
    effort: int = Field(ge=1, le=5)
    owner: str = ""
    state: Literal["open", "planned", "in_work", "done", "dropped"] = "open"

    @property
    def quick_win(self) -> bool:
        """Phase I: worth doing at once. Everything else is Phase II."""
        return self.effect >= 3 and self.effort <= 2


class Discovery(Shape):
    """What was found before the rules were written, or before they were changed."""

    about: str = ""
    baseline: tuple[Baseline, ...] = ()
    audiences: tuple[str, ...] = ()
    content: tuple[Content, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[ProcessStep, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def faults(self, buying_stages: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Content for a buying stage that the document does not have; a step that is told twice."""
        for index, piece in enumerate(self.content):
            if piece.buying_stage not in buying_stages:
                yield (
                    ("content", index, "buying_stage"),
                    f"there is no buying stage '{piece.buying_stage}'",
                    "one of: " + ", ".join(buying_stages) if buying_stages else "write buying_stages first",
                )
        told = [step.step for step in self.steps]
        for index, name in enumerate(told):
            if name in told[:index]:
                yield ("steps", index, "step"), f"the step '{name}' is told twice", "once each"
