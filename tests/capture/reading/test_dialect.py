"""Dialects: whatever a program writes, the cells come back."""

import csv
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.capture.reading import open_table

HEADER = ["Email", "First Name", "Company", "Phone"]
ROWS = [
    ["anna@northwind-robotics.com", "Anna", "Northwind; Robotics", "+49 30 1234567"],
    ["ben@kestrel-analytics.com", "Ben", 'Kestrel "Data", Analytics', "+1 555 0100"],
    ["carla@blue-harbor.com", "Carla", "Blue\nHarbor", ""],
]


def cells(path: Path, **told: str) -> list[list[str]]:
    table = open_table(path, **told)
    return [table.description.columns] + [
        list(row[1:]) for chunk in table.chunks() for row in chunk.frame.rows()
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_every_usual_dialect_is_found(
    tmp_path: Path, delimiter: str, ending: str, quoting: Literal[0, 1]
) -> None:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting)
    writer.writerows([HEADER, *ROWS])
    path = tmp_path / "leads.csv"
    path.write_text(out.getvalue(), newline="")
    assert cells(path) == [HEADER, *ROWS]


def test_excels_announcement_of_the_delimiter_is_heeded(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("sep=;\r\nName;Amount\r\nAnna;1,5\r\nBen;2,5\r\n", newline="")
    assert cells(path) == [["Name", "Amount"], ["Anna", "1,5"], ["Ben", "2,5"]]
    assert next(open_table(path).chunks()).frame.get_column("line").to_list() == [3, 4]


def test_single_quotes_are_found(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("name,company\n'Weber, Anna','Northwind'\n'Okafor, Ben','Kestrel'\n")
    assert cells(path)[1:] == [["Weber, Anna", "Northwind"], ["Okafor, Ben", "Kestrel"]]


def test_a_backslash_before_quotes_is_found_and_other_backslashes_stay(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text('name,note\n"Anna \\"A\\" Weber","a, b"\n"Ben","C:\\new, old"\n"Carla","x"\n')
    assert cells(path)[1:] == [['Anna "A" Weber', "a, b"], ["Ben", "C:\\new, old"], ["Carla", "x"]]


def test_a_blank_after_each_delimiter_is_no_part_of_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text('name, company\nAnna, "Weber, Sons"\nBen, "Okafor, Ltd"\n')
    assert cells(path)[1:] == [["Anna", "Weber, Sons"], ["Ben", "Okafor, Ltd"]]


def test_one_column_is_not_split(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Full Name\nAnna Weber\nBen Okafor\nCarla Rossi\n")
    assert cells(path) == [["Full Name"], ["Anna Weber"], ["Ben Okafor"], ["Carla Rossi"]]


def test_a_delimiter_that_was_told_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("a,b!c\n1,2!3\n")
    assert cells(path, delimiter="!") == [["a,b", "c"], ["1,2", "3"]]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\ufeff", exclude_categories=["Cs"]), max_size=20
)


@settings(max_examples=150, deadline=None)
@given(
    data=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=3, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_written_with_all_quotes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, str, str]], delimiter: str, ending: str
) -> None:
    # A leading id keeps generated rows from being blank, a header or a remark.
    rows = [[f"id-{number}", *row] for number, row in enumerate(data)]
    path = tmp_path_factory.mktemp("round") / "leads.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
        writer.writerows([["Lead ID", "First Name", "Last Name", "Company"], *rows])
    assert cells(path, delimiter=delimiter)[1:] == rows
