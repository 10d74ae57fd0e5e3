"""The source of a document with its parts told apart: comments, keys, values. Only for the eye."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from handraiser.web.templatetags.web import icon

KEY = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w -]*:)(\s.*|)$")
COMMENT = re.compile(r"^(\s*)(#.*)$")
LINE = (
    '<li id="L{0}" data-row="{0}"><a href="#L{0}" data-open aria-label="Line {0}">{0}</a>'
    '<a class="say-line{1}" href="{2}?line={0}" data-key="c" aria-label="Comment on line {0}">{3}</a>'
    "<code>{4}</code></li>"
)


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


def listed(written: Iterable[SourceLine], *, said: Container[int | None], saying: str) -> SafeString:
    """The lines as items of a list, each with the way to comment on it; `said` are those with open comments.

    In Python: a template would take half a minute of a text of a hundred thousand lines.
    """
    mark = icon("message-square")
    rows = (
        (line.number, " has-said", saying, mark, line.text)
        if line.number in said
        else (line.number, "", saying, "+", line.text)
        for line in written
    )
    return format_html_join("", LINE, rows)


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
