"""Why a file as a whole is not taken in, in words for the person who sent it."""

from typing import ClassVar

from handraiser.kit.refusal import Refusal


class FileRefused(Refusal):
    """Nothing of the file was taken in; `code` names the reason, the message explains it."""

    code: ClassVar[str] = "file_refused"


class EmptyFile(FileRefused):
    code = "empty_file"

    def __init__(self) -> None:
        super().__init__("The file is empty.")


class NoRows(FileRefused):
    code = "no_rows"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} There is no row to take in.")


class NotATable(FileRefused):
    """The file is a picture, a document, an archive or anything else that holds no rows."""

    code = "not_a_table"

    def __init__(self, what: str, advice: str = "Save the list as CSV or XLSX and send that.") -> None:
        super().__init__(f"This is {what}, not a list of rows. {advice}")


class EncodingUnreadable(FileRefused):
    code = "encoding_unreadable"


class LineTooLong(FileRefused):
    code = "line_too_long"

    def __init__(self, line: int, limit: int) -> None:
        super().__init__(
            f"Line {line} runs on for more than {limit:,} characters without a line break, so this is no list of rows."
        )


class TooManyColumns(FileRefused):
    code = "too_many_columns"

    def __init__(self, columns: int, limit: int) -> None:
        super().__init__(
            f"The header has {columns:,} columns; at most {limit:,} are taken. Delete the columns that are not needed."
        )


class WorkbookUnreadable(FileRefused):
    code = "workbook_unreadable"


class WorkbookProtected(WorkbookUnreadable):
    code = "workbook_protected"

    def __init__(self) -> None:
        super().__init__("The workbook is protected by a password. Save it without one and send it again.")


class WorkbookTooLarge(WorkbookUnreadable):
    code = "workbook_too_large"


class SheetMissing(WorkbookUnreadable):
    code = "sheet_missing"

    def __init__(self, sheet: str, sheets: list[str]) -> None:
        super().__init__(f"The workbook has no sheet “{sheet}”. It has: {', '.join(sheets)}.")
