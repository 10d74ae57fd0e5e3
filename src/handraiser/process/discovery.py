"""Section `discovery`: the work that comes before the rules, kept and versioned with them."""

from typing import Literal

from pydantic import Field

from handraiser.process.shape import Shape

StepName = Literal["capture", "qualify", "follow_up", "nurture", "distribute", "feedback"]


class Baseline(Shape):
    """How a measure stood when the work began. No value: it could not be measured, and `why_not` says why."""

    measure: str
    value: float | None = None
    unit: str = ""
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

    says: str
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

    says: str
    step: StepName | None = None
    effect: int = Field(ge=1, le=5)
    effort: int = Field(ge=1, le=5)
    owner: str = ""
    state: Literal["open", "planned", "in_work", "done", "dropped"] = "open"


class Discovery(Shape):
    """What was found before the rules were written, or before they were changed."""

    about: str = ""
    baseline: tuple[Baseline, ...] = ()
    content: tuple[Content, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[ProcessStep, ...] = ()
    gaps: tuple[Gap, ...] = ()
