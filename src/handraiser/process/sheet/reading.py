"""From the bytes of a spreadsheet to the text of a complete draft, laid over a base document."""

import copy
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from handraiser.kit.fold import folded
from handraiser.process.check import check
from handraiser.process.questions import open_questions
from handraiser.process.shape import Shape
from handraiser.process.sheet.beside import side_by_side
from handraiser.process.sheet.blocks import find_blocks
from handraiser.process.sheet.by_hand import ByHand
from handraiser.process.sheet.columns import unread_table
from handraiser.process.sheet.grid import Book, Cell
from handraiser.process.sheet.limits import VALUES
from handraiser.process.sheet.opening import open_book
from handraiser.process.sheet.own import read_blocks
from handraiser.process.sheet.placing import place_stages
from handraiser.process.sheet.promises import place_promises
from handraiser.process.sheet.references import follow_stages
from handraiser.process.sheet.refusals import NoStageTable, SheetRefused, SheetTooLarge
from handraiser.process.sheet.report import OpenCriterion, Placed, Reading, Report, Unplaced
from handraiser.process.sheet.tables import Found, find_stages
from handraiser.process.sheet.texts import cleaned, is_question, one_line
from handraiser.process.sheet.weave import data_of, weave
from handraiser.process.sheet.words import stage_of
from handraiser.process.sheet.workbook_out import HOW_TO

NOT_PLACED = "# Read from a spreadsheet, and not placed:"


class BaseUnreadable(SheetRefused):
    """The document to lay the sheet over cannot be read itself."""

    def __init__(self) -> None:
        super().__init__(
            "The document to begin from cannot be read itself. Choose another one, such as blank."
        )


def read_sheet(
    content: bytes, *, name: str, base: str, document: type[Shape], columns: Mapping[str, str] | None = None
) -> Reading:
    """Read a workbook or a delimited text over the text of a base document.

    What the sheet does not speak of stays as the base has it. `columns` says by hand what columns are: a heading or
    its place (`Sheet1!C2`) -> one of `CHOICES`. Raises `SheetRefused`.
    """
    return read_book(open_book(content, name), name=name, base=base, document=document, columns=columns)


def read_book(
    book: Book, *, name: str, base: str, document: type[Shape], columns: Mapping[str, str] | None = None
) -> Reading:
    """The same for sheets that are open already."""
    data = data_of(base)
    if not isinstance(data, dict):
        raise BaseUnreadable
    hand = ByHand(columns)
    report = Report(notes=list(book.notes))
    wanted = copy.deepcopy(data)
    blocks = [block for grid in book.grids for block in find_blocks(grid, document)]
    if blocks:
        read_blocks(blocks, wanted, document, report)
        for grid in book.grids:
            if grid.name != HOW_TO and all(block.grid != grid.name for block in blocks):
                _leave(list(grid.filled()), "the sheet names no part of the process", report)
    else:
        _read_stage_tables(book, wanted, hand, report)
    _refuse_too_much(wanted)
    text = weave(base, wanted) + _remarks(report)
    _judge(text, name, document, report)
    return Reading(text, report)


def _refuse_too_much(wanted: dict[str, Any]) -> None:
    """Before it is written out, which takes its time."""
    open_parts: list[Any] = [wanted]
    count = 0
    while open_parts:
        part = open_parts.pop()
        count += len(part)
        inner = part.values() if isinstance(part, dict) else part
        open_parts.extend(one for one in inner if isinstance(one, dict | list))
    if count > VALUES:
        raise SheetTooLarge(f"The draft would hold {count:,} values", f"{VALUES:,} values")


def _read_stage_tables(book: Book, wanted: dict[str, Any], hand: ByHand, report: Report) -> None:
    grids = [piece for grid in book.grids for piece in side_by_side(grid, hand)]
    found = [(grid, find_stages(grid, hand)) for grid in grids]
    hand.refuse_missed(book.grids)
    if not any(tables for _, tables in found):
        first = next((cell for grid in book.grids for cell in grid.filled()), None)
        raise NoStageTable(f"“{one_line(first.text)[:60]}” in {first.place}" if first else "nothing")
    whole = Found()
    for grid, tables in found:
        if tables is None:
            unread = unread_table(grid)
            report.tables.extend([unread] if unread is not None else ())
            _leave(list(grid.filled()), "the sheet has no table of stages", report)
        else:
            _join(whole, tables, report)
    before = {
        str(stage.get("key")): str(stage.get("title", ""))
        for stage in wanted.get("stages") or ()
        if isinstance(stage, dict)
    }
    wanted["stages"] = place_stages(whole.stages, wanted, report)
    follow_stages(wanted, before, report)
    place_promises(whole.stages, wanted, report)
    _title(whole, wanted, report)
    for why, cells in _by_reason(whole.left):
        _leave(cells, why, report)
    kept = {stage["key"] for stage in wanted["stages"]}
    gone = [key for key in before if key not in kept]
    if gone:
        report.note(f"Stages that the sheet does not have were left out: {', '.join(gone)}.")


def _join(whole: Found, tables: Found, report: Report) -> None:
    """Another sheet's stages: what was said before of the same stage counts, the rest is added."""
    known = {folded(one.name): one for one in whole.stages}
    by_key = {key: one for one in whole.stages if (key := stage_of(one.name)) is not None}
    names = [folded(stage.name) for stage in tables.stages]
    if whole.stages and tables.turned != whole.turned:
        report.note("In one sheet the stages stand in rows, in another in columns; both were read.")
    for stage in tables.stages:
        first = known.get(folded(stage.name))
        if first is None and (other := by_key.get(stage_of(stage.name) or "")) is not None:
            # By its other well-known name, unless both names stand in one table.
            alike = [
                one for one in (*whole.stages, *tables.stages) if stage_of(one.name) == stage_of(stage.name)
            ]
            first = other if len(alike) == 2 and folded(other.name) not in names else None
        if first is None:
            whole.stages.append(stage)
            continue
        for cell in (stage.title, *stage.again):
            first.name_again(cell)
        for what, cells in stage.cells.items():
            said = first.cells.get(what)
            if said is None or all(is_question(cell.text) for cell in said):
                first.cells[what] = cells
            else:
                _leave(cells, f"{said[0].place} says it already", report)
    whole.titles.extend(tables.titles)
    whole.left.extend(tables.left)
    report.tables.extend(tables.tables)
    for note in tables.notes:
        report.note(note)


def _by_reason(left: list[tuple[Cell, str]]) -> list[tuple[str, list[Cell]]]:
    return [(why, [cell for cell, _ in group]) for why, group in groupby(left, key=lambda one: one[1])]


def _title(whole: Found, wanted: dict[str, Any], report: Report) -> None:
    """The first text above the table names the process, if nothing else does."""
    about = wanted.get("process")
    name = str(about.get("name", "")) if isinstance(about, dict) else ""
    for index, cell in enumerate(whole.titles):
        text = one_line(cell.text)
        if index == 0 and isinstance(about, dict) and (is_question(name) or not name) and len(text) <= 120:
            about["name"] = text
            report.placed.append(Placed(cell.place, "process.name", text))
        elif text != name:
            _leave([cell], "it stands outside of the table", report)


def _leave(cells: list[Cell], why: str, report: Report) -> None:
    told = {one.cell for one in report.unplaced}
    for cell in cells:
        if cell.place in told:
            continue
        told.add(cell.place)
        if is_question(cell.text):
            report.unanswered.append(Unplaced(cell.place, one_line(cell.text), "still a question"))
        else:
            report.unplaced.append(Unplaced(cell.place, cleaned(cell.text), why))


def _remarks(report: Report) -> str:
    """What found no place, as comments below the draft, so that no sentence is lost."""
    if not report.unplaced:
        return ""
    lines = [
        f"#   {one.cell}: {' '.join(''.join(sign if sign.isprintable() else ' ' for sign in one.text).split())}"
        for one in report.unplaced
    ]
    return "\n".join(["", NOT_PLACED, *lines, ""])


def _judge(text: str, name: str, document: type[Shape], report: Report) -> None:
    checked = check(text, document=document, path=f"{name}, as a draft")
    report.faults = checked.faults
    if checked.document is not None:
        report.questions = open_questions(checked.document)
    data = data_of(text)
    stages = data.get("stages") if isinstance(data, dict) else None
    stages = [stage for stage in stages or () if isinstance(stage, dict)]
    report.stages = len(stages)
    report.without_condition = tuple(
        OpenCriterion(f"stages[{index}].exit[{place}]", str(stage.get("title", "")), str(one["says"]))
        for index, stage in enumerate(stages)
        for place, one in enumerate(stage.get("exit") or ())
        if isinstance(one, dict)
        and one.get("when") is None
        and "says" in one
        and not is_question(str(one["says"]))
    )
