"""Why a spreadsheet is not read or written, in words for the person who sent it."""

from collections.abc import Sequence

from handraiser.kit.refusal import Refusal

SAVE_AGAIN = "Save it as XLSX or CSV and send that."


class SheetRefused(Refusal):
    """Nothing of the file was read; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


class SheetEmpty(SheetRefused):
    """There is no cell with anything in it."""

    def __init__(self) -> None:
        super().__init__("The file holds no text at all. Fill in the table and send it again.")


class NotASpreadsheet(SheetRefused):
    """A picture, a document, a program: no table of cells."""

    def __init__(self, what: str, advice: str = SAVE_AGAIN) -> None:
        super().__init__(f"This is {what}, not a spreadsheet that is read here. {advice}")


class SheetProtected(SheetRefused):
    """The workbook is encrypted."""

    def __init__(self) -> None:
        super().__init__("The workbook is protected by a password. Save it without one and send it again.")


class SheetTooLarge(SheetRefused):
    """More than a process ever needs, or a file made to fill the memory."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(f"{what}; a process is read from {limit} at most. Send the table of stages alone.")


class SheetDamaged(SheetRefused):
    """It begins like a workbook and is none, or holds what no workbook may hold."""

    def __init__(self, why: str = "it does not open") -> None:
        super().__init__(f"The workbook is damaged: {why}. {SAVE_AGAIN}")


class NoStageTable(SheetRefused):
    """There are cells, but neither a table of stages nor parts of our own workbook."""

    def __init__(self, seen: str) -> None:
        super().__init__(
            "No table of stages was found: a row with headings such as Stage, Definition, Team, Activities and "
            f"Exit criteria, or a first column with them. What was seen first: {seen}."
        )


class CellTooLong(Refusal):
    """A text does not fit into a cell of a workbook, and programs would cut it without a word."""

    def __init__(self, place: str, length: int, limit: int) -> None:
        super().__init__(
            f"{place} has {length:,} characters, and a cell of a workbook holds {limit:,}. "
            "Shorten it, or take the YAML or Markdown file."
        )


class ColumnUnknown(SheetRefused):
    """Somebody said what a column is, and there is no such column, or it cannot be that."""

    def __init__(self, wrong: str, possible: Sequence[str]) -> None:
        shown = ", ".join(one[:40] for one in possible[:20])
        super().__init__(f"{wrong} Possible: {shown}." if shown else wrong)
