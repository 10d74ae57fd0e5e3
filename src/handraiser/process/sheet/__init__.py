"""Spreadsheets in and out: a table of stages becomes a draft, and a document becomes a workbook that comes back whole.

The bytes of a file and the text of a base document arrive; the text of a complete draft leaves with a report on
every cell. Nothing in a file is run, and no file can fill the memory.
"""

from handraiser.process.sheet.reading import read_sheet
from handraiser.process.sheet.refusals import CellTooLong, SheetRefused
from handraiser.process.sheet.report import OpenCriterion, Placed, Reading, Report, Unplaced
from handraiser.process.sheet.table_out import stage_table_of
from handraiser.process.sheet.workbook_out import workbook_of

__all__ = [
    "CellTooLong",
    "OpenCriterion",
    "Placed",
    "Reading",
    "Report",
    "SheetRefused",
    "Unplaced",
    "read_sheet",
    "stage_table_of",
    "workbook_of",
]
