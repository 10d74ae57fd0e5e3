"""Where the conditions of a text stand, so that the one under the cursor can be tried."""

from collections.abc import Iterator

from handraiser.document import Document
from handraiser.process.editing.fields import fields
from handraiser.process.editing.shown import Entries, Field, Group, Part
from handraiser.process.source import Node, plain


def conditions_of(text: str, root: Node | None) -> Iterator[tuple[int, int, str]]:
    """Each condition with its first and last character, counted as browsers count them."""
    if root is None or not isinstance(root.value, dict):
        return
    wide = any(ord(sign) > 0xFFFF for sign in text)
    data = plain(root)
    for section in Document.model_fields:
        for field in _conditions(fields(Document, data, section)):
            node = _node(root, field)
            if node is None or not isinstance(node.value, str):
                continue
            begin, end = node.begin, node.end
            yield (
                (_counted(text, begin), _counted(text, end), node.value) if wide else (begin, end, node.value)
            )


def _conditions(part: Part) -> Iterator[Field]:
    match part:
        case Field():
            if part.kind == "condition":
                yield part
        case Group(parts=parts):
            for inner in parts:
                yield from _conditions(inner)
        case Entries(entries=entries):
            for entry in entries:
                yield from _conditions(entry)


def _node(root: Node, field: Field) -> Node | None:
    node: Node | None = root
    for step in field.path:
        node = node.children.get(step) if node is not None else None
    return node


def _counted(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2
