"""Stages of a sheet laid over the data of a base document, with a word on every cell."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Literal

from handraiser.kit.fold import folded
from handraiser.process.sheet.codec import given
from handraiser.process.sheet.durations import duration_in, only_duration
from handraiser.process.sheet.grid import Cell
from handraiser.process.sheet.report import Placed, Report, Unplaced
from handraiser.process.sheet.tables import StageRow
from handraiser.process.sheet.teams import team_for
from handraiser.process.sheet.texts import Item, Listed, cleaned, is_nothing, is_question, listed, one_line
from handraiser.process.sheet.weave import data_of
from handraiser.process.sheet.words import stage_of

ORDER = (
    "key", "title", "definition", "team", "owner", "buying_stage", "routed", "steps", "entry", "exit_needs", "exit",
    "duration", "next", "way_out", "measure",
)  # fmt: skip
YES = frozenset({"yes", "y", "true", "x", "ja", "wahr", "1"})
NO = frozenset({"no", "n", "false", "nein", "falsch", "0"})
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Data = dict[str, Any]


def place_stages(rows: list[StageRow], base: Data, report: Report) -> list[Data]:
    """The stages as plain data: what the sheet says over what the base says of the stage of the same key."""
    before = {
        stage["key"]: stage for stage in _dicts(base.get("stages")) if isinstance(stage.get("key"), str)
    }
    keys = _keys(rows, before)
    stages = []
    for index, (row, key) in enumerate(zip(rows, keys, strict=True)):
        placing = _Placing(row, f"stages[{index}]", dict(before.get(key, {})), base, report)
        stages.append(placing.placed(key, rows, keys, is_new=key not in before))
    return stages


def _keys(rows: list[StageRow], before: Mapping[str, Data]) -> list[str]:
    """A key for each stage: its own, that of the base with that title, a well-known one, or one from its name."""
    titles = {folded(str(stage.get("title", ""))): key for key, stage in before.items()}
    keys: list[str] = []
    for row in rows:
        own = one_line(row.cells["key"][0].text) if "key" in row.cells else ""
        known = own if KEY.fullmatch(own) else titles.get(folded(row.name)) or stage_of(row.name)
        keys.append(known if known and known not in keys else key_from(row.name, keys))
    return keys


def key_from(name: str, taken: Collection[str]) -> str:
    """A key made from the name of a stage that is not taken yet."""
    known = stage_of(name)
    if known is not None and known not in taken:
        return known
    made = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:36].strip("_")
    made = made if KEY.fullmatch(made) else f"stage_{made}".rstrip("_")[:36]
    key, number = made, 2
    while key in taken:
        key, number = f"{made}_{number}", number + 1
    return key


class _Placing:
    """One stage being filled."""

    def __init__(self, row: StageRow, path: str, stage: Data, base: Data, report: Report) -> None:
        self._row = row
        self._path = path
        self._stage = stage
        self._base = base
        self._report = report

    def placed(self, key: str, rows: list[StageRow], keys: list[str], *, is_new: bool) -> Data:
        """The stage with everything that the sheet says of it."""
        self._stage["key"] = key
        self._put("title", [self._row.title, *self._row.again], self._row.name)
        for cell in self._row.cells.get("key", ()):
            if one_line(cell.text) == key:
                self._report.placed.append(Placed(cell.place, f"{self._path}.key", key))
            else:
                self._no_place(cell, f"a key is one word in small letters; the stage has the key {key}")
        self._text("definition")
        self._text("measure")
        self._team()
        self._text("owner")
        self._steps()
        self._criteria("entry")
        self._criteria("exit")
        self._duration()
        self._choices(rows, keys)
        if is_new:
            self._stage.setdefault("definition", "[How do you recognise a lead at this stage?]")
            self._stage.setdefault("team", "[Which team owns these leads and acts on them?]")
            self._stage.setdefault("owner", "[Who answers for this stage?]")
        return {name: self._stage[name] for name in (*ORDER, *self._stage) if name in self._stage}

    def _answers(self, what: str) -> list[Cell]:
        """The cells that answer; questions of a template are named and what the base says stays."""
        cells = []
        for cell in self._row.cells.get(what, ()):
            if is_question(cell.text):
                self._report.unanswered.append(Unplaced(cell.place, one_line(cell.text), "still a question"))
            else:
                cells.append(cell)
        return cells

    def _put(self, what: str, cells: list[Cell], value: Any) -> None:
        self._stage[what] = value
        for cell in cells:
            self._report.placed.append(Placed(cell.place, f"{self._path}.{what}", one_line(cell.text)))

    def _no_place(self, cell: Cell, why: str) -> None:
        self._report.unplaced.append(Unplaced(cell.place, cleaned(cell.text), why))

    def _text(self, what: str) -> None:
        cells = self._answers(what)
        said = [one_line(cell.text) for cell in cells if not is_nothing(cell.text)]
        if said:
            self._put(what, cells, " ".join(said))
        elif cells and what == "measure":
            self._put(what, cells, "")
        else:
            for cell in cells:
                self._no_place(cell, f"it says nothing, and a stage needs its {what}")

    def _team(self) -> None:
        cells = self._answers("team")
        said = ", ".join(one_line(cell.text) for cell in cells if not is_nothing(cell.text))
        if not said:
            for cell in cells:
                self._no_place(cell, "it names no team")
            return
        chosen = team_for(said, self._base)
        changed = self._stage.get("team") != chosen.key
        self._put("team", cells, chosen.key)
        if chosen.several:
            self._report.note(
                f"{self._row.name}: '{said}' names several teams. The stage belongs to {chosen.key}; all of them "
                "stand as its owner."
            )
        elif chosen.key not in (said, folded(said).replace(" ", "_")):
            self._report.note(f"'{said}' is the team {chosen.key}.")
        owner = str(self._stage.get("owner", ""))
        if "owner" not in self._row.cells and (changed or chosen.several or not owner or is_question(owner)):
            self._stage["owner"] = said
        if self._stage.get("routed") and chosen.key not in self._routes():
            self._stage["routed"] = False
            self._report.note(
                f"{self._row.name}: leads are not given to persons, since the team {chosen.key} has no route yet."
            )

    def _routes(self) -> Collection[str]:
        """The teams that have a route."""
        route = self._base.get("route")
        teams = route.get("teams") if isinstance(route, dict) else None
        return teams if isinstance(teams, dict) else ()

    def _steps(self) -> None:
        cells, aids = self._answers("steps"), self._answers("job_aids")
        if cells:
            items = [item for cell in cells for item in _items(cell, "steps").items]
            known = {folded(str(step.get("do"))): step for step in _dicts(self._stage.get("steps"))}
            self._put("steps", cells, [_step(item, known) for item in items])
        given = [(cell, item.says) for cell in aids for item in listed(cell.text).items]
        steps = _dicts(self._stage.get("steps"))
        if given and not steps:
            for cell in aids:
                self._no_place(cell, "there is no activity that the job aids could help with")
        elif given:
            first, *others = steps
            more = [*first.get("job_aids", ()), *(says for _, says in given)]
            self._put("steps", aids, [{**first, "job_aids": list(dict.fromkeys(more))}, *others])
            if len(steps) > 1:
                self._report.note(f"{self._row.name}: the job aids stand at the first activity.")

    def _criteria(self, what: str) -> None:
        cells = self._answers(what)
        if not cells:
            return
        found = [_items(cell, "criteria") for cell in cells]
        known = {folded(str(one.get("says"))): one for one in _dicts(self._stage.get(what))}
        items = [item for one in found for item in one.items]
        self._put(what, cells, [_criterion(item, known) for item in items])
        if what == "exit" and cells and "exit_needs" not in self._row.cells:
            either = any(one.either for one in found) and len(items) > 1
            if either:
                self._stage["exit_needs"] = "any"
                self._report.note(
                    f"{self._row.name}: one exit criterion is enough, since they are joined by 'or'."
                )
            elif self._stage.get("exit_needs") == "any" and known.keys() != {folded(i.says) for i in items}:
                self._stage.pop("exit_needs")

    def _duration(self) -> None:
        for cell in self._answers("duration"):
            text = one_line(cell.text)
            length = duration_in(text) or only_duration(text)
            if length is not None:
                if duration_in(text) is None:
                    self._report.note(f"{self._row.name}: of “{text}” the time was taken, {length}.")
                self._put("duration", [cell], length)
            elif is_nothing(text):
                self._stage.pop("duration", None)
                self._report.placed.append(Placed(cell.place, f"{self._path}.duration", text))
            else:
                self._no_place(cell, "it is no single length of time, such as 30 days")

    def _choices(self, rows: list[StageRow], keys: list[str]) -> None:
        names = {folded(row.name): key for row, key in zip(rows, keys, strict=True)} | {
            key: key for key in keys
        }
        buying = {
            folded(str(one.get(name))): one["key"]
            for one in _dicts(self._base.get("buying_stages"))
            for name in ("title", "key")
            if "key" in one
        }
        for what, among in (("next", names), ("buying_stage", buying)):
            for cell in self._answers(what):
                text = one_line(cell.text)
                value = among.get(folded(text)) or (
                    among.get(stage_of(text) or "") if what == "next" else None
                )
                if value is not None:
                    self._put(what, [cell], value)
                elif is_nothing(text):
                    self._stage.pop(what, None)
                    self._report.placed.append(Placed(cell.place, f"{self._path}.{what}", text))
                else:
                    self._no_place(
                        cell, f"there is no {what.replace('next', 'stage').replace('_', ' ')} of that name"
                    )
        for cell in self._answers("routed"):
            word = folded(cell.text)
            if word in YES and self._stage.get("team") not in self._routes():
                self._no_place(cell, f"the team {self._stage.get('team')} has no route yet")
            elif word in YES | NO:
                self._put("routed", [cell], word in YES)
            else:
                self._no_place(cell, "it is neither yes nor no")
        for cell in self._answers("exit_needs"):
            word = folded(cell.text)
            if word in ("all", "any", "alle", "eines"):
                self._put("exit_needs", [cell], "all" if word.startswith("al") else "any")
            else:
                self._no_place(cell, "it is neither all nor any")
        for cell in self._answers("way_out"):
            way_out = data_of(cell.text)
            if isinstance(way_out, dict) and set(way_out) <= {"to", "then", "reason"}:
                self._put("way_out", [cell], way_out)
            else:
                self._no_place(
                    cell, "what follows when time runs out has parts of its own: set it in the draft"
                )


def _items(cell: Cell, kind: Literal["steps", "criteria"]) -> Listed:
    """The items of a cell: exactly if it is written as we write it, else as kindly as can be."""
    exact = None if is_nothing(cell.text) else given(cell.text, kind)
    if exact is None:
        return listed(cell.text)
    says = "do" if kind == "steps" else "says"
    return Listed(tuple(Item(one[says], one.get("when"), tuple(one.get("job_aids", ()))) for one in exact))


def _step(item: Item, known: Mapping[str, Data]) -> Data:
    before = known.get(folded(item.says))
    if before is not None and not item.aids:
        return before
    return {"do": item.says, **({"job_aids": list(item.aids)} if item.aids else {})}


def _criterion(item: Item, known: Mapping[str, Data]) -> Data:
    if item.when is not None:
        return {"says": item.says, "when": item.when}
    return known.get(folded(item.says), {"says": item.says})


def _dicts(value: Any) -> list[Data]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
