"""The life of a version, for the head of every screen about one; and the places of a draft in its form."""

import re
from dataclasses import dataclass
from typing import Literal

from django import template

from handraiser.process.check import Fault
from handraiser.process.editing.changes import Path
from handraiser.process.models import State, Version
from handraiser.web.draft.findings import Findings

register = template.Library()

LIFE = (State.DRAFT, State.REVIEWED, State.PILOT, State.LIVE)
How = Literal["done", "current", "ahead", "skipped"]
SAID: dict[How, str] = {"done": "done", "current": "now", "ahead": "still to come", "skipped": "left out"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the life, how it stands, and the same in words."""

    title: str
    how: How

    @property
    def said(self) -> str:
        """How it stands, for those who do not see it."""
        return SAID[self.how]


@register.simple_tag
def life(version: Version) -> list[Step]:
    """Draft, reviewed, pilot, live; and retired for a version that was live once."""
    steps = [Step(state.label, _how(version, state)) for state in LIFE]
    if version.state == State.RETIRED:
        steps.append(Step(State.RETIRED.label, "current"))
    return steps


def _how(version: Version, state: State) -> How:
    if version.state == state:
        return "current"
    present = len(LIFE) if version.state == State.RETIRED else LIFE.index(State(version.state))
    if LIFE.index(state) > present:
        return "ahead"
    if state == State.REVIEWED and version.reviewed_at is None:
        return "skipped"
    if state == State.PILOT and not version.pilots.exists():
        return "skipped"
    return "done"


@register.filter
def anchor(path: Path) -> str:
    """A place in the document as the id of an element."""
    return "at-" + re.sub(r"[^A-Za-z0-9_]+", "-", "-".join(map(str, path)))


@register.filter
def wrong_at(found: Findings, path: Path) -> list[Fault]:
    """What is wrong right at a place."""
    return found.at(_place(path))


@register.filter
def wrong_below(found: Findings, path: Path) -> int:
    """How much is wrong at a place and inside of it."""
    return found.below(_place(path))


@register.filter
def suggested(path: Path) -> str:
    """The names of the document that fit into a field: `stage`, `team`, `buying_stage`, or none."""
    name = str(path[-1])
    if name in ("next", "to") or (name.endswith("stage") and name != "buying_stage"):
        return "stage"
    return name if name in ("team", "buying_stage") else ""


def _place(path: Path) -> str:
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")
