"""How the cells of a text file are set apart: delimiter, quote, escape, found on a sample."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handraiser.capture.reading.limits import SNIFF_CHARACTERS

_USUAL = (",", ";", "\t", "|")
# Taken only when nothing usual fits and the columns are many: names hold spaces and times hold colons.
_UNUSUAL = (" ", ":", "^", "~", "!", "#", "\x1f", "\x01")
_LEAST_UNUSUAL_COLUMNS = 4
_REGULAR = 0.9
_SEP_LINE = re.compile(r'^\ufeff?"?sep=(.)"?\r?\n?$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`delimiter` is empty for a file of one column. `escape` is a backslash, or None for doubled quotes."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    padded: bool = False  # A blank follows each delimiter and belongs to it.

    def options(self) -> dict[str, Any]:
        """Keyword arguments for `csv.reader`; strict, because a broken quote must be seen."""
        return {
            "delimiter": self.delimiter or "\x1f",
            "quotechar": self.quote,
            "doublequote": self.escape is None,
            "escapechar": self.escape,
            "skipinitialspace": self.padded,
            "strict": True,
        }

    def keep_backslashes(self, line: str) -> str:
        """Double the backslashes that escape nothing, since the csv module would drop them: `C:\\new`."""
        if self.escape is None or "\\" not in line:
            return line
        return re.sub(rf"\\([{re.escape(self.quote + self.delimiter)}\\\r\n])|\\", _kept, line)


def announced_delimiter(first_line: str) -> str | None:
    """The delimiter of Excel's `sep=;` line, or None when the line is an ordinary one."""
    announced = _SEP_LINE.match(first_line)
    return announced[1] if announced else None


def detect_dialect(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    """The dialect of sample lines; `delimiter`, when told, is taken as it is."""
    if delimiter is None:
        delimiter = _detect_delimiter(lines)
    quote = _detect_quote(lines, delimiter)
    plain = Dialect(delimiter, quote, padded=_is_padded(lines, delimiter, quote))
    return _with_escape(lines, plain)


def cells_of(lines: Sequence[str], dialect: Dialect) -> list[list[str]]:
    """The sample's records; a record that the dialect cannot read is a list of nothing."""
    records: list[list[str]] = []
    reader = csv.reader(map(dialect.keep_backslashes, lines), **dialect.options())
    while True:
        try:
            records.append(next(reader))
        except StopIteration:
            return records
        except csv.Error:
            records.append([])


def _detect_delimiter(lines: Sequence[str]) -> str:
    scores = {candidate: _regularity(lines, Dialect(candidate)) for candidate in _USUAL}
    regular = [
        candidate for candidate, (share, columns) in scores.items() if columns > 1 and share >= _REGULAR
    ]
    if len(regular) == 1:
        return regular[0]
    sniffed = _ask_clevercsv(lines)
    if sniffed in _USUAL:
        return sniffed
    if sniffed:
        share, columns = _regularity(lines, Dialect(sniffed))
        enough = _REGULAR if f'"{sniffed}"' not in "".join(lines) else 0.3
        if columns >= _LEAST_UNUSUAL_COLUMNS and share >= enough and not regular:
            return sniffed
    best = max(
        _USUAL, key=lambda candidate: (scores[candidate][1] > 1, scores[candidate][0], scores[candidate][1])
    )
    share, columns = scores[best]
    return best if columns > 1 and share >= 0.5 else ""


def _regularity(lines: Sequence[str], dialect: Dialect) -> tuple[float, int]:
    """The share of records that have the most frequent number of cells, and that number."""
    widths = Counter(
        len(record)
        for record in cells_of(lines, dialect)
        if any(cell.strip() for cell in record) or not record
    )
    if not widths:
        return 0.0, 0
    columns, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), columns


def _ask_clevercsv(lines: Sequence[str]) -> str | None:
    # Importing it builds large tables, and most files do not need it.
    import clevercsv

    sample = "".join(lines)[:SNIFF_CHARACTERS]
    if len(lines) > 1 and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    try:
        found = clevercsv.Sniffer().sniff(sample, delimiters=[*_USUAL, *_UNUSUAL])
    except clevercsv.Error:
        return None
    return str(found.delimiter) if found and found.delimiter else None


def _detect_quote(lines: Sequence[str], delimiter: str) -> str:
    """The double quote, unless cells begin and end with single quotes and none with double ones."""
    edge = re.escape(delimiter) if delimiter else r"\n"
    text = "".join(lines)
    counts = {
        quote: min(
            len(re.findall(rf"(?:^|{edge}) ?{quote}", text, re.MULTILINE)),
            len(re.findall(rf"{quote}(?:{edge}|\r?$)", text, re.MULTILINE)),
        )
        for quote in ('"', "'")
    }
    return "'" if counts["'"] >= 2 and not counts['"'] else '"'


def _is_padded(lines: Sequence[str], delimiter: str, quote: str) -> bool:
    """Whether delimiters are followed by a blank throughout, as in `a, b, "c"`."""
    if delimiter not in (",", ";", "|", "\t"):
        return False
    text = "".join(lines)
    if f"{delimiter} {quote}" in text:
        return True
    total = text.count(delimiter)
    return total > 0 and text.count(delimiter + " ") >= 0.9 * total


def _with_escape(lines: Sequence[str], plain: Dialect) -> Dialect:
    """A backslash escapes quotes where the sample reads well that way, and better than by doubling."""
    if not any("\\" + plain.quote in line for line in lines):
        return plain
    escaped = replace(plain, escape="\\")
    doubled, backslashed = _regularity(lines, plain), _regularity(lines, escaped)
    return escaped if backslashed[0] >= _REGULAR and backslashed > doubled else plain


def _kept(backslash: re.Match[str]) -> str:
    return backslash[0] if backslash[1] else "\\\\"
