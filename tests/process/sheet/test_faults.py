"""A file that is broken, hostile or something else is refused in words, soon, and in little memory."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from handraiser.process.sheet import Reading, SheetRefused
from tests.process.sheet.conftest import TABLE, delimited, saved, xlsx

Read = Callable[..., Reading]
SECONDS = 2.0
MEGABYTES = 120


def refused(read: Read, content: bytes, name: str = "table.xlsx") -> str:
    """What the refusal says. Soon and in bounded memory."""
    began = time.process_time()
    with pytest.raises(SheetRefused) as refusal:
        read(content, name=name)
    took = time.process_time() - began
    tracemalloc.start()
    try:
        with pytest.raises(SheetRefused):
            read(content, name=name)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert took < SECONDS
    assert most < MEGABYTES * 1024**2
    return refusal.value.message


def packed(sheet: bytes, **others: bytes) -> bytes:
    """A workbook whose only sheet is this XML."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(TABLE))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, sheet if name.endswith("sheet1.xml") else source.read(name))
        for name, content in others.items():
            made.writestr(name, content)
    return stream.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def test_a_million_rows(read: Read) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    assert "more than 20,000 rows" in refused(read, packed(SHEET % rows))


def test_a_million_lines_of_text(read: Read) -> None:
    assert "more than" in refused(read, b"Stage;Team\n" + b"a;b\n" * 1_000_000, "a.csv")


def test_ten_thousand_columns(read: Read) -> None:
    assert "more than 512 columns" in refused(read, xlsx((tuple(f"c{number}" for number in range(10_000)),)))


def test_ten_thousand_columns_of_text(read: Read) -> None:
    line = ",".join(f"c{number}" for number in range(10_000))
    assert "10,000 columns" in refused(read, f"{line}\n{line}\n".encode(), "a.csv")


def test_one_cell_in_the_last_corner(read: Read) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = "here"
    assert "columns" in refused(read, saved(book))


def test_a_zip_bomb(read: Read) -> None:
    assert "very large" in refused(read, packed(SHEET % (b" " * 400 * 1024**2)))


def test_a_small_bomb_that_lies_about_its_size(read: Read) -> None:
    content = bytearray(packed(SHEET % (b" " * 20 * 1024**2)))
    assert "multiple of its size" in refused(read, bytes(content))


def test_entities_that_unfold(read: Read) -> None:
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + SHEET % b""
    assert "entities" in refused(read, packed(laughs))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no text at all"),
        (b" \n \n", "no text at all"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "a PNG picture"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"<html><table><tr><td>Stage</td></tr></table></html>", "a web page"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (bytes(range(256)) * 40, "not a spreadsheet"),
        (b"Dear all,\nplease find our process below.\nRegards\n", "No table of stages"),
    ],
)
def test_what_is_no_spreadsheet(read: Read, content: bytes, said: str) -> None:
    assert said in refused(read, content, "table.csv")


def test_an_empty_workbook(read: Read) -> None:
    assert "no text at all" in refused(read, xlsx(()))


def test_a_workbook_of_something_else_names_what_was_seen(read: Read) -> None:
    assert "“Invoice” in Sheet1!A1" in refused(read, xlsx((("Invoice", "Amount"), ("17", "120"))))


@pytest.mark.parametrize("cut", [200, 1000, 3000, 5000])
def test_a_workbook_that_was_cut_off(read: Read, cut: int) -> None:
    assert "damaged" in refused(read, xlsx(TABLE)[:cut])


def test_broken_parts_inside(read: Read) -> None:
    assert "damaged" in refused(read, packed(b"<worksheet><sheetData><row"))


def test_macros_are_not_run_and_that_is_said(read: Read) -> None:
    content = packed(_sheet(xlsx(TABLE)), **{"xl/vbaProject.bin": b"Sub Auto_Open()"})
    reading = read(content, name="table.xlsm")
    assert any("macros" in note for note in reading.report.notes)
    assert reading.report.stages == 4


def test_formulas_give_their_last_value_or_are_named(read: Read) -> None:
    book = load_workbook(io.BytesIO(xlsx(TABLE)))
    book["Sheet1"]["B2"] = '=CONCATENATE("A"," name")'
    reading = read(saved(book))
    assert any("Sheet1!B2" in note for note in reading.report.notes)

    formula = rb'<c r="B2" t="str"><f>A1</f><v>A known name.</v></c>'
    cached = re.sub(rb'<c r="B2".*?</c>', formula, _sheet(xlsx(TABLE)), count=1)
    reading = read(packed(cached))
    assert any("last saved was taken" in note for note in reading.report.notes)
    assert "A known name." in reading.text


def test_a_hidden_sheet_is_not_read_and_that_is_said(read: Read) -> None:
    book = load_workbook(io.BytesIO(xlsx(TABLE, TABLE)))
    book["Sheet2"].sheet_state = "hidden"
    assert any("Sheet2" in note for note in read(saved(book)).report.notes)


def test_a_delimited_text_with_one_wrong_byte_is_read_and_that_is_said(read: Read) -> None:
    content = delimited(TABLE).replace("A name on a list.", "Ein früher Name.").encode("cp1252")
    reading = read(content, name="a.csv")
    assert "Ein früher Name." in reading.text
    assert any("not UTF-8" in note for note in reading.report.notes)


def _sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Stage", "Team"), *((f"Stage {number}", "a") for number in range(5_000))], "more than 100 stages"),
        ([("Stage", "Activities"), ("MQL", "Do it. And that. " * 5_000)], "values"),
        ([("Stage", "Activities"), *(("MQL", f"Do thing {number}") for number in range(5_000))], "values"),
        (
            [
                ("Stage", "Team"),
                ("MQL", "x"),
                *(("A remark below the table. " * 4, "") for _ in range(5_000)),
            ],
            "characters",
        ),
        ([("Stage", "Team"), *(("MQL", "x") for _ in range(7_000))], "cells with text"),
        ([("§ measures",), ("Name", "Definition"), *(("a", "b") for _ in range(4_000))], "values"),
    ],
)
def test_more_than_a_process_ever_needs(read: Read, rows: list[tuple[str, ...]], said: str) -> None:
    assert said in refused(read, delimited(rows).encode(), "a.csv")
