"""Values as they are written in YAML, in the style in which documents are written."""

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from handraiser.process.source import plain, read_source

WIDTH = 116
NARROWEST = 40


def scalar(value: Any, *, column: int = 0, flow: bool = False, style: str = "") -> str:
    """A single value. `column` is where its key stands; `style` is how it was written before."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case _:
            return _text(str(value), column, flow, style)


def inline(value: Any, style: str = "") -> str:
    """A value of any kind in one line, as inside of brackets."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key(name)}: {inline(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(inline(part) for part in value) + "]"
        case _:
            return scalar(value, flow=True, style=style)


def behind(value: Any, column: int) -> str:
    """What stands behind `key:` at that column, with the blank or the new line before it."""
    if isinstance(value, dict | list | tuple) and value:
        return "\n" + "\n".join(block(value, column + 2))
    if isinstance(value, dict | list | tuple):
        return " " + inline(value)
    return " " + scalar(value, column=column)


def block(value: Any, column: int) -> Iterator[str]:
    """The lines of a mapping or of a list that begins in that column."""
    margin = " " * column
    if isinstance(value, dict):
        for name, part in value.items():
            yield f"{margin}{key(name)}:{behind(part, column)}"
    else:
        for part in value:
            yield f"{margin}- {entry(part, column)}"


def entry(value: Any, column: int) -> str:
    """What stands behind the dash of an entry whose dash is in that column."""
    if isinstance(value, dict) and value:
        return "\n".join(block(value, column + 2)).lstrip(" ")
    if isinstance(value, dict | list | tuple):
        return inline(value)
    return scalar(value, column=column)


def key(name: str) -> str:
    """A key, in quotes where it needs them."""
    root = read_source(f"{{{name}: 1}}").root if "\n" not in name else None
    if root is not None and isinstance(root.value, dict) and plain(root) == {name: 1}:
        return name
    return json.dumps(name, ensure_ascii=False)


def _text(value: str, column: int, flow: bool, style: str) -> str:
    for candidate in _candidates(value, column, flow, style):
        if _reads_as(candidate, value, flow):
            return candidate
    return json.dumps(value, ensure_ascii=False)


def _candidates(value: str, column: int, flow: bool, style: str) -> Iterator[str]:
    quoted = _double(value) if "\n" not in value else json.dumps(value, ensure_ascii=False)
    if not flow and ("\n" in value or style == "|"):
        yield "|-\n" + textwrap.indent(value, " " * (column + 2), lambda line: bool(line.strip()))
    room = max(NARROWEST, WIDTH - column)
    if not flow and (style == ">" or (style == "" and len(value) > room)):
        yield _folded(value, column + 2)
    if style == "'":
        yield _single(value)
    if style == '"':
        yield quoted
    yield value
    yield quoted
    yield _single(value)


def _folded(value: str, column: int) -> str:
    wide = max(NARROWEST, WIDTH - column)
    lines = textwrap.wrap(value, wide, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(" " * column + line for line in lines)


def _double(value: str) -> str:
    # With quotes inside, single ones around them read better than many strokes.
    return _single(value) if '"' in value and "'" not in value else json.dumps(value, ensure_ascii=False)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _reads_as(candidate: str, value: str, flow: bool) -> bool:
    # A comment behind the value must stay a comment, and not become part of it.
    written = f"[{candidate}, x]" if flow else f"k: {candidate}\nx: 1\n"
    read = read_source(written)
    if read.root is None or read.faults:
        return False
    return bool(plain(read.root) == ([value, "x"] if flow else {"k": value, "x": 1})) and isinstance(
        read.root.children[0 if flow else "k"].value, str
    )
