"""A workbook looked at before it is parsed: what it claims and what it really unpacks to.

Everything is counted in a stream of bounded memory. Only what passes is given to the library, which would
otherwise fill any memory.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from handraiser.process.sheet.limits import (
    CELLS,
    COLUMNS,
    PARTS,
    RATIO,
    RATIO_FROM_BYTES,
    ROWS,
    UNPACKED_BYTES,
)
from handraiser.process.sheet.refusals import NotASpreadsheet, SheetDamaged, SheetProtected, SheetTooLarge

BLOCK = 256 * 1024
# A tag may be cut where two blocks meet.
OVERLAP = 64

ROW = re.compile(rb"<(?:\w+:)?row[ />]")
CELL = re.compile(rb"<(?:\w+:)?c[ />]")
PLACE = re.compile(rb'<(?:\w+:)?c [^>]{0,40}?\br="([A-Z]{1,4})([0-9]{1,8})"')
MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the look found that people should be told."""

    formulas: bool
    macros: bool


def look(content: bytes) -> Seen:
    """Refuses a file that is no workbook, is damaged, or holds more than a process needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _look(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise SheetDamaged from error
    except RuntimeError as encrypted:
        raise SheetProtected from encrypted


def _look(archive: zipfile.ZipFile, packed: int) -> Seen:
    names = archive.namelist()
    if len(names) > PARTS:
        raise SheetTooLarge(f"The workbook has {len(names):,} parts", f"{PARTS:,}")
    _refuse_others(names)
    if sum(part.file_size for part in archive.infolist()) > UNPACKED_BYTES:
        raise SheetTooLarge("The workbook is very large", f"{UNPACKED_BYTES // 1024**2} MB unpacked")
    counter = _Counter()
    for name in names:
        counter.read(archive, name)
        if counter.total > max(RATIO_FROM_BYTES, RATIO * packed):
            raise SheetTooLarge("The workbook unpacks to a multiple of its size", f"{RATIO} times the size")
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return Seen(formulas=counter.formulas, macros=macros)


def _refuse_others(names: list[str]) -> None:
    if "xl/workbook.xml" in names or any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
        return
    if "xl/workbook.bin" in names:
        raise NotASpreadsheet("a binary workbook (XLSB)")
    if "content.xml" in names:
        raise NotASpreadsheet("an OpenDocument file")
    if any(name.startswith("word/") for name in names):
        raise NotASpreadsheet("a text document", "Copy its table into a spreadsheet and send that.")
    if any(name.startswith("ppt/") for name in names):
        raise NotASpreadsheet("a presentation", "Copy its table into a spreadsheet and send that.")
    if any(name.endswith(".iwa") for name in names):
        raise NotASpreadsheet("an Apple Numbers, Pages or Keynote document", "Export it as XLSX or CSV.")
    raise NotASpreadsheet("a ZIP archive", "Unpack it and send the spreadsheet inside.")


class _Counter:
    """What all parts of a workbook hold together, counted while they are unpacked and thrown away."""

    def __init__(self) -> None:
        self.total = 0
        self.cells = 0
        self.formulas = False

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        rows, kept = 0, b""
        is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        is_sheet = "/worksheets/" in name
        with archive.open(name) as part:
            while block := part.read(BLOCK):
                self.total += len(block)
                if self.total > UNPACKED_BYTES:
                    raise SheetTooLarge(
                        "The workbook is very large", f"{UNPACKED_BYTES // 1024**2} MB unpacked"
                    )
                if is_xml and ENTITY.search(kept + block):
                    raise SheetDamaged("it declares entities, which no spreadsheet program writes")
                if is_sheet:
                    rows += self._count(kept, block)
                    if rows > ROWS:
                        raise SheetTooLarge(f"A sheet has more than {ROWS:,} rows", f"{ROWS:,} rows")
                kept = block[-OVERLAP:]

    def _count(self, kept: bytes, block: bytes) -> int:
        text = kept + block
        begin = len(kept)
        self.formulas = self.formulas or b"<f" in text
        rows = sum(1 for found in ROW.finditer(text) if found.end() > begin)
        self.cells += sum(1 for found in CELL.finditer(text) if found.end() > begin)
        if self.cells > CELLS:
            raise SheetTooLarge(f"The workbook has more than {CELLS:,} cells", f"{CELLS:,} cells")
        for found in PLACE.finditer(text):
            if _number(found[1]) > COLUMNS:
                raise SheetTooLarge(f"A sheet has more than {COLUMNS} columns", f"{COLUMNS} columns")
            if int(found[2]) > ROWS:
                raise SheetTooLarge(f"A sheet has more than {ROWS:,} rows", f"{ROWS:,} rows")
        return rows


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
