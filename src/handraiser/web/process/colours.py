"""The source of a document with its parts told apart: comments, keys, values. Only for the eye."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

KEY = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w -]*:)(\s.*|)$")
COMMENT = re.compile(r"^(\s*)(#.*)$")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line with its number and, if it begins one, the section's name."""

    number: int
    text: SafeString
    section: str


def lines(text: str) -> list[SourceLine]:
    """All lines of a document."""
    return [
        SourceLine(number, _coloured(line), _section(line))
        for number, line in enumerate(text.splitlines(), start=1)
    ]


def _coloured(line: str) -> SafeString:
    return format_html_join("", '<span class="{}">{}</span>', _parts(line)) if line else SafeString(" ")


def _parts(line: str) -> Iterator[tuple[str, str]]:
    if comment := COMMENT.match(line):
        yield "", comment[1]
        yield "yaml-comment", comment[2]
    elif key := KEY.match(line):
        yield "", key[1]
        yield "yaml-key", key[2]
        value, mark, rest = key[3].partition(" #")
        yield "", value
        yield "yaml-comment", mark + rest
    else:
        yield "", line


def _section(line: str) -> str:
    return line.partition(":")[0] if re.match(r"^[a-z_]+:", line) else ""
