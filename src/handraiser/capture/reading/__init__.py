"""Read a list of any provenance as a table.

A path arrives: CSV, TSV or any delimited text in any encoding, or a workbook (XLSX, XLSM, XLSB, XLS,
ODS). What leaves is a `Table`: its columns, notes on what was found and mended, and its rows in chunks
of constant memory, each row with its line. A file that holds no table is refused as a whole by a
`FileRefused` whose message a person understands; a single broken row is refused by itself.
"""

from pathlib import Path

from handraiser.capture.reading.delimited import DelimitedTable
from handraiser.capture.reading.kind import kind_of
from handraiser.capture.reading.refusals import FileRefused
from handraiser.capture.reading.table import Chunk, Description, RowRefused, Table
from handraiser.capture.reading.workbook import WorkbookTable
from handraiser.capture.vocabulary import is_known_header

__all__ = ["Chunk", "Description", "FileRefused", "RowRefused", "Table", "open_table"]


def open_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """The table in the file at `path`; what is given is taken as told, the rest is found out. Raises `FileRefused`."""
    if kind_of(path) == "workbook":
        return WorkbookTable(path, is_known_header, sheet=sheet)
    return DelimitedTable(path, is_known_header, encoding=encoding, delimiter=delimiter)
