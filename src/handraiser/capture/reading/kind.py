"""What kind of file this is, told by its first bytes and never by its name."""

import codecs
import mmap
import re
import zipfile
from pathlib import Path
from typing import Literal

from handraiser.capture.reading.refusals import EmptyFile, NotATable, WorkbookProtected, WorkbookUnreadable

FileKind = Literal["text", "workbook"]

_HEAD_BYTES = 65_536

# The first bytes of formats that people send by mistake, with the words to say so.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"BEGIN:VCARD", "an address card (vCard)"),
    (b"BEGIN:VCALENDAR", "a calendar"),
)

_MARKUP: tuple[tuple[str, str], ...] = (
    (r"<!doctype html|<html|<head\b|<body\b|<table\b", "a web page (HTML) under another name"),
    (r"<\?xml|<\w+ xmlns", "an XML document"),
    (r"[\[{]\s*[\[{\"]", "a JSON document"),
    (r"from \S+@|received: |return-path: ", "a mail"),
)

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = bytes(set(range(9)) | set(range(14, 32)) - {27})


def kind_of(path: Path) -> FileKind:
    """`text` or `workbook`; raises `EmptyFile` or `NotATable` for everything else."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.strip(b"\x00 \t\r\n") and len(head) < _HEAD_BYTES:
        raise EmptyFile
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE2):
        return _kind_of_ole2(path)
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise NotATable(what)
    if head[4:8] == b"ftyp":
        raise NotATable("a film or picture")
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise NotATable("a picture, sound or film")
    _refuse_binary(head)
    _refuse_markup(head)
    return "text"


def looks_wide(head: bytes) -> bool:
    """Whether every second (or more) byte is NUL, as in UTF-16 and UTF-32 written without a mark."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return True
    sample = head[: len(head) // 4 * 4][:4096]
    if len(sample) < 8:
        return False
    if sum(sample.count(code) for code in _CONTROL if code) > 0.02 * len(sample):
        return False
    shares = [sample[start::4].count(0) * 4 / len(sample) for start in range(4)]
    return max(shares) > 0.7 and min(shares) < 0.05


def _refuse_binary(head: bytes) -> None:
    if looks_wide(head):
        return
    controls = sum(head.count(code) for code in _CONTROL)
    if head.count(0) > len(head) * 0.05:
        raise NotATable("a binary file")
    # A multi-byte character may be cut at the end of what was read.
    valid = _is_utf8(head[:-4]) if len(head) == _HEAD_BYTES else _is_utf8(head)
    if not valid and controls >= 4 and controls > len(head) * 0.02:
        raise NotATable("a binary file")


def _refuse_markup(head: bytes) -> None:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:512].decode("latin-1").lower()
    for pattern, what in _MARKUP:
        if re.match(pattern, start):
            raise NotATable(what)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names[:3] else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, KeyError) as error:
        raise WorkbookUnreadable(
            "The workbook (or archive) is damaged: it does not open. Save it again and send it."
        ) from error
    if any(name.startswith("xl/workbook") for name in names) or b"opendocument.spreadsheet" in mimetype:
        return "workbook"
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mimetype:
        raise NotATable("a text document")
    if any(name.startswith("ppt/") for name in names):
        raise NotATable("a presentation")
    if any(name.endswith(".iwa") for name in names):
        raise NotATable(
            "an Apple Numbers, Pages or Keynote document", "Export it as CSV or XLSX and send that."
        )
    raise NotATable("a ZIP archive", "Unpack it and send the files inside one by one.")


def _kind_of_ole2(path: Path) -> FileKind:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise WorkbookProtected
        if any(content.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook", "Book")):
            return "workbook"
    raise NotATable("an old Office document that is no workbook")
