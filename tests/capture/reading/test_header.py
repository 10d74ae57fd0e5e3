"""Where the header is and what columns are called."""

from pathlib import Path

import pytest

from handraiser.capture.reading import FileRefused, open_table
from handraiser.capture.reading.header import find_header, unique_names
from handraiser.capture.vocabulary import is_known_header


def columns(path: Path, text: str) -> list[str]:
    path.write_text(text)
    return open_table(path).description.columns


def test_same_and_blank_names_are_kept_apart() -> None:
    assert unique_names(["Email", "", "Email", " Email ", "line"]) == [
        "Email",
        "Column 2",
        "Email (2)",
        "Email (3)",
        "line (2)",
    ]


def test_invisible_characters_are_no_part_of_a_name() -> None:
    assert unique_names(["\ufeffEmail", "First\u200b\n Name"]) == ["Email", "First Name"]


def test_lines_before_the_header_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    text = (
        'Notes:\n"When exporting, you may see, some addresses missing"\n\n'
        "First Name,Last Name,Email Address,Company\nAnna,Weber,anna@northwind-robotics.com,Northwind\n"
    )
    assert columns(path, text) == ["First Name", "Last Name", "Email Address", "Company"]
    table = open_table(path)
    assert next(table.chunks()).frame.get_column("line").to_list() == [5]
    assert any("before the header" in note for note in table.description.notes)


def test_a_file_without_a_header_gets_numbers(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    text = "Anna Weber,anna@northwind-robotics.com,+49 30 123456\nBen Okafor,ben@kestrel-analytics.com,+1 555 0100\n"
    assert columns(path, text) == ["Column 1", "Column 2", "Column 3"]
    assert next(open_table(path).chunks()).frame.height == 2


def test_titles_above_the_header_tell_same_names_apart() -> None:
    records = [
        ["Billing", "", "Shipping", ""],
        ["City", "Country", "City", "Country"],
        ["Bonn", "Germany", "Lyon", "France"],
    ]
    assert find_header(records, is_known_header).names == [
        "Billing City",
        "Billing Country",
        "Shipping City",
        "Shipping Country",
    ]


def test_a_header_that_is_repeated_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    header, anna = "Email,Name,City\n", "anna@northwind-robotics.com,Anna,Bonn\n"
    path.write_text(header + header + anna + header + anna.replace("anna", "ben"))
    table = open_table(path)
    chunk = next(table.chunks())
    assert chunk.frame.get_column("line").to_list() == [3, 5]
    assert chunk.blank == 1


def test_rows_wider_than_the_header_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    assert columns(path, "Email,Name\na@b.com,Anna,Bonn\nc@d.com,Ben,Lyon\n") == ["Email", "Name", "Column 3"]


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(",".join(f"c{n}" for n in range(10_000)) + "\n" + ",".join("x" * 10_000) + "\n")
    with pytest.raises(FileRefused, match="10,000 columns; at most 512"):
        open_table(path)


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Email,Name\n\n,\n")
    with pytest.raises(FileRefused, match="nothing under it"):
        open_table(path)


def test_blank_lines_before_the_header_are_passed_over_however_many(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    assert columns(path, "\n" * 5_000 + "Email,Name\na@b.com,Anna\n") == ["Email", "Name"]
    assert next(open_table(path).chunks()).frame.get_column("line").to_list() == [5_002]
