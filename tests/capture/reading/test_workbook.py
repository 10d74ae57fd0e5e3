"""Workbooks: typed cells, sheets, and those that are made to hurt."""

import datetime
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from handraiser.capture.reading import FileRefused, open_table

MOMENT = datetime.datetime(2026, 5, 1, 12, 30)  # noqa: DTZ001 - a workbook knows no zones


def save(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_typed_cells_are_written_as_a_person_would(tmp_path: Path) -> None:
    path = save(
        tmp_path / "leads.xlsx",
        ["Email", "Phone", "Created", "At", "Amount", "Opt-in"],
        [
            "anna@northwind-robotics.com",
            4930123456789,
            datetime.date(2026, 5, 1),
            MOMENT,
            1.5,
            True,
        ],
    )
    table = open_table(path)
    assert table.description.format == "workbook"
    assert next(table.chunks()).frame.rows() == [
        (
            2,
            "anna@northwind-robotics.com",
            "4930123456789",
            "2026-05-01",
            "2026-05-01 12:30:00",
            "1.5",
            "TRUE",
        )
    ]


def test_the_first_sheet_that_is_not_empty_is_read_and_the_others_told(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Leads").append(["Email"])
    book["Leads"].append(["anna@northwind-robotics.com"])
    book.create_sheet("More").append(["Email"])
    book["More"].append(["ben@kestrel-analytics.com"])
    book.save(tmp_path / "leads.xlsx")
    table = open_table(tmp_path / "leads.xlsx")
    assert table.description.sheet == "Leads"
    assert table.description.other_sheets == ("Sheet", "More")
    more = open_table(tmp_path / "leads.xlsx", sheet="More")
    assert next(more.chunks()).frame.item(0, "Email") == "ben@kestrel-analytics.com"
    with pytest.raises(FileRefused, match=r"no sheet “Les”\. It has: Sheet, Leads, More"):
        open_table(tmp_path / "leads.xlsx", sheet="Les")


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = save(
        tmp_path / "leads.xlsx",
        ["Leads of May"],
        [],
        ["Email", "Name", "City"],
        [],
        ["anna@northwind-robotics.com", "Anna", "Bonn"],
        [],
        ["ben@kestrel-analytics.com", "Ben", "Lyon"],
    )
    assert next(open_table(path).chunks()).frame.get_column("line").to_list() == [5, 7]


def test_formulas_are_read_as_the_value_last_shown(tmp_path: Path) -> None:
    path = save(tmp_path / "leads.xlsx", ["Email", "Sum"], ["anna@northwind-robotics.com", "=1+1"])
    assert next(open_table(path).chunks()).frame.item(0, "Sum") == ""


def test_merged_cells_do_no_harm(tmp_path: Path) -> None:
    path = save(
        tmp_path / "leads.xlsx",
        ["Email", "Name"],
        ["anna@northwind-robotics.com", None],
        ["ben@kestrel-analytics.com", "Ben"],
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:B2")
    book.save(path)
    assert next(open_table(path).chunks()).frame.height == 2


def test_one_cell_in_the_last_corner_is_refused_and_ends_nothing(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "Email"
    book.active["XFD1048576"] = "far away"
    book.save(tmp_path / "leads.xlsx")
    with pytest.raises(FileRefused, match="stray cell") as refused:
        open_table(tmp_path / "leads.xlsx")
    assert refused.value.code == "workbook_too_large"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = save(tmp_path / "leads.xlsx", ["Email"], ["anna@northwind-robotics.com"])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/bomb.xml", "w") as member,
    ):
        for _ in range(100):
            member.write(b"0" * 1024 * 1024)
    with pytest.raises(FileRefused, match="unpacks to"):
        open_table(path)


def test_a_protected_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<H", 0) * 252
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512)
    with pytest.raises(FileRefused, match="password"):
        open_table(path)


def test_an_empty_workbook_and_a_header_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="empty"):
        open_table(save(tmp_path / "empty.xlsx"))
    with pytest.raises(FileRefused, match="nothing under it"):
        open_table(save(tmp_path / "header.xlsx", ["Email", "Name"]))


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(FileRefused, match="damaged or of an unknown kind"):
        open_table(path)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="at most 512"):
        open_table(save(tmp_path / "wide.xlsx", [f"c{n}" for n in range(600)], ["x"] * 600))
