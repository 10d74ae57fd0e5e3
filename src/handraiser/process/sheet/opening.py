"""Which kind of file it is, told by its first bytes and never by its name."""

import re
from pathlib import PurePath
from typing import NoReturn

from handraiser.process.sheet.delimited import read_delimited
from handraiser.process.sheet.grid import Book
from handraiser.process.sheet.limits import CHARACTERS, FILE_BYTES, FILLED
from handraiser.process.sheet.refusals import NotASpreadsheet, SheetEmpty, SheetProtected, SheetTooLarge
from handraiser.process.sheet.workbook import read_workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
MARKUP = re.compile(rb"\s*(<!doctype html|<html|<head\b|<body\b|<table\b|<\?xml)", re.I)


def open_book(content: bytes, name: str) -> Book:
    """The sheets of a file; `name` is what its only sheet is called where it has none. Raises `SheetRefused`."""
    if len(content) > FILE_BYTES:
        raise SheetTooLarge(f"The file has {len(content) / 1024**2:.0f} MB", f"{FILE_BYTES // 1024**2} MB")
    if not content.strip(b"\x00 \t\r\n"):
        raise SheetEmpty
    if content.startswith(b"PK\x03\x04"):
        book = read_workbook(content)
    elif content.startswith(OLE2):
        _refuse_old(content)
    else:
        _refuse_others(content)
        book = read_delimited(content, _short(name))
    refuse_too_much(book)
    return book


def refuse_too_much(book: Book) -> None:
    """More text than a process ever needs, or none. Raises `SheetRefused`."""
    filled = [cell for grid in book.grids for cell in grid.filled()]
    if not filled:
        raise SheetEmpty
    if len(filled) > FILLED:
        raise SheetTooLarge(f"The file has {len(filled):,} cells with text", f"{FILLED:,} cells with text")
    characters = sum(len(cell.text) for cell in filled)
    if characters > CHARACTERS:
        raise SheetTooLarge(f"The file holds {characters:,} characters", f"{CHARACTERS:,} characters")


def _refuse_old(content: bytes) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetProtected
    raise NotASpreadsheet("a file of an Office before 2007 (XLS)")


def _refuse_others(content: bytes) -> None:
    for magic, what in OTHERS:
        if content.startswith(magic):
            raise NotASpreadsheet(what)
    if MARKUP.match(content[:1024].removeprefix(b"\xef\xbb\xbf")):
        raise NotASpreadsheet("a web page or an XML document")


def _short(name: str) -> str:
    return PurePath(name).stem[:40] or "table"
