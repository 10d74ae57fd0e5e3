"""What other sections say of stages that a sheet no longer has, pointed at the ones that took their place."""

from collections.abc import Iterator, Mapping
from typing import Any

from handraiser.process.mapping import propose
from handraiser.process.sheet.report import Report

Data = dict[str, Any]
# Section and key that name a stage.
NAMED = (
    ("lead", "first_stage"),
    ("lead", "hand_raiser_stage"),
    ("handoff", "stage"),
    ("handoff", "accepted_stage"),
    ("handoff", "returned_stage"),
    ("handoff", "won_stage"),
    ("recycle", "stage"),
)


def follow_stages(data: Data, before: Mapping[str, str], report: Report) -> None:
    """Changes the data in place: each stage has a next one, and no section names a stage that there is not.

    `before`: the stages of the base, key -> title. What named one of them names the stage in its place now.
    """
    stages: list[Data] = data["stages"]
    keys = [stage["key"] for stage in stages]
    instead = _in_place(before, {stage["key"]: str(stage.get("title", "")) for stage in stages})
    for index, stage in enumerate(stages):
        following = keys[index + 1] if index + 1 < len(keys) else None
        if stage.get("next") not in keys:
            stage.pop("next", None)
            if following is not None:
                stage["next"] = following
        way_out = stage.get("way_out")
        if isinstance(way_out, dict) and way_out.get("to") is not None:
            stage["way_out"] = {**way_out, "to": instead.get(way_out["to"], keys[0])}
    for part, key, path in _names(data):
        named = part[key]
        if isinstance(named, str) and named not in keys:
            part[key] = instead.get(named, keys[0])
            report.note(f"{path} is {part[key]}, since the sheet has no stage {named}.")


def _in_place(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The stage that takes the place of each. Where the sheet has words of its own for all of them, the place in the
    row tells: the first is the first, the last the last, and none further on than it was."""
    instead, keys = propose(before, after), list(after)
    if len(before) < 2 or set(instead.values()) != {keys[0]}:
        return instead
    return {key: keys[place * (len(keys) - 1) // (len(before) - 1)] for place, key in enumerate(before)}


def _names(data: Data) -> Iterator[tuple[Data, str, str]]:
    """Every part that names a stage, with the key and the path. The parts are copies that may be changed."""
    for section, key in NAMED:
        if isinstance(data.get(section), dict) and key in data[section]:
            data[section] = dict(data[section])
            yield data[section], key, f"{section}.{key}"
    follow_up = data.get("follow_up")
    if isinstance(follow_up, dict) and isinstance(follow_up.get("clocks"), list):
        clocks = [dict(clock) if isinstance(clock, dict) else clock for clock in follow_up["clocks"]]
        data["follow_up"] = {**follow_up, "clocks": clocks}
        for index, clock in enumerate(clocks):
            if (
                isinstance(clock, dict)
                and isinstance(clock.get("starts"), dict)
                and "stage" in clock["starts"]
            ):
                clock["starts"] = dict(clock["starts"])
                yield clock["starts"], "stage", f"follow_up.clocks[{index}].starts.stage"
