"""What the picture says of each stage: who owns it, what must happen to leave, which clocks run, which ways lead out."""

from dataclasses import dataclass
from typing import Any, Literal

from handraiser.process.render.phrases import word
from handraiser.process.shape import Shape

Way = Literal["recycle", "disqualify", "move", "notify"]
Gate = Literal["machine", "person"]


@dataclass(frozen=True, slots=True)
class Exit:
    """One exit criterion, and who knows whether it holds."""

    says: str
    gate: Gate


@dataclass(frozen=True, slots=True)
class WayOut:
    """What becomes of a lead that does not go on. `to` is the number of a stage; none for out of the process."""

    way: Way
    says: str
    to: int | None


@dataclass(frozen=True, slots=True)
class Station:
    """One stage."""

    key: str
    title: str
    team: str
    owner: str
    exits: tuple[Exit, ...]
    any_exit: bool
    clocks: tuple[str, ...]
    ways: tuple[WayOut, ...]
    next: int | None
    routed: bool
    entered: str


def stations_of(document: Shape) -> tuple[Station, ...]:
    """The stages of a document as the picture shows them."""
    stages = tuple(getattr(document, "stages", ()))
    places = {stage.key: index for index, stage in enumerate(stages)}
    return tuple(
        Station(
            key=stage.key,
            title=stage.title,
            team=stage.team,
            owner=getattr(stage, "owner", ""),
            exits=tuple(
                Exit(one.says, "person" if one.when is None else "machine")
                for one in getattr(stage, "exit", ())
            ),
            any_exit=getattr(stage, "exit_needs", "all") == "any" and len(stage.exit) > 1,
            clocks=tuple(_clocks(document, stage)),
            ways=tuple(_ways(document, stage, places)),
            next=places.get(getattr(stage, "next", None) or ""),
            routed=bool(getattr(stage, "routed", False)),
            entered=_entered(document, stage.key),
        )
        for stage in stages
    )


def _clocks(document: Shape, stage: Any) -> list[str]:
    clocks = []
    for clock in getattr(getattr(document, "follow_up", None), "clocks", ()):
        starts = clock.starts
        offered = starts.offer and getattr(getattr(document, "handoff", None), "stage", None) == stage.key
        if starts.stage == stage.key or offered:
            clocks.append(f"{clock.title}: {clock.within}")
    if getattr(stage, "duration", None) is not None:
        clocks.append(f"Longest stay: {stage.duration}")
    return clocks


def _ways(document: Shape, stage: Any, places: dict[str, int]) -> list[WayOut]:
    ways: list[WayOut] = []
    recycled = places.get(getattr(getattr(document, "recycle", None), "stage", ""))
    out = getattr(stage, "way_out", None)
    if out is not None:
        reason = _reason(document, out.reason)
        when = (
            f"after {stage.duration}"
            if getattr(stage, "duration", None) is not None
            else "when time runs out"
        )
        to = recycled if out.then == "recycle" else places.get(out.to or "")
        then = {"recycle": "Recycle", "disqualify": "Out", "notify": "Notify", "move": "Back"}[out.then]
        ways.append(WayOut(out.then, f"{then} {when}" + (f": {reason}" if reason else ""), to))
    handoff = getattr(document, "handoff", None)
    if handoff is not None and getattr(handoff, "stage", None) == stage.key:
        kinds = {reason.then for reason in handoff.reject_reasons}
        back = places.get(handoff.returned_stage)
        if "send_back" in kinds:
            ways.append(WayOut("move", "Rejected: back to who offered it", back))
        if "recycle" in kinds:
            ways.append(WayOut("recycle", "Rejected: back to nurture", recycled))
        if "disqualify" in kinds:
            ways.append(WayOut("disqualify", "Rejected: out", None))
    return ways


def _reason(document: Shape, reason: str) -> str:
    recycle = getattr(document, "recycle", None)
    known = (*getattr(recycle, "recycle_reasons", ()), *getattr(recycle, "disqualify_reasons", ()))
    found = next((one.title for one in known if one.key == reason), None)
    return found or word(reason.replace("_", " "), "reason", {})


def _entered(document: Shape, key: str) -> str:
    lead = getattr(document, "lead", None)
    said = []
    if getattr(lead, "first_stage", None) == key:
        said.append("New inquiries")
    if getattr(lead, "hand_raiser_stage", None) == key:
        said.append("Who asks to be called")
    return ", ".join(said)
