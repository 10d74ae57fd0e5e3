"""The many ways to write a table of stages: each gives the same stages, and no cell is lost without a word."""

from functools import cache

import pytest

from handraiser.document import Document
from handraiser.process.ready import ready_text
from handraiser.process.sheet import Reading, read_sheet
from handraiser.process.sheet.opening import open_book
from handraiser.process.sheet.texts import one_line
from handraiser.process.sheet.weave import data_of
from tests.process.sheet.small_process import KEYS
from tests.process.sheet.variations import variations

ALL = dict(variations())


@cache
def reading(name: str) -> Reading:
    one = ALL[name]
    return read_sheet(one.content, name=one.name, base=ready_text("blank"), document=Document)


@pytest.mark.parametrize("name", ALL)
def test_every_stage_is_read_from(name: str) -> None:
    variation = ALL[name]
    found = data_of(reading(name).text)["stages"]
    assert [one["title"] for one in found] == [one.title for one in variation.stages]
    for one, wanted in zip(found, variation.stages, strict=True):
        read_as = {
            "title": one["title"],
            "definition": one["definition"],
            "team": one["team"],
            "steps": tuple(step["do"].rstrip(".") for step in one.get("steps", ())),
            "exit": tuple(criterion["says"].rstrip(".") for criterion in one.get("exit", ())),
            "duration": one.get("duration"),
        }
        expected = {part: getattr(wanted, part) for part in variation.fields} | {"team": KEYS[wanted.team]}
        assert {part: read_as[part] for part in expected} == expected


@pytest.mark.parametrize("name", ALL)
def test_no_cell_is_lost_in(name: str) -> None:
    variation, report = ALL[name], reading(name).report
    assert sorted(one_line(one.text) for one in report.unplaced) == sorted(map(one_line, variation.unplaced))
    told = {one.cell for part in (report.placed, report.unplaced, report.unanswered) for one in part}
    headings = {column.heading for table in report.tables for column in table.columns}
    numbers = any("only numbers the rows" in note for note in report.notes)
    silent = [
        cell.place
        for grid in open_book(variation.content, variation.name).grids
        for cell in grid.filled()
        if cell.place not in told
        and one_line(cell.text) not in headings
        and not (numbers and cell.text.isdecimal())
    ]
    assert silent == []
