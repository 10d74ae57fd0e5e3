"""Putting and dropping values: of keys in mappings, of entries in lists."""

from collections.abc import Sequence
from typing import Any

from handraiser.process.editing import written
from handraiser.process.editing.changes import Orders, Path
from handraiser.process.editing.layout import Layout, Unusual
from handraiser.process.source import Node


def put(layout: Layout, path: Path, value: Any, orders: Orders) -> str:
    """The text with the value at the path; what is missing on the way is made."""
    parent = layout.node(path[:-1])
    if parent is None or not isinstance(parent.value, dict | list) or not parent.children:
        return put(layout, path[:-1], {path[-1]: value}, orders)
    node = parent.children.get(path[-1])
    if node is not None:
        return _replaced(layout, path, parent, node, value)
    if isinstance(parent.value, list):
        raise Unusual("an entry that is not there")
    order = orders[len(path) - 1] if len(orders) >= len(path) else ()
    return _inserted(layout, path, parent, value, order)


def drop(layout: Layout, path: Path) -> str:
    """The text without the key or entry at the path."""
    parent = layout.node(path[:-1])
    if parent is None or path[-1] not in parent.children:
        raise Unusual("nothing to drop")
    if len(parent.children) == 1:
        return put(layout, path[:-1], [] if isinstance(parent.value, list) else {}, ())
    if layout.is_flow(parent):
        return _out_of_brackets(layout, parent, path[-1])
    if isinstance(parent.value, list):
        begin, end = layout.entry(parent, int(path[-1]))
        # What is said above the first entry is often said of the whole list, so it stays.
        begin = layout.line_begin(layout.dash(parent, 0)) if path[-1] == 0 else begin
        return layout.text[:begin] + layout.text[end:]
    return _without_key(layout, parent, str(path[-1]))


def _replaced(layout: Layout, path: Path, parent: Node, node: Node, value: Any) -> str:
    text, end = layout.text, layout.close(node)
    if layout.inside_brackets(path):
        blank = "" if node.end > node.begin or text[node.begin - 1] in " [{" else " "
        return text[: node.begin] + blank + written.inline(value, node.style) + text[end:]
    if isinstance(parent.value, list):
        dash = layout.dash(parent, int(path[-1]))
        return text[: dash + 1] + " " + written.entry(value, parent.column) + text[end:]
    begin = layout.behind_colon(parent, str(path[-1]))
    return text[:begin] + written.behind(value, parent.column) + text[end:]


def _inserted(layout: Layout, path: Path, mapping: Node, value: Any, order: Sequence[str]) -> str:
    name, text = str(path[-1]), layout.text
    before = _before(mapping, name, order)
    if layout.inside_brackets((*path[:-1], "")):
        pair = f"{written.key(name)}: {written.inline(value)}"
        if before is None:
            return text[: mapping.begin + 1] + pair + ", " + text[mapping.begin + 1 :]
        at = layout.close(mapping.children[before])
        return text[:at] + ", " + pair + text[at:]
    pair = f"{written.key(name)}:{written.behind(value, mapping.column)}"
    margin = " " * mapping.column
    if before is None:
        begin = layout.key_begin(mapping, next(iter(mapping.keys)))
        return text[:begin] + pair + "\n" + margin + text[begin:]
    at = layout.line_end(layout.close(mapping.children[before]))
    return text[:at] + margin + pair + "\n" + text[at:]


def _before(mapping: Node, name: str, order: Sequence[str]) -> str | None:
    """The key behind which a new one is written; None for the very first place."""
    keys = list(mapping.children)
    if name in order:
        earlier = set(order[: list(order).index(name)])
        if earlier:
            return next((str(key) for key in reversed(keys) if key in earlier), None)
        return None
    return str(keys[-1])


def _out_of_brackets(layout: Layout, parent: Node, step: str | int) -> str:
    text, steps = layout.text, list(parent.children)
    place = steps.index(step)
    if place + 1 < len(steps):
        begin, end = _bracket_begin(layout, parent, step), _bracket_begin(layout, parent, steps[place + 1])
    else:
        begin, end = (layout.close(parent.children[steps[at]]) for at in (place - 1, place))
    return text[:begin] + text[end:]


def _bracket_begin(layout: Layout, parent: Node, step: str | int) -> int:
    if isinstance(parent.value, dict):
        return layout.key_begin(parent, str(step))
    return parent.children[step].begin


def _without_key(layout: Layout, mapping: Node, key: str) -> str:
    text, begin = layout.text, layout.key_begin(mapping, key)
    end = layout.line_end(layout.close(mapping.children[key]))
    if layout.own_line(begin):
        return text[: layout.line_begin(begin)] + text[end:]
    # The first key behind a dash: the next one moves up, unless a comment stands between them.
    keys = list(mapping.keys)
    following = layout.key_begin(mapping, keys[keys.index(key) + 1])
    if text[end:following].strip():
        return text[:begin].rstrip(" ") + "\n" + text[end:]
    return text[:begin] + text[following:]
