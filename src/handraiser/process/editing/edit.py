"""Applying changes to the text, each where it belongs."""

import json
from collections.abc import Sequence
from typing import Any

from handraiser.kit.refusal import Refusal
from handraiser.process.editing import written
from handraiser.process.editing.changes import Add, Change, Drop, Put, Swap, said
from handraiser.process.editing.entries import add, swap
from handraiser.process.editing.layout import Layout, Unusual
from handraiser.process.editing.parts import drop, put
from handraiser.process.editing.skeleton import is_question
from handraiser.process.source import Node, plain, read_source


class CannotEdit(Refusal):
    """The text is written in a way in which this part can only be changed by hand."""


def edit(text: str, changes: Sequence[Change]) -> str:
    """The text with all changes, in their order. Raises CannotEdit, and then nothing is changed."""
    if not changes:
        return text
    try:
        layout = _read(text)
    except Unusual as unusual:
        raise _unusual() from unusual
    expected: Any = plain(layout.root)
    simple = [change for change in changes if _is_simple(layout, change)]
    for change in simple:
        expected = said(expected, change)
    try:
        layout = _read(_with_values(layout, simple))
        for change in changes:
            if change not in simple:
                expected = said(expected, change)
                layout = _read(_changed(layout, change))
    except (Unusual, KeyError, IndexError, TypeError) as error:
        raise _unusual() from error
    if _canonical(plain(layout.root)) != _canonical(expected):
        raise CannotEdit("This change would say something else than was meant; make it in the text.")
    return layout.text


def _unusual() -> CannotEdit:
    return CannotEdit("This part is written in an unusual way; change it in the text.")


def _read(text: str) -> Layout:
    if text and not text.endswith("\n"):
        text += "\n"
    source = read_source(text)
    if source.root is None or source.faults:
        at = f" in line {source.faults[0].line + 1}: {source.faults[0].wrong}" if source.faults else "."
        raise CannotEdit(f"The text cannot be read{at} Mend it in the text first.")
    return Layout(text, source.root)


def _is_simple(layout: Layout, change: Change) -> bool:
    """Whether one single value takes the place of another. All of those can be written at once."""
    if not isinstance(change, Put) or isinstance(change.value, dict | list | tuple):
        return False
    node = layout.node(change.path)
    return node is not None and not isinstance(node.value, dict | list) and node.end > node.begin


def _with_values(layout: Layout, changes: Sequence[Change]) -> str:
    spans: list[tuple[Node, Put]] = []
    for change in changes:
        node = layout.node(change.path)
        if isinstance(change, Put) and node is not None:
            spans.append((node, change))
    text = layout.text
    for node, change in sorted(spans, key=lambda span: span[0].begin, reverse=True):
        flow = layout.inside_brackets(change.path)
        column = layout.column(change.path)
        # The quotes of a question of the template are not needed by its answer.
        style = "" if is_question(node.value) else node.style
        value = written.scalar(change.value, column=column, flow=flow, style=style)
        text = text[: node.begin] + value + text[layout.close(node) :]
    return text


def _changed(layout: Layout, change: Change) -> str:
    match change:
        case Put(path, value, orders):
            return put(layout, path, value, orders)
        case Drop(path):
            return drop(layout, path)
        case Add(path, value, at, orders):
            return add(layout, path, value, at, orders)
        case Swap(path):
            return swap(layout, path)


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True)
