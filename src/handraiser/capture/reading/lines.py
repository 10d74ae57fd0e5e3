"""Physical lines of a text file, in bounded memory whatever the file holds."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from handraiser.capture.reading.encoding import Encoding
from handraiser.capture.reading.limits import LINE_CHARACTERS

_BUFFER = 1024 * 1024
_REPAIR = "handraiser_repair"


def _repair(error: UnicodeError) -> tuple[str, int]:
    """Bytes that the encoding does not know are read as Windows-1252, so that no row is lost to one byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_REPAIR, _repair)


class Overlong(str):
    """The beginning of a line that runs on past the limit; the rest was passed over."""

    __slots__ = ()


class TextLines:
    """Iterate a file's lines with their line ends.

    `position` is how many bytes were read so far; `mended` are the lines, counted from 1, in which bytes were
    not UTF-8 and were read as Windows-1252.
    """

    def __init__(self, file: IO[bytes], encoding: Encoding, newline: str) -> None:
        self._file = file
        file.seek(encoding.mark)
        self._is_utf8 = encoding.codec == "utf-8"
        errors = "surrogateescape" if self._is_utf8 else _REPAIR
        self._text = io.TextIOWrapper(file, encoding.codec, errors=errors, newline=newline)
        # By the eight kilobytes of the usual, a long line takes ten times as long.
        self._text._CHUNK_SIZE = 64 * 1024  # type: ignore[attr-defined]
        self._newline = newline
        self.mended: list[int] = []

    @property
    def position(self) -> int:
        """Bytes read from the file so far, for a progress bar."""
        return self._file.tell()

    def __iter__(self) -> Iterator[str]:
        every = iter(partial(self._text.readline, LINE_CHARACTERS + 1), "")
        for number, line in enumerate(every, start=1):
            if self._is_utf8 and not line.isascii():
                line = self._mend(line, number)
            if len(line) > LINE_CHARACTERS and not line.endswith(self._newline):
                self._pass_over_rest()
                yield Overlong(line[:1000])
            else:
                yield line

    def _mend(self, line: str, number: int) -> str:
        try:
            line.encode()
        except UnicodeEncodeError:
            self.mended.append(number)
            return line.encode("utf-8", "surrogateescape").decode("utf-8", _REPAIR)
        return line

    def _pass_over_rest(self) -> None:
        for part in iter(partial(self._text.readline, LINE_CHARACTERS), ""):
            if part.endswith(self._newline):
                return


@contextmanager
def open_lines(path: Path, encoding: Encoding, newline: str) -> Iterator[TextLines]:
    """Lines of the file at `path`; `newline` is `\\n` (which covers `\\r\\n`) or `\\r`."""
    with path.open("rb", buffering=_BUFFER) as file:
        lines = TextLines(file, encoding, newline)
        yield lines


def sniff_newline(sample: str) -> str:
    """`\\r` for files of the old Macintosh, in which a `\\n` can only stand inside a cell; else `\\n`."""
    old = "\r\n" not in sample and sample.count("\r") > sample.count("\n")
    return "\r" if old else "\n"
