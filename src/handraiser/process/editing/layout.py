"""Where the parts of a text lie: their keys, their ends, the lines of an entry with the comments above it."""

import re
from dataclasses import dataclass
from functools import cached_property

from handraiser.process.editing.changes import Path
from handraiser.process.source import Node

COLON = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^:]|:(?=[^\s,\[\]{}]))*?\s*:""")


class Unusual(Exception):
    """The text is written in a way that is not understood well enough to change it."""


@dataclass(frozen=True)
class Layout:
    """A text and the tree that was read from it."""

    text: str
    root: Node

    def __post_init__(self) -> None:
        self._place_nothing(self.root)

    def node(self, path: Path) -> Node | None:
        """The node at the path, if there is one."""
        node: Node | None = self.root
        for step in path:
            node = node.children.get(step) if node is not None else None
        return node

    def key_begin(self, mapping: Node, key: str) -> int:
        """The first character of a key."""
        line, column = mapping.keys[key]
        return self._lines[line] + column

    def behind_colon(self, mapping: Node, key: str) -> int:
        """The place right behind the colon of a key."""
        begin = self.key_begin(mapping, key)
        found = COLON.match(self.text, begin)
        if found is None:
            raise Unusual(key)
        return found.end()

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping or list is written in brackets."""
        return isinstance(node.value, dict | list) and self.text[node.begin] in "[{"

    def column(self, path: Path) -> int:
        """The column of the key or dash behind which the value at the path stands."""
        parent = self.node(path[:-1])
        return parent.column if parent is not None else 0

    def inside_brackets(self, path: Path) -> bool:
        """Whether what stands at the path stands inside of brackets."""
        node: Node | None = self.root
        for step in path:
            if node is None:
                return False
            if self.is_flow(node):
                return True
            node = node.children.get(step)
        return False

    def close(self, node: Node) -> int:
        """The place behind the last character of a value, without the comments and blank lines behind it."""
        if isinstance(node.value, dict | list):
            if self.is_flow(node) or not node.children:
                return node.end
            return max(self.close(child) for child in node.children.values())
        return node.begin + len(self.text[node.begin : node.end].rstrip())

    def line_begin(self, at: int) -> int:
        """The first character of the line."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The first character of the next line."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def own_line(self, at: int) -> bool:
        """Whether nothing but blanks stands before this place in its line."""
        return not self.text[self.line_begin(at) : at].strip(" ")

    def entry(self, sequence: Node, index: int) -> tuple[int, int]:
        """The lines of an entry of a list written with dashes, with the comments right above its dash."""
        dash = self.dash(sequence, index)
        begin = self.line_begin(dash)
        if not self.own_line(dash):
            raise Unusual("a list in a list")
        least = self._entry_end(sequence, index - 1) if index else self._least(begin)
        while begin > least:
            above = self.line_begin(begin - 1)
            if not self.text[above:begin].lstrip(" ").startswith("#"):
                break
            begin = above
        return begin, self._entry_end(sequence, index)

    def dash(self, sequence: Node, index: int) -> int:
        """The dash of an entry."""
        if index == 0:
            return sequence.begin
        at = self._entry_end(sequence, index - 1)
        entry = sequence.children[index]
        while at <= entry.begin:
            dash = at + sequence.column
            if not self.text[at:dash].strip(" ") and self.text[dash : dash + 1] == "-":
                return dash
            at = self.line_end(at)
        raise Unusual("a list")

    def _entry_end(self, sequence: Node, index: int) -> int:
        return self.line_end(self.close(sequence.children[index]))

    def _least(self, begin: int) -> int:
        """How far comments above the first entry reach at most: to the line that holds something."""
        while begin:
            above = self.line_begin(begin - 1)
            line = self.text[above:begin].strip()
            if line and not line.startswith("#"):
                return begin
            begin = above
        return 0

    def _place_nothing(self, node: Node) -> None:
        """A key without a value has its nothing right behind the colon, wherever the reader noticed it."""
        for step, child in node.children.items():
            if child.begin == child.end and isinstance(node.value, dict):
                child.begin = child.end = self.behind_colon(node, str(step))
            self._place_nothing(child)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]
