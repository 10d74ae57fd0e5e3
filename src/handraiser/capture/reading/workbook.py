"""A sheet of a workbook as a table."""

import json
import os
import subprocess
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from handraiser.capture.reading import unpack_workbook
from handraiser.capture.reading.dialect import Dialect
from handraiser.capture.reading.encoding import Encoding
from handraiser.capture.reading.header import KnownHeader, find_header
from handraiser.capture.reading.limits import (
    CHUNK_ROWS,
    SAMPLE_LINES,
    WORKBOOK_MEMORY_BYTES,
    WORKBOOK_RATIO,
    WORKBOOK_SECONDS,
    WORKBOOK_UNPACKED_BYTES,
)
from handraiser.capture.reading.lines import open_lines
from handraiser.capture.reading.records import Records
from handraiser.capture.reading.refusals import (
    NoRows,
    SheetMissing,
    WorkbookProtected,
    WorkbookTooLarge,
    WorkbookUnreadable,
)
from handraiser.capture.reading.rows import Rows, first_rows
from handraiser.capture.reading.table import Chunk, Description

_UTF8 = Encoding("utf-8")
_DIALECT = Dialect(",")


class WorkbookTable:
    """The sheet is unpacked once to a temporary CSV, which is then streamed like any other."""

    def __init__(self, path: Path, known: KnownHeader, *, sheet: str | None = None) -> None:
        _refuse_bomb(path)
        handle, name = tempfile.mkstemp(prefix="handraiser-", suffix=".csv")
        os.close(handle)
        self._unpacked = Path(name)
        # The unpacked sheet lives as long as the table and no longer.
        weakref.finalize(self, self._unpacked.unlink, missing_ok=True)
        found = _unpack(path, self._unpacked, sheet)
        if not found["rows"]:
            raise NoRows("The workbook is empty." if not sheet else f"The sheet “{sheet}” is empty.")
        self._size = max(self._unpacked.stat().st_size, 1)
        with open_lines(self._unpacked, _UTF8, "\n") as lines:
            sample = list(islice(_numbered(Records(lines, _DIALECT, 0)), SAMPLE_LINES))
        self._header = find_header([_rstrip(cells) for _, cells in sample], known)
        if self._header.skipped >= len(sample):
            raise NoRows("The sheet has a header and nothing under it.")
        self._first_line = sample[self._header.skipped][0]
        self.description = self._describe(found)

    def chunks(self, *, rows: int = CHUNK_ROWS, from_line: int = 0) -> Iterator[Chunk]:
        """Chunks of at most `rows` rows; lines are the rows of the sheet."""
        width = len(self._header.names)
        reader = Rows(self._header.names, self._header.cells, _DIALECT)
        with open_lines(self._unpacked, _UTF8, "\n") as lines:
            records = (
                (line, cells if len(cells) == width else _fit(cells, width))
                for line, cells in _numbered(Records(lines, _DIALECT, 0))
                if line >= self._first_line
            )
            for chunk in reader.chunks(records, rows=rows, from_line=from_line):
                chunk.position = min(lines.position / self._size, 1.0)
                yield chunk

    def sample(self, rows: int = 100) -> pl.DataFrame:
        """The first rows, for guessing and for showing."""
        return first_rows(self.chunks(rows=rows), self._header.names).head(rows)

    def _describe(self, found: dict[str, Any]) -> Description:
        others = tuple(found["others"])
        told = f"The sheet “{found['sheet']}” was read; not read: {', '.join(others)}."
        return Description(
            format="workbook",
            columns=self._header.names,
            header_line=self._first_line - 1 if self._header.cells else 0,
            notes=[*([told] if others else []), *self._header.notes],
            sheet=found["sheet"],
            other_sheets=others,
        )


def _refuse_bomb(path: Path) -> None:
    """Refuse what unpacks to far more than any list of leads would."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > WORKBOOK_UNPACKED_BYTES or (unpacked > 64 * 1024**2 and unpacked / packed > WORKBOOK_RATIO):
        raise WorkbookTooLarge(
            f"The workbook is {packed / 1024**2:,.1f} MB and unpacks to {unpacked / 1024**2:,.0f} MB. "
            "Save the sheet with the leads as CSV and send that."
        )


def _unpack(path: Path, out: Path, sheet: str | None) -> dict[str, Any]:
    command = [
        sys.executable, unpack_workbook.__file__, str(path), str(out), sheet or "",
        str(WORKBOOK_MEMORY_BYTES), str(WORKBOOK_SECONDS),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=WORKBOOK_SECONDS * 2, check=False)
    except subprocess.TimeoutExpired as error:
        raise WorkbookTooLarge(
            "The workbook takes too long to open. Save the sheet as CSV and send that."
        ) from error
    if done.returncode != 0:
        raise WorkbookTooLarge(
            "The workbook needs more memory or time than a list of leads should, often because of a stray cell "
            "far away from the others. Save the sheet as CSV and send that."
        )
    found: dict[str, Any] = json.loads(done.stdout)
    match found.get("refused"):
        case "protected":
            raise WorkbookProtected
        case "sheet_missing":
            raise SheetMissing(sheet or "", found["sheets"])
        case "unreadable":
            raise WorkbookUnreadable(
                f"The workbook is damaged or of an unknown kind ({found['detail']}). Save it as CSV."
            )
    return found


def _numbered(records: Records) -> Iterator[tuple[int, list[str]]]:
    for _, cells in records:
        yield int(cells[0]), cells[1:]


def _rstrip(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _fit(cells: list[str], width: int) -> list[str]:
    """A sheet is a rectangle: blank cells at the right edge are no cells."""
    cells = _rstrip(cells)
    return cells + [""] * (width - len(cells))
