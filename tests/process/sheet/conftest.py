"""Sheets as people make them, and the ready documents to lay them over."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook

from handraiser.document import Document
from handraiser.process.ready import ready_text
from handraiser.process.sheet import Reading, read_sheet

Rows = Sequence[Sequence[str | int | None]]

HEAD = ("Lead stage (examples)", "Definition", "Owner/Team", "What to do", "Exit criteria")
TABLE: Rows = (
    HEAD,
    (
        "Suspect",
        "A name on a list.",
        "Marketing",
        "• Enrich it\n• Invite it",
        "The person read two articles.",
    ),
    (
        "MQL",
        "Worth a call today.",
        "BDR/AE",
        "Call within a day. Write twice.",
        "Budget is named. Or a demo is booked.",
    ),
    (
        "Opportunity",
        "Wants to decide.",
        "AE",
        "1. Open the deal\n2. Bring in finance",
        "The contract is signed.",
    ),
    ("Customer", "Has bought.", "Sales & CS", "Prepare the renewal.", "• N/A"),
)


def xlsx(*sheets: Rows) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def delimited(rows: Rows, delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.fixture
def read() -> Callable[..., Reading]:
    def reads(content: bytes, *, base: str = "blank", name: str = "table.xlsx") -> Reading:
        return read_sheet(content, name=name, base=ready_text(base), document=Document)

    return reads
