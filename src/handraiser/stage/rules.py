"""Section `stages`: the stations of the journey and their gates."""

from typing import Literal

from handraiser.process import Condition, Duration, Shape


class Criterion(Shape):
    """A sentence for people and, where the machine can know, a condition."""

    says: str
    when: Condition | None = None


class Step(Shape):
    """One thing to do in a stage, with the job aids that help."""

    do: str
    job_aids: tuple[str, ...] = ()


class WayOut(Shape):
    """Where a lead goes when its time in the stage runs out."""

    to: str | None = None
    then: Literal["move", "recycle", "disqualify", "notify"] = "move"
    reason: str = ""


class Stage(Shape):
    """One stage. A machine moves a lead on only when every criterion that counts has a condition that holds.

    `exit_needs`: whether all exit criteria must hold, or any one of them.
    `routed`: whether a lead that enters gets an owner from the stage's team.
    """

    key: str
    title: str
    definition: str
    team: str
    owner: str
    buying_stage: str | None = None
    routed: bool = False
    steps: tuple[Step, ...] = ()
    entry: tuple[Criterion, ...] = ()
    exit: tuple[Criterion, ...] = ()
    exit_needs: Literal["all", "any"] = "all"
    duration: Duration | None = None
    next: str | None = None
    way_out: WayOut | None = None
    measure: str = ""
