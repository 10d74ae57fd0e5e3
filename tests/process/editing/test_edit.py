"""A change says what was meant, and every other character stays as it was."""

import re
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handraiser.process.editing import Add, CannotEdit, Change, Drop, Put, Swap, edit
from handraiser.process.editing.changes import Path, said
from handraiser.process.ready import ready_text
from handraiser.process.source import Node, plain, read_source

SMALL = File(__file__).parents[2] / "small_process.yaml"
TEXTS = {
    "blank": ready_text("blank"),
    "b2b_saas": ready_text("b2b_saas"),
    "small": SMALL.read_text(encoding="utf-8"),
}
SPOKEN = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    max_size=200,
)
VALUES = st.one_of(
    SPOKEN,
    st.sampled_from(
        ["yes: no", "# no comment", "a # b", "- dash", "'", '"', "null", "1", "true", "*a", "[b", "two\nlines", "x" * 300]
    ),
    st.integers(-1000, 1000),
    st.booleans(),
)  # fmt: skip


def nodes(node: Node, path: Path = ()) -> list[tuple[Path, Node]]:
    return [
        (path, node),
        *(pair for step, child in node.children.items() for pair in nodes(child, (*path, step))),
    ]


def root_of(text: str) -> Node:
    root = read_source(text).root
    assert root is not None
    return root


PLACES = {name: nodes(root_of(text)) for name, text in TEXTS.items()}


def comments(text: str) -> list[str]:
    """The comments on lines of their own."""
    return [line.strip() for line in text.split("\n") if line.strip().startswith("#")]


def data_of(text: str) -> Any:
    return plain(root_of(text))


def some_place(pick: Any, kind: type | tuple[type, ...]) -> tuple[str, Path, Node]:
    name = pick(st.sampled_from(sorted(TEXTS)))
    fitting = [(path, node) for path, node in PLACES[name] if path and isinstance(node.value, kind)]
    path, node = pick(st.sampled_from(fitting))
    return TEXTS[name], path, node


@settings(max_examples=12)
@given(st.data())
def test_a_new_value_changes_its_own_characters_only(data: Any) -> None:
    text, path, node = some_place(data.draw, (str, int, float, bool))
    value = data.draw(VALUES)
    changed = edit(text, [Put(path, value)])
    assert changed.startswith(text[: node.begin])
    assert changed.endswith(text[node.begin + len(text[node.begin : node.end].rstrip()) :])
    assert data_of(changed) == said(data_of(text), Put(path, value))


@settings(max_examples=12)
@given(st.data())
def test_a_new_key_keeps_all_lines_and_comments(data: Any) -> None:
    text, path, _ = some_place(data.draw, dict)
    value = data.draw(
        st.one_of(VALUES, st.just([{"do": "Call"}]), st.just(["a", "b"]), st.just({"to": "mql"}))
    )
    changed = edit(text, [Put((*path, "brand_new"), value)])
    assert comments(changed) == comments(text)
    assert data_of(changed) == said(data_of(text), Put((*path, "brand_new"), value))


@settings(max_examples=12)
@given(st.data())
def test_a_key_that_goes_takes_nothing_else_along(data: Any) -> None:
    text, path, _ = some_place(data.draw, (str, int, float, bool))
    assume(isinstance(path[-1], str))
    changed = edit(text, [Drop(path)])
    assert comments(changed) == comments(text)
    assert data_of(changed) == said(data_of(text), Drop(path))


@settings(max_examples=12)
@given(st.data())
def test_entries_are_added_dropped_and_change_places(data: Any) -> None:
    text, path, node = some_place(data.draw, list)
    count = len(node.children)
    change: Change = data.draw(
        st.sampled_from(
            [Add(path, "more"), Add(path, {"says": "More."}, at=0), *(Drop((*path, index)) for index in range(count)),
             *(Swap((*path, index)) for index in range(count - 1))]
        )
    )  # fmt: skip
    changed = edit(text, [change])
    assert data_of(changed) == said(data_of(text), change)
    if isinstance(change, Add | Swap):
        assert sorted(comments(changed)) == sorted(comments(text))


@settings(max_examples=12)
@given(st.data())
def test_changing_places_twice_is_as_before(data: Any) -> None:
    text, path, node = some_place(data.draw, list)
    assume(len(node.children) > 1)
    place = data.draw(st.integers(0, len(node.children) - 2))
    assert edit(text, [Swap((*path, place)), Swap((*path, place))]) == text


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_change_changes_nothing(name: str) -> None:
    assert edit(TEXTS[name], []) == TEXTS[name]


WRITTEN = """\
# Who we are
process: {name: Northwind, owner: Erin}  # in brackets
stages:
  # The first one
  - key: suspect  # short
    title: >-
      Somebody whom
      we know
    exit: []
    entry:

  # The second one
  - title: 'It''s MQL'
    # what people see
    key: mql
empty:
"""


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Put(("process", "summary"), "From, to", [["process"], ["name", "summary", "owner"]]),
         'process: {name: Northwind, summary: "From, to", owner: Erin}  # in brackets'),
        (Put(("stages", 0, "key"), "known"), "  - key: known  # short"),
        (Put(("stages", 0, "title"), "Somebody else"), "    title: >-\n      Somebody else\n    exit"),
        (Put(("stages", 1, "title"), "Isn't it"), "  - title: 'Isn''t it'"),
        (Put(("empty",), 5), "\nempty: 5\n"),
        (Put(("empty", "way", "to"), "mql"), "\nempty:\n  way:\n    to: mql\n"),
        (Put(("stages", 0, "team"), "bdr", [[], [], ["key", "team", "title"]]),
         "  - key: suspect  # short\n    team: bdr\n    title"),
        (Put(("stages", 1, "area"), "x", [[], [], ["area", "key", "title"]]), "  - area: x\n    title: 'It"),
        (Add(("stages", 0, "exit"), {"says": "Yes."}), "    exit:\n      - says: Yes.\n    entry:"),
        (Add(("stages", 0, "entry"), {"says": "Yes."}), "    entry:\n      - says: Yes.\n\n  # The second"),
        (Add(("stages",), {"key": "sql"}), "    key: mql\n\n  - key: sql\nempty:"),
        (Drop(("stages", 0)), "stages:\n  # The first one\n\n  # The second one\n  - title"),
        (Drop(("stages", 1)), "    entry:\n\nempty:"),
        (Drop(("stages", 1, "title")), "  -\n    # what people see\n    key: mql"),
        (Swap(("stages", 0)), ("stages:\n  # The second one\n  - title: 'It''s MQL'\n    # what people see\n    key: mql\n\n"
         "  # The first one\n")),
    ],
)  # fmt: skip
def test_it_is_written_as_a_person_would(change: Change, line: str) -> None:
    assert line in edit(WRITTEN, [change])


def test_many_changes_at_once_are_as_one_after_the_other() -> None:
    changes: list[Change] = [
        Put(("stages", 0, "key"), "known"),
        Put(("stages", 0, "team"), "bdr"),
        Put(("process", "name"), "Kestrel"),
        Drop(("stages", 1, "title")),
    ]
    one_by_one = WRITTEN
    for change in changes:
        one_by_one = edit(one_by_one, [change])
    assert edit(WRITTEN, changes) == one_by_one


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a: [", Put(("a",), 1)),
        ("a: &x 1\nb: *x\n", Put(("a",), 1)),
        ("- - a\n  - b\n- c\n", Swap((0, 0))),
        ("a: 1\n", Drop(("b",))),
        ("a: [1]\n", Swap(("a", 0))),
        ("a: [1]\n", Put(("a", 3), 1)),
    ],
)
def test_what_cannot_be_done_surely_is_refused(text: str, change: Change) -> None:
    with pytest.raises(CannotEdit):
        edit(text, [change])


def test_long_texts_are_folded_where_people_can_read_them() -> None:
    text = edit("a:\n  b: short\n", [Put(("a", "b"), "word " * 60 + "end")])
    assert max(map(len, text.split("\n"))) <= 120
    assert re.match(r"a:\n  b: >-\n    word word", text)
