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
    """Iterate a file's lines with their line ends. `position` is how many bytes were read so far."""

    def __init__(self, file: IO[bytes], encoding: Encoding, newline: str) -> None:
        self._file = file
        file.seek(encoding.mark)
        self._text = io.TextIOWrapper(file, encoding.codec, errors=_REPAIR, newline=newline)
        self._newline = newline

    @property
    def position(self) -> int:
        """Bytes read from the file so far, for a progress bar."""
        return self._file.tell()

    def __iter__(self) -> Iterator[str]:
        for line in iter(partial(self._text.readline, LINE_CHARACTERS + 1), ""):
            if len(line) > LINE_CHARACTERS and not line.endswith(self._newline):
                self._pass_over_rest()
                yield Overlong(line[:1000])
            else:
                yield line

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
