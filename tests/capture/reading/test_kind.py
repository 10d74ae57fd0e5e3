"""What a file is, by its bytes."""

import zipfile
from pathlib import Path

import pytest

from handraiser.capture.reading import FileRefused, open_table


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"%PDF-1.7\n", "PDF document"),
        (b"\x7fELF\x02\x01", "program"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"BEGIN:VCARD\nFN:Anna Weber\n", "address card"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b'<?xml version="1.0"?><leads/>', "XML"),
        (b'[{"email": "anna@northwind-robotics.com"}]', "JSON"),
        (b"\x00\x01\x02\x03" * 200, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path, head: bytes, said: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(head)
    with pytest.raises(FileRefused, match=said) as refused:
        open_table(path)
    assert refused.value.code == "not_a_table"


@pytest.mark.parametrize("content", [b"", b"\n\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=r"empty|blank"):
        open_table(path)


@pytest.mark.parametrize(
    ("member", "said"),
    [("word/document.xml", "text document"), ("ppt/slide.xml", "presentation"), ("leads.csv", "ZIP archive")],
)
def test_an_archive_says_what_it_is(tmp_path: Path, member: str, said: str) -> None:
    path = tmp_path / "leads.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(FileRefused, match=said):
        open_table(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"broken" * 50)
    with pytest.raises(FileRefused, match="damaged"):
        open_table(path)


def test_a_name_does_not_make_a_list_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_text("Email,Name\nanna@northwind-robotics.com,Anna Weber\n")
    assert open_table(path).description.format == "delimited"
