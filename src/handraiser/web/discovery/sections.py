"""What the screen needs of a version's document, as far as each part can be read: a draft may hold faults elsewhere."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.discovery import STEP_NAMES, Discovery, ProcessStep
from handraiser.process.models import Version
from handraiser.process.sections import BuyingStage, Stakeholder
from handraiser.process.shape import Shape
from handraiser.process.source import plain, read_source
from handraiser.web.live import Live

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that the screen shows. `unreadable` names those that hold faults and are shown as empty."""

    discovery: Discovery
    buying_stages: tuple[BuyingStage, ...]
    stakeholders: tuple[Stakeholder, ...]
    unreadable: tuple[str, ...]

    @property
    def steps(self) -> list[tuple[str, int | None, ProcessStep]]:
        """All six steps in their order: (name, place in the document or None, step)."""
        told = {step.step: (place, step) for place, step in enumerate(self.discovery.steps)}
        return [(name, *told.get(name, (None, ProcessStep(step=name)))) for name in STEP_NAMES]


def parts_of(version: Version) -> Parts:
    """The parts of a version's text."""
    root = read_source(version.text).root
    whole = plain(root) if root is not None else {}
    said = whole if isinstance(whole, dict) else {}
    unreadable: list[str] = []
    discovery = _one(Discovery, said.get("discovery") or {}, "discovery", unreadable) or Discovery()
    return Parts(
        discovery,
        _many(BuyingStage, said.get("buying_stages"), "buying_stages", unreadable),
        _many(Stakeholder, said.get("stakeholders"), "stakeholders", unreadable),
        tuple(dict.fromkeys(unreadable)),
    )


def document_for(version: Version, live: Live | None) -> Document | None:
    """The version's own document, else the live one: stages and reasons must have titles."""
    checked = check(version.text, document=Document, path="draft")
    return checked.document or (live.document if live else None)


def _one(shape: type[S], value: Any, name: str, unreadable: list[str]) -> S | None:
    try:
        return shape.model_validate(value)
    except ValidationError:
        unreadable.append(name)
        return None


def _many(shape: type[S], value: Any, name: str, unreadable: list[str]) -> tuple[S, ...]:
    values = value if isinstance(value, list) else []
    found = [_one(shape, one, name, unreadable) for one in values]
    return tuple(one for one in found if one is not None)
