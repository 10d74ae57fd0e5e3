"""What a person says of the columns counts, wherever the headings tell nothing or something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.document import Document
from handraiser.process.ready import ready_text
from handraiser.process.sheet import (
    CHOICES,
    ColumnUnknown,
    NoStageTable,
    Reading,
    SheetRefused,
    read_book,
    read_sheet,
)
from handraiser.process.sheet.carrying import carried, taken_back
from handraiser.process.sheet.columns import possible_heads, unread_table
from handraiser.process.sheet.grid import Book, Cell, Grid, address
from handraiser.process.sheet.opening import open_book
from handraiser.process.sheet.weave import data_of
from tests.process.sheet.conftest import TABLE, xlsx
from tests.process.sheet.small_process import STAGES, table, text, turned, workbook
from tests.process.sheet.variations import variations

STRANGE = ("Kontaktart", "Woran", "Mannschaft", "Handgriffe", "Weiter wenn", "Bleibt")
SAID = dict(
    zip(STRANGE, ("stage", "definition", "team", "activities", "exit criteria", "how long"), strict=True)
)
BASE = ready_text("blank")


def read(content: bytes, columns: dict[str, str]) -> Reading:
    return read_sheet(content, name="stages.xlsx", base=BASE, document=Document, columns=columns)


def exits(reading: Reading) -> list[list[str]]:
    return [[one["says"] for one in stage["exit"]] for stage in data_of(reading.text)["stages"]]


def test_headings_that_nobody_knows_are_refused_and_then_read_by_hand() -> None:
    content = workbook(table(STRANGE))
    with pytest.raises(NoStageTable):
        read(content, {})
    found = read(content, SAID)
    assert exits(found) == [list(stage.exit) for stage in STAGES]
    assert found.report.unplaced == []


@pytest.mark.parametrize("across", [False, True])
def test_a_column_is_named_by_the_place_of_its_heading_too(across: bool) -> None:
    rows = [["Kept by Erin Walsh"], [], *table(STRANGE)]
    width = max(map(len, rows))
    rows = [[*row, *[None] * (width - len(row))] for row in rows]
    places = {
        f"Sheet1!{address(*((at, 2) if across else (2, at)))}": word for at, word in enumerate(SAID.values())
    }
    found = read(workbook(turned(rows) if across else rows), places)
    assert exits(found) == [list(stage.exit) for stage in STAGES]
    assert [stage["duration"] for stage in data_of(found.text)["stages"]] == [one.duration for one in STAGES]


def test_what_is_said_counts_more_than_the_heading() -> None:
    found = read(xlsx(TABLE), {"Definition": "measure", "What to do": "nothing"})
    first = data_of(found.text)["stages"][0]
    assert first["measure"] == "A name on a list."
    assert "steps" not in first or all(step["do"] != "Enrich it" for step in first["steps"])
    assert {one.why for one in found.report.unplaced} == {"its column was left out by hand"}
    assert len(found.report.unplaced) == 4


def test_a_column_without_a_heading_is_named_by_its_place() -> None:
    rows = table(("Stage", "Definition", "Team", "Activities", "", "Max days"))
    assert len(read(workbook(rows), {}).report.unplaced) == len(STAGES)
    found = read(workbook(rows), {"Sheet1!E1": "exit"})
    assert exits(found) == [list(stage.exit) for stage in STAGES]
    assert found.report.unplaced == []


def test_another_column_may_name_the_stages() -> None:
    rows = table(("Stage", "Definition", "Team", "Activities", "Exit criteria", "Step name"))
    found = read(workbook(rows), {"Step name": "stage", "Stage": "nothing"})
    assert [stage["title"] for stage in data_of(found.text)["stages"]] == [one.duration for one in STAGES]


def test_the_stages_alone_are_enough() -> None:
    found = read(workbook([["Kontaktart"], ["Curious"], ["Fan"]]), {"Kontaktart": "stage"})
    assert [stage["title"] for stage in data_of(found.text)["stages"]] == ["Curious", "Fan"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"Kontaktart": "stage", "Woran": "colour"}, "“colour” is nothing that a column can be"),
        ({"Nowhere": "exit"}, "There is no column “Nowhere”"),
        ({"Sheet1!Z99": "exit"}, "There is no column “Sheet1!Z99”"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(said: dict[str, str], refusal: str) -> None:
    with pytest.raises(ColumnUnknown, match="Possible: ") as refused:
        read(xlsx(TABLE), said)
    assert refusal in refused.value.message


def test_every_column_is_shown_with_samples_and_what_it_was_taken_for() -> None:
    rows = [[*row, extra] for row, extra in zip(table(), ("Colour", "red", "blue", "red", ""), strict=True)]
    shown = read(workbook(rows), {}).report.tables
    assert [(one.sheet, one.head, one.read) for one in shown] == [("Sheet1", "row 1", True)]
    assert [column.what for column in shown[0].columns] == [
        "title", "definition", "team", "steps", "exit", "duration", "",
    ]  # fmt: skip
    assert (shown[0].columns[-1].place, shown[0].columns[-1].samples) == ("Sheet1!G1", ("red", "blue"))
    assert {column.what for column in shown[0].columns} - {""} <= set(CHOICES)


def test_of_an_unknown_sheet_the_rows_and_columns_with_headings_are_offered() -> None:
    grid = open_book(workbook([["A title"], *table(STRANGE)]), "x").grids[0]
    offered = dict(possible_heads(grid))
    assert next(iter(offered)) == "row 2"
    assert offered["row 2"].startswith("Kontaktart · Woran")
    assert "column 1" in offered
    first, other = unread_table(grid), unread_table(grid, "column 1")
    assert first is not None
    assert other is not None
    assert [column.heading for column in first.columns] == list(STRANGE)
    assert other.columns[1].heading == "Kontaktart"
    assert unread_table(Grid("x", [(Cell("alone", "x!A1"),)])) is None


@pytest.mark.parametrize("name", ["stages_merged_over_rows", "csv_utf-16", "turned_below_a_title"])
def test_a_book_goes_through_a_page_and_back(name: str) -> None:
    variation = dict(variations())[name]
    book = open_book(variation.content, variation.name)
    back = taken_back(carried(book))
    first, second = (read_book(one, name="x", base=BASE, document=Document) for one in (book, back))
    assert second.text == first.text
    assert [one.cell for one in second.report.placed] == [one.cell for one in first.report.placed]


@pytest.mark.parametrize(
    "text_back",
    [
        "", "[]", "{}", '{"grids":[],"notes":[],"form":""}', "[" * 100_000,
        '{"grids":[{"name":"a","size":[90000,90000],"cells":[],"merged":[]}],"notes":[],"form":""}',
        '{"grids":[{"name":"a","size":[1,1],"cells":[[0,0]],"merged":[]}],"notes":[],"form":""}',
        '{"grids":[{"name":"a","size":[1,1],"cells":[],"merged":[[0,0,5,5]]}],"notes":[],"form":""}',
        '{"grids":' + "[1]" * 1, "x" * 7_000_000,
    ],
    ids=["nothing", "list", "empty", "no sheet", "deep", "huge", "short", "lost", "cut", "long"],
)  # fmt: skip
def test_what_a_browser_made_up_is_refused(text_back: str) -> None:
    with pytest.raises(SheetRefused):
        taken_back(text_back)


WORDS = st.sampled_from(
    ["", "", "Stage", "Team", "MQL", "Exit criteria", "Phase", "Total", "* see below", "No", "3", "BDR", "Weiter",
     "A sentence that says something.", "Definition", "SAL", "#", "30 days", "N/A", "1. Call\n2. Write", "[Who?]"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(WORDS, min_size=4, max_size=4), min_size=2, max_size=9))
def test_no_cell_of_any_sheet_is_lost_without_a_word(rows: list[list[str]]) -> None:
    book = open_book(text([["§x", "", "", ""], *rows], ";"), "stages.csv")
    try:
        report = read_book(book, name="x", base=BASE, document=Document).report
    except NoStageTable:
        return
    told = {one.cell for part in (report.placed, report.unplaced, report.unanswered) for one in part}
    heads = {column.place for one in report.tables for column in one.columns}
    repeated = {column.heading for one in report.tables for column in one.columns}
    numbering = any("only numbers" in note for note in report.notes)
    silent = [
        (cell.place, cell.text)
        for grid in book.grids
        for cell in grid.filled()
        if cell.place not in told | heads
        and cell.text not in repeated
        and not (numbering and cell.text == "3")
    ]
    assert silent == []


def test_a_sheet_that_reaches_far_with_little_in_it_takes_little_memory() -> None:
    book = Book([Grid("x", [])])
    assert taken_back(carried(Book([Grid("x", [(Cell("a", "x!A1"),)])]))).grids[0].rows[0][0].text == "a"
    with pytest.raises(SheetRefused):
        taken_back(carried(book))
