"""The fast way reads exactly what the careful way reads."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.capture.reading import open_table, plain

CELL = st.text(st.sampled_from("ab ü'\"\t;,\r\n0@"), max_size=6)
ROW = st.lists(CELL, min_size=1, max_size=4).map(",".join)
ENDING = st.sampled_from(["\n", "\r\n"])


def read(path: Path) -> tuple[list[tuple[object, ...]], list[int], list[int], int]:
    chunks = list(open_table(path).chunks(rows=7))
    return (
        [row for chunk in chunks for row in chunk.frame.rows()],
        [refused.line for chunk in chunks for refused in chunk.refused],
        sorted(line for chunk in chunks for line in chunk.notes),
        sum(chunk.blank for chunk in chunks),
    )


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=40), ending=ENDING, plain_rows=st.integers(0, 30))
def test_both_ways_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], ending: str, plain_rows: int
) -> None:
    path = tmp_path_factory.mktemp("plain") / "leads.csv"
    good = [f"p{number}@b.com,Person,Bonn" for number in range(plain_rows + 3)]
    path.write_text(ending.join(["Email,Name,City", *good, *rows, *good]) + ending, newline="")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain, "_BLOCK", 64)
        fast = read(path)
        patched.setattr("handraiser.capture.reading.delimited.is_plain", lambda *_: False)
        careful = read(path)
    assert fast == careful


def test_a_plain_file_is_read_the_fast_way_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Email,Name\n" + "".join(f"p{number}@b.com,Jürgen\n" for number in range(50_000)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("handraiser.capture.reading.delimited.Records", _Forbidden)
        patched.setattr(
            "handraiser.capture.reading.delimited._records_of",
            lambda *_: [(1, ["Email", "Name"]), (2, ["p", "n"])],
        )
        lines = [line for chunk in open_table(path).chunks() for line in chunk.frame["line"]]
    assert lines == list(range(2, 50_002))


class _Forbidden:
    """Stands where the careful reading would begin; it may be made, but gives nothing."""

    line = 0

    def __init__(self, lines: object, dialect: object, columns: int) -> None:
        self.lines = lines

    def __iter__(self) -> object:
        return iter(())
