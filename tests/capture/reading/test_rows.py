"""Rows that are not as they should be: mended, noted or refused with their line."""

from pathlib import Path

import pytest

from handraiser.capture.reading import Chunk, FileRefused, open_table
from handraiser.capture.reading.limits import LINE_CHARACTERS
from handraiser.capture.reading.repair import repair_line

HEADER = "Email,Name,Company\n"


def read(path: Path, text: str) -> Chunk:
    path.write_text(text, newline="")
    chunks = list(open_table(path).chunks())
    assert len(chunks) == 1
    return chunks[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "leads.csv"


def test_a_short_row_is_padded_and_noted(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,Anna,Northwind\nb@c.com,Ben\n")
    assert chunk.frame.rows()[1] == (3, "b@c.com", "Ben", "")
    assert "2 of 3 cells" in chunk.notes[3]


def test_a_long_row_is_refused_with_its_line_unless_the_rest_is_empty(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,Anna,Northwind\nb@c.com,Ben,Kestrel,Inc\nc@d.com,Carla,Blue,,\n")
    assert [(row.line, row.cells) for row in chunk.refused] == [(3, ["b@c.com", "Ben", "Kestrel", "Inc"])]
    assert "4 cells, the header 3 columns" in chunk.refused[0].reason
    assert chunk.frame.get_column("line").to_list() == [2, 4]


def test_blank_rows_are_counted_and_are_no_rows(path: Path) -> None:
    chunk = read(path, HEADER + "\na@b.com,Anna,Northwind\n,,\n  , ,\nb@c.com,Ben,Kestrel\n\n")
    assert chunk.frame.get_column("line").to_list() == [3, 6]
    assert chunk.blank == 4


def test_a_cell_over_several_lines_keeps_the_lines_right(path: Path) -> None:
    chunk = read(path, HEADER + 'a@b.com,Anna,"North\nwind\nRobotics"\nb@c.com,Ben,Kestrel\n')
    assert chunk.frame.get_column("line").to_list() == [2, 5]
    assert chunk.frame.item(0, "Company") == "North\nwind\nRobotics"


def test_a_quote_never_closed_costs_one_row_at_most(path: Path) -> None:
    rows = "".join(f"p{number}@b.com,Person {number},Northwind\n" for number in range(2000))
    chunk = read(path, HEADER + 'a@b.com,"Anna,Northwind\n' + rows)
    assert chunk.frame.height == 2001
    assert chunk.frame.row(0) == (2, "a@b.com", '"Anna', "Northwind")
    assert "mere character" in chunk.notes[2]


def test_a_quote_that_no_reading_mends_is_refused(path: Path) -> None:
    chunk = read(path, HEADER + 'a@b.com,"Anna\nb@c.com,Ben,Kestrel\nc@d.com,Carla,Blue\n')
    assert [row.line for row in chunk.refused] == [2]
    assert "never closed" in chunk.refused[0].reason
    assert chunk.frame.height == 2


def test_unescaped_quotes_inside_a_cell_are_mended(path: Path) -> None:
    chunk = read(path, HEADER + 'a@b.com,"Anna "A" Weber","Boots, 10" wide"\nb@c.com,Ben,Kestrel\n')
    assert chunk.frame.row(0)[1:] == ("a@b.com", 'Anna "A" Weber', 'Boots, 10" wide')


@pytest.mark.parametrize(
    ("line", "columns", "cells"),
    [
        ('"a,b,"c","d"', 4, ['"a', "b", "c", "d"]),
        ('x,"Round 48"","y"', 3, ["x", 'Round 48"', "y"]),
        ('"a, b" , "c"', 2, ["a, b", "c"]),
        ('a,"b', 3, None),
    ],
)
def test_a_line_is_mended_by_the_number_of_its_cells(
    line: str, columns: int, cells: list[str] | None
) -> None:
    assert repair_line(line, ",", '"', columns) == cells


def test_a_footer_is_refused_and_not_taken_for_a_person(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,Anna,Northwind\n\nConfidential - do not distribute\n")
    assert [row.line for row in chunk.refused] == [4]
    assert "footer" in chunk.refused[0].reason


def test_a_second_table_is_refused_row_by_row(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,Anna,Northwind\nEmail,Name\nb@c.com,Ben\n")
    assert [row.line for row in chunk.refused] == [3, 4]
    assert "second table" in chunk.refused[1].reason


def test_a_nul_stays_in_its_cell(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,An\x00na,Northwind\n" + "b@c.com,Ben,Kestrel\n" * 5)
    assert chunk.frame.item(0, "Name") == "An\x00na"


def test_line_separators_of_unicode_end_no_row(path: Path) -> None:
    chunk = read(path, HEADER + "a@b.com,An\u2028na\x0b\x85,Northwind\n")
    assert chunk.frame.item(0, "Name") == "An\u2028na\x0b\x85"


def test_one_endless_line_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    with path.open("wb") as file:
        for _ in range(64):
            file.write(b"x" * 1024 * 1024)
    with pytest.raises(FileRefused, match="Line 1 runs on") as refused:
        open_table(path)
    assert refused.value.code == "line_too_long"


def test_an_endless_line_among_rows_costs_that_row_only(path: Path) -> None:
    rows = "".join(f"p{number}@b.com,Person {number},Northwind\n" for number in range(300))
    chunk = read(path, HEADER + rows + "x" * (LINE_CHARACTERS + 5) + "\nz@b.com,Zoe,Northwind\n")
    assert [row.line for row in chunk.refused] == [302]
    assert len(chunk.refused[0].cells[0]) <= 1000
    assert chunk.frame.row(-1)[:2] == (303, "z@b.com")


def test_reading_may_begin_at_any_line(path: Path) -> None:
    path.write_text(HEADER + "".join(f"p{number}@b.com,P,N\n" for number in range(25)))
    later = [line for chunk in open_table(path).chunks(rows=4, from_line=12) for line in chunk.frame["line"]]
    assert later == list(range(12, 27))


def test_chunks_follow_each_other_without_gaps(path: Path) -> None:
    path.write_text(HEADER + "".join(f'p{number}@b.com,"P,1",N\n' for number in range(25)))
    chunks = list(open_table(path).chunks(rows=10))
    assert [chunk.frame.height for chunk in chunks] == [10, 10, 5]
    assert [chunk.next_line for chunk in chunks] == [12, 22, 27]
    assert chunks[-1].position == 1.0
