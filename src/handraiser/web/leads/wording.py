"""The list in words: its chips, headings and cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.lead.catalogue import COLUMNS, Column
from handraiser.process import ConditionRefused
from handraiser.staff.queries import Staff
from handraiser.web.leads.listing import Row
from handraiser.web.leads.picture import SORTABLE, Picture

SHOWN_BEFORE, SHOWN_AFTER = 60, 40

TITLES = {
    "stage": "Stage",
    "reached": "Reached",
    "grade": "Grade",
    "source": "Source",
    "owner": "Owner",
    "team": "Team",
    "state": "",
    "won": "",
    "clock": "Promise",
    "flag": "",
    "import": "Import",
    "arm": "Arm",
    "opened_from": "Opened from",
    "opened_to": "Opened until",
}
STAYS = {"kept": "left in time", "broken": "overstayed", "running": "within it"}
VALUES = {
    ("owner", "none"): "nobody",
    ("owner", "me"): "me",
    ("state", "open"): "Open",
    ("state", "ended"): "Ended",
    ("state", "holding"): "Waiting for an owner",
    ("state", "untouched"): "Not touched yet",
    ("state", "snoozed"): "Asleep",
    ("flag", "won_before_opened"): "Won before it was opened",
    ("flag", "touched_before_opened"): "Touched before it was opened",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that holds, and the address of the list without it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's head. `address` sorts by it, where it can be sorted; `order` is how it is sorted now."""

    column: Column
    address: str
    order: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a condition, and where."""

    place: int
    wrong: str
    meant: str
    line: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and how it is to be drawn."""

    kind: str
    value: Any


def chips(
    picture: Picture, *, stages: Mapping[str, tuple[str, int]], staff: Staff, file_name: str = ""
) -> list[Chip]:
    """The filters of the picture in words. `file_name`: that of the import whose leads are asked for."""
    return [
        Chip(_in_words(word, file_name if word == "import" else value, stages, staff), picture.without(word))
        for word, value in picture.words.items()
    ]


def headings(picture: Picture) -> list[Heading]:
    """The heads of the chosen columns."""
    return [_heading(COLUMNS[name], picture) for name in picture.columns]


def cells(row: Row, names: Sequence[str], staff: Staff) -> list[Cell]:
    """The values of a row as they are drawn."""
    return [_cell(name, value, staff) for name, value in zip(names, row.values, strict=True)]


def faults(refused: ConditionRefused) -> list[Fault]:
    """What is wrong with a condition, each with the line in which it stands and a pointer to the place."""
    told = []
    for fault in refused.faults:
        before, after = refused.text[: fault.offset], refused.text[fault.offset :]
        start = max(before.rfind("\n") + 1, len(before) - SHOWN_BEFORE)
        line = before[start:] + after.split("\n", 1)[0][:SHOWN_AFTER]
        told.append(
            Fault(fault.offset + 1, fault.wrong, fault.meant, line, " " * (len(before) - start) + "^")
        )
    return told


def _in_words(word: str, value: str, stages: Mapping[str, tuple[str, int]], staff: Staff) -> str:
    said = VALUES.get((word, value), value)
    if word in ("stage", "reached") and value in stages:
        said = stages[value][0]
    elif word == "owner" and value.isdecimal() and int(value) in staff.by_id:
        said = staff.by_id[int(value)].name
    elif word == "team" and value in staff.by_key:
        said = staff.by_key[value].name
    elif word == "clock":
        name, _, state = value.partition(":")
        if name == STAGE_DURATION:
            # A limit that the process sets, and a promise to nobody.
            return f"Longest stay: {STAYS.get(state, state)}"
        said = f"{name.replace('_', ' ')} {state}"
    elif word == "arm":
        said = {"pilot": "of the pilot", "control": "of its control"}.get(value.partition(":")[2], value)
    elif word == "won":
        said = "Won"
    return f"{TITLES[word]}: {said}" if TITLES[word] else said


def _heading(column: Column, picture: Picture) -> Heading:
    if column.name not in SORTABLE:
        return Heading(column, "", "")
    if picture.sort != column.name:
        return Heading(column, picture.address(sort=column.name, direction="desc"), "")
    turned = "asc" if picture.direction == "desc" else "desc"
    order = "descending" if picture.direction == "desc" else "ascending"
    return Heading(column, picture.address(sort=column.name, direction=turned), order)


def _cell(name: str, value: Any, staff: Staff) -> Cell:
    if value is None or value == []:
        return Cell("nothing", None)
    if name in ("stage", "grade", "email", "phone"):
        return Cell(name, value)
    if name == "owner":
        member = staff.by_email.get(value)
        return Cell("owner", member.name if member else value)
    return Cell(COLUMNS[name].type, value)
