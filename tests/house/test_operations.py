"""A public write function takes keyword arguments only, the moment among them."""

import ast

import pytest

from tests.house.source import Source, package_sources, snippet

# Writes that happen at no moment of the product's time, each with its reason.
TIMELESS: dict[str, str] = {}


def loose_operations(source: Source) -> list[str]:
    """Public functions of an `operations` module that take positional arguments or no `at`."""
    if source.path.name != "operations.py" and source.path.parent.name != "operations":
        return []
    found = []
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            found.append(f"{source.path}: {node.name} takes positional arguments")
        takes_moment = "at" in [argument.arg for argument in node.args.kwonlyargs]
        if not takes_moment and f"{source.path}: {node.name}" not in TIMELESS:
            found.append(f"{source.path}: {node.name} does not take `at`")
    return found


def test_every_write_is_keyword_only_and_takes_the_moment() -> None:
    assert [complaint for source in package_sources() for complaint in loose_operations(source)] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def accept(lead, *, at): ...", "takes positional arguments"),
        ("def accept(*leads, at): ...", "takes positional arguments"),
        ("def accept(*, lead): ...", "does not take `at`"),
    ],
)
def test_the_check_finds_a_loose_write(text: str, complaint: str) -> None:
    assert loose_operations(snippet(text, "handoff/operations.py")) == [
        f"handoff/operations.py: accept {complaint}"
    ]


def test_private_functions_and_reads_are_free() -> None:
    assert loose_operations(snippet("def _row(lead): ...", "handoff/operations.py")) == []
    assert loose_operations(snippet("def leads_of(user): ...", "handoff/queries.py")) == []
