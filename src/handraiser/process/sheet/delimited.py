"""A CSV, TSV or other delimited text as a sheet, in any common encoding."""

import codecs
import csv
import io
import re

from charset_normalizer import from_bytes

from handraiser.kit.latin import guess_latin
from handraiser.kit.spreadsheet import DANGEROUS
from handraiser.process.sheet.grid import Book, Cell, Grid, address
from handraiser.process.sheet.limits import CELLS, COLUMNS, ROWS
from handraiser.process.sheet.refusals import NotASpreadsheet, SheetRefused, SheetTooLarge

DELIMITERS = ("\t", ";", ",", "|")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 65_536
# Quotes, dashes, bullets and the like alone tell no language; they come from the usual Windows.
TYPOGRAPHY = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa7\xab\xb0\xb7\xbb")
# Spreadsheet programs write and understand a first line that names the delimiter.
NAMED = re.compile(r"sep=(?P<delimiter>[^\r\n])(?=\r|\n)", re.I)
# The line below the headings of a table in Markdown.
RULE = re.compile(r"\s*:?-{2,}:?\s*")


def read_delimited(content: bytes, name: str) -> Book:
    """The table of a text. Raises `SheetRefused`."""
    text, note = _decoded(content)
    rows = [
        [] if row and all(RULE.fullmatch(cell) for cell in row if cell) else row for row in _likeliest(text)
    ]
    width = max((len(row) for row in rows), default=0)
    grid = [
        tuple(
            Cell(_undone(row[column]) if column < len(row) else "", f"{name}!{address(number, column)}")
            for column in range(width)
        )
        for number, row in enumerate(rows)
    ]
    return Book([Grid(name, grid)], [note] if note else [], "CSV")


def _likeliest(text: str) -> list[list[str]]:
    """The rows under the delimiter that makes most of a table, or that the text names itself."""
    named = NAMED.match(text)
    if named is not None:
        return _rows(text[named.end() :], named["delimiter"])
    readings: list[list[list[str]]] = []
    refusals: list[SheetRefused] = []
    for delimiter in DELIMITERS:
        try:
            readings.append(_rows(text, delimiter))
        except SheetRefused as refused:
            refusals.append(refused)
    best = max(readings, key=_fit, default=[])
    if refusals and _fit(best) == (0, 0.0):
        raise refusals[0]
    return best


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and what is to be said of its encoding."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace"), ""
    head = content[:SAMPLE]
    if head.count(0) > len(head) * 0.05:
        if len(head) > 3 and (head[1::2].count(0) > len(head) * 0.3 or head[::2].count(0) > len(head) * 0.3):
            codec = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
            return content.decode(codec, "replace"), f"The file has no encoding mark; it was read as {codec}."
        raise NotASpreadsheet("a binary file")
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        codec = _guessed(content)
    return content.decode(
        codec, "replace"
    ), f"The file is not UTF-8; it was read as {codec}. Check the accents."


def _guessed(content: bytes) -> str:
    telling = b"\n".join(line for line in content.split(b"\n") if not line.isascii())[:SAMPLE]
    if set(re.sub(rb"[\x00-\x7f]", b"", telling)) <= TYPOGRAPHY:
        return "cp1252"
    codec = guess_latin(telling)
    if codec is None:
        best = from_bytes(telling).best()
        codec = best.encoding if best is not None else None
    if codec is None:
        raise NotASpreadsheet("in no encoding that is known here", "Save it as UTF-8 and send it again.")
    controls = sum(telling.count(code) for code in range(9))
    if controls > len(telling) * 0.02:
        raise NotASpreadsheet("a binary file")
    return codec


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
            rows.append(row)
            cells += len(row)
            if len(row) > COLUMNS:
                raise SheetTooLarge(f"A row has {len(row):,} columns", f"{COLUMNS} columns")
            if len(rows) > ROWS:
                raise SheetTooLarge(f"The table has more than {ROWS:,} rows", f"{ROWS:,} rows")
            if cells > CELLS:
                raise SheetTooLarge(f"The table has more than {CELLS:,} cells", f"{CELLS:,} cells")
    except csv.Error as error:
        raise NotASpreadsheet("a text whose cells cannot be told apart") from error
    return rows


def _fit(rows: list[list[str]]) -> tuple[int, float]:
    """How much a reading looks like a table: rows of the most usual width, and wider is better."""
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return 0, 0.0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    same = widths.count(usual)
    # A comma stands in every sentence, so cells of whole rows count and those of ragged ones do not.
    return same if same * 2 >= len([row for row in rows if any(row)]) else 0, same * min(usual, 12)


def _undone(text: str) -> str:
    """The apostrophe that our own files put before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text
