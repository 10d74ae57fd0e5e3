"""What stands in a table of stages and is no stage: banners, footnotes, totals, legends."""

import re

from handraiser.process.sheet.grid import Cell, Row
from handraiser.process.sheet.heads import is_heading
from handraiser.process.sheet.texts import cleaned, one_line
from handraiser.process.sheet.words import stage_of

FOOTNOTE = re.compile(
    r"^\s*(?:\*|†|‡|[¹²³⁴]|\(?[0-9a-z]\)|\[[0-9]+\]|"
    r"(?:notes?|source|sources|quelle|legend|legende|hinweis|anmerkung|remark|n\.?b\.?|p\.?s\.?)\s*[:.])",
    re.I,
)
TOTAL = frozenset({"total", "totals", "sum", "summe", "gesamt", "grand total", "overall"})
LONGEST_NAME = 60


def is_remark(title: Cell, filled: list[Cell], row: Row) -> bool:
    """A single text that is no name of a stage: long, a sentence, a footnote, or merged over the table."""
    text = cleaned(title.text)
    if stage_of(text) is not None:
        return False
    if text.casefold().rstrip(":") in TOTAL:
        return True
    if len(filled) > 1:
        return False
    wide = sum(cell.place == title.place for cell in row) > 1
    return (
        wide
        or len(text) > LONGEST_NAME
        or text.endswith((".", ":", "!", "?"))
        or FOOTNOTE.match(title.text) is not None
    )


def begins_another(filled: list[Cell], title: Cell) -> bool:
    """Whether a row behind a blank one heads something else, such as a legend: known headings stand in it."""
    others = [cell for cell in filled if cell.place != title.place]
    return (
        bool(others) and stage_of(one_line(title.text)) is None and all(is_heading(cell) for cell in others)
    )
