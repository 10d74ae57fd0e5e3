"""Spreadsheets in and out: a table of stages becomes a draft, and a document becomes a workbook that comes back whole.

The bytes of a file and the text of a base document arrive; the text of a complete draft leaves with a report on
every cell. Nothing in a file is run, and no file can fill the memory.
"""

from handraiser.process.sheet.by_hand import CHOICES
from handraiser.process.sheet.columns import Column, Table
from handraiser.process.sheet.reading import read_book, read_sheet
from handraiser.process.sheet.refusals import CellTooLong, ColumnUnknown, NoStageTable, SheetRefused
from handraiser.process.sheet.report import OpenCriterion, Placed, Reading, Report, Unplaced
from handraiser.process.sheet.table_out import stage_table_of, whole_table_of
from handraiser.process.sheet.workbook_out import workbook_of

__all__ = [
    "CHOICES",
    "CellTooLong",
    "Column",
    "ColumnUnknown",
    "NoStageTable",
    "OpenCriterion",
    "Placed",
    "Reading",
    "Report",
    "SheetRefused",
    "Table",
    "Unplaced",
    "read_book",
    "read_sheet",
    "stage_table_of",
    "whole_table_of",
    "workbook_of",
]
