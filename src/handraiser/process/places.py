"""Places in a document that stay right while it is edited: `stages[mql].exit[0]` names the stage, not its number.

Faults name places by number, such as `stages[2].exit[0]`; both forms are understood, the first is what is kept.
"""

import re
from collections import Counter
from functools import lru_cache

from handraiser.process.source import Node, read_source

STEP = re.compile(r"\.?([^.\[\]]+)|\[([^\[\]]*)\]")
PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# What a part of a list is called by, where it has such a key.
NAMES = ("key", "name", "function")
TEXTS_KEPT = 16

Found = tuple[str, int]


@lru_cache(maxsize=TEXTS_KEPT)
def tree(text: str) -> Node | None:
    """The tree of a text; None where it cannot be read as one."""
    return read_source(text.removeprefix("\ufeff")).root


def find(text: str, place: str) -> Found | None:
    """The place by its names and its line, from 1 on; None where there is no such part."""
    node, line, named = tree(text), 1, ""
    for plain, bracketed in STEP.findall(place):
        if node is None:
            return None
        step = _child(node, plain or bracketed)
        if step is None:
            return None
        line, named = _line(node, step), _written(named, node, step)
        node = node.children.get(step)
    return (named, line) if named else None


def place_on(text: str, line: int) -> str:
    """The innermost part that begins on the line or before it, by its names; '' above the first section."""
    node, named = tree(text), ""
    while node is not None and node.children:
        steps = [step for step in node.children if _line(node, step) <= line]
        if not steps:
            break
        named, node = _written(named, node, steps[-1]), node.children[steps[-1]]
    return named


def section_of(place: str) -> str:
    """The section in which a place lies; '' for the document as a whole."""
    first = STEP.match(place)
    return (first[1] or "") if first else ""


def _child(node: Node, name: str) -> str | int | None:
    if isinstance(node.value, dict):
        return name if name in node.children else None
    if isinstance(node.value, list):
        for step, called in _names(node).items():
            if called == name:
                return step
        if name.isdecimal() and int(name) in node.children:
            return int(name)
    return None


def _line(node: Node, step: str | int) -> int:
    return (node.keys[step][0] if isinstance(step, str) else node.children[step].line) + 1


def _written(before: str, node: Node, step: str | int) -> str:
    if isinstance(step, int):
        return f"{before}[{_names(node).get(step, step)}]"
    if not PLAIN.fullmatch(step):
        return f"{before}[{step}]"
    return f"{before}.{step}" if before else step


def _names(items: Node) -> dict[str | int, str]:
    """Items of a list by their names, as far as each is called what no other is: two clocks may share a name."""
    called = {step: _name(child) for step, child in items.children.items()}
    counts = Counter(called.values())
    return {step: name for step, name in called.items() if name and counts[name] == 1}


def _name(item: Node) -> str:
    """What an item of a list is called; a name that could be taken for a number or a step is none."""
    for key in NAMES:
        found = item.children.get(key)
        if found is not None and isinstance(found.value, str):
            name = found.value.strip()
            if name and not name.isdecimal() and not re.search(r"[\[\]]", name) and len(name) <= 80:
                return name
    return ""
