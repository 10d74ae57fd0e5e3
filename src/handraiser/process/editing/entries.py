"""Adding entries to lists, and letting two of them change places."""

from typing import Any

from handraiser.process.editing import written
from handraiser.process.editing.changes import Orders, Path
from handraiser.process.editing.layout import Layout, Unusual
from handraiser.process.editing.parts import put


def add(layout: Layout, path: Path, value: Any, at: int | None, orders: Orders) -> str:
    """The text with one more entry in the list at the path."""
    sequence, text = layout.node(path), layout.text
    if sequence is None or not sequence.children:
        return put(layout, path, [value], orders)
    if not isinstance(sequence.value, list):
        raise Unusual("no list")
    last = at is None or at >= len(sequence.children)
    place = len(sequence.children) - 1 if last or at is None else at
    if layout.inside_brackets((*path, 0)):
        node = sequence.children[place]
        if last:
            end = layout.close(node)
            return text[:end] + ", " + written.inline(value) + text[end:]
        return text[: node.begin] + written.inline(value) + ", " + text[node.begin :]
    margin = " " * sequence.column
    made = f"{margin}- {written.entry(value, sequence.column)}\n"
    begin, end = layout.entry(sequence, place)
    if not last:
        return text[:begin] + made + text[begin:]
    return text[:end] + _gap(layout, path) + made + text[end:]


def swap(layout: Layout, path: Path) -> str:
    """The text in which the entry at the path stands behind its successor."""
    sequence, index, text = layout.node(path[:-1]), int(path[-1]), layout.text
    if sequence is None or index + 1 not in sequence.children or index < 0:
        raise Unusual("nothing to change places with")
    if layout.inside_brackets(path):
        one, other = sequence.children[index], sequence.children[index + 1]
        spans = (one.begin, layout.close(one)), (other.begin, layout.close(other))
    else:
        spans = layout.entry(sequence, index), layout.entry(sequence, index + 1)
    (begin, end), (second_begin, second_end) = spans
    between = text[end:second_begin]
    return text[:begin] + text[second_begin:second_end] + between + text[begin:end] + text[second_end:]


def _gap(layout: Layout, path: Path) -> str:
    """A blank line where entries of this list are set apart by one."""
    sequence = layout.node(path)
    if sequence is None or len(sequence.children) < 2:
        return ""
    count = len(sequence.children)
    _, end = layout.entry(sequence, count - 2)
    begin, _ = layout.entry(sequence, count - 1)
    return "\n" if layout.text[end:begin].strip(" ") == "\n" else ""
