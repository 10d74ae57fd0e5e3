"""Every fault of a document is told, with line, column, path and what was meant."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.process import Condition, Duration, Shape
from handraiser.process.check import Fault, check, check_file
from handraiser.process.source import MOST_CHARACTERS


class Rule(Shape):
    """Points for a trait."""

    name: str
    when: Condition
    points: float = 0
    half_life: Duration | None = None
    then: Literal["move", "recycle"] = "move"


class Team(Shape):
    """A team and whom it asks."""

    lead: str
    rules: tuple[Rule, ...] = ()


class Paper(Shape):
    """A small document with a contradiction to find."""

    title: str
    rules: tuple[Rule, ...]
    teams: dict[str, Team] = {}
    first: str | None = None

    def faults(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        names = [rule.name for rule in self.rules]
        if self.first is not None and self.first not in names:
            yield ("first",), f"there is no rule '{self.first}'", "one of: " + ", ".join(names)


def faults_of(text: str) -> tuple[Fault, ...]:
    checked = check(text, document=Paper, path="paper.yaml")
    assert checked.document is None
    assert checked.faults
    lines = text.split("\n")
    for fault in checked.faults:
        assert fault.file == "paper.yaml"
        assert 1 <= fault.line <= len(lines) + 1
        assert fault.column >= 1
    return checked.faults


def test_a_document_without_faults_is_read() -> None:
    text = "title: T\nfirst: fits\nrules:\n  - name: fits\n    when: grade = 'A'\n    half_life: 10 days\n"

    checked = check(text, document=Paper, path="paper.yaml")

    assert checked.faults == ()
    assert checked.document is not None
    assert checked.document.rules[0].when == Condition("grade = 'A'")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert check("\ufefftitle: T\nrules: []\n", document=Paper, path="x").document is not None


def test_every_fault_is_told_at_its_place() -> None:
    text = """\
title: 5
first: nobody
rules:
  - name: a
    when: scroe > 5 AND grade = A
    pionts: 3
  - name: b
    when: >
      score > 5
      AND   titel = 'x'
    then: recyle
    half_life: 3 fortnights
  - name: c
    name: d
    when: |
      score > 1
      OR nope = 2
    points: x
  - when: 'title = ''a'' AND titel = ''b'''
    name:
  - x
teams:
  bdr:
    laed: Anna Weber
    rules:
      key: value
extra: 1
"""
    found = [(fault.line, fault.column, fault.path, fault.meant) for fault in faults_of(text)]

    assert found == [
        (1, 8, "title", "Put it in quotes."),
        (5, 11, "rules[0].when", "Did you mean 'score'?"),
        (5, 33, "rules[0].when", found[2][3]),
        (6, 5, "rules[0].pionts", "Did you mean 'points'?"),
        (10, 13, "rules[1].when", "Did you mean 'title'?"),
        (11, 11, "rules[1].then", "Did you mean 'recycle'?"),
        (12, 16, "rules[1].half_life", found[6][3]),
        (14, 5, "", "It stands in line 13 already."),
        (17, 10, "rules[2].when", found[8][3]),
        (18, 13, "rules[2].points", "Write it like 5 or 0.5."),
        (19, 30, "rules[3].when", "Did you mean 'title'?"),
        (20, 5, "rules[3].name", "Write a text behind the colon."),
        (21, 5, "rules[4]", "Write key: value on lines of their own."),
        (24, 5, "teams.bdr.lead", "Write lead: and its value."),
        (24, 5, "teams.bdr.laed", "Did you mean 'lead'?"),
        (25, 5, "teams.bdr.rules", "Begin each entry with '- ' on a line of its own."),
        (27, 1, "extra", "Known here: title, rules, teams, first."),
    ]


def test_a_contradiction_is_told_with_its_line() -> None:
    (fault,) = faults_of("title: T\nrules:\n  - {name: a, when: 'TRUE'}\nfirst: nobody\n")

    assert (fault.line, fault.column, fault.path) == (4, 8, "first")
    assert fault.wrong == "There is no rule 'nobody'."
    assert fault.meant == "One of: a."


def test_a_contradiction_is_told_beside_values_that_do_not_fit() -> None:
    text = "title: T\nrules:\n  - {name: a, when: nope = 1, points: x, more: 1}\nfirst: nobody\n"

    assert [fault.path for fault in faults_of(text)] == [
        "rules[0].when", "rules[0].points", "rules[0].more", "first",
    ]  # fmt: skip


def test_no_contradiction_is_made_up_from_what_is_missing() -> None:
    paths = [fault.path for fault in faults_of("title: T\nrules:\n  - {when: 'TRUE'}\nfirst: a\n")]

    assert paths == ["rules[0].name"]


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("", 1, "no sections"),
        ("# nothing\n", 1, "no sections"),
        ("- a\n- b\n", 1, "no sections"),
        ("just words", 1, "no sections"),
        ("title: [1, 2", 1, "A bracket is never closed"),
        ("title: {a: 1", 1, "A bracket is never closed"),
        ("title: x\nrules:\n\t- b\n", 3, "A tab stands"),
        ("title: a: b", 1, "A second colon"),
        ("title: 'abc", 1, "A quote is never closed"),
        ('title: "\\q"', 1, "unknown escape"),
        ("title: @x", 1, "may not begin with this sign"),
        ("title: x\n  rules: y\n", 2, "A second colon"),
        ("title:\n  - b\n c: d\n", 3, "indentation"),
        ("title: x\x00", 1, "invisible character U+0000"),
        ("title: x\nrules: \x07", 2, "invisible character U+0007"),
        ("title: \ud800", 1, "invisible character U+D800"),
        ("a: &a [1]\nb: *a\n", 2, "*a repeats another part"),
        ("a: &a {b: *a}\n", 1, "*a repeats another part"),
        ("title: !!python/object/apply:os.system [x]\n", 1, "is a tag"),
        ("title: !!str 5\n", 1, "is a tag"),
        ("a: {x: 1}\n<<: {y: 2}\n", 2, "Merging with <<"),
        ("? [a]\n: b\n", 1, "A key must be a word"),
        ("title: x\n---\ntitle: y\n", 2, "A second document"),
        ("[" * 3_000, 1, "too large or too deep"),
        ("- " * 100 + "a", 1, "too large or too deep"),
        ("a: [" + "1," * 30_000 + "1]", 1, "too large or too deep"),
        ("a: " + "x" * MOST_CHARACTERS, 1, "characters"),
        ("%YAML 9\n---\na: 1\n", 1, "beginning with %"),
    ],
)
def test_what_is_no_document_is_refused_with_its_line(text: str, line: int, wrong: str) -> None:
    # Of our own work, however busy the machine is.
    started = time.process_time()

    assert any(fault.line == line and wrong in fault.wrong for fault in faults_of(text))
    assert time.process_time() - started < 5


def test_every_tab_in_the_indentation_is_told() -> None:
    assert [fault.line for fault in faults_of("a:\n\t- b\n\t- c\nd: 1\n")] == [2, 3]


def test_a_bomb_of_aliases_does_not_unfold() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]" for number in range(1, 10)]

    assert sum("repeats another part" in fault.wrong for fault in faults_of("\n".join(lines))) == 81


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "2026-01-01", "1_000", "0x1F", "007", "1e", ".", "12:30"]
)
def test_a_word_that_is_no_number_stays_a_text(word: str) -> None:
    checked = check(f"title: {word}\nrules: []\n", document=Paper, path="x")

    assert checked.document is not None
    assert checked.document.title == word


def test_a_file_is_checked_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "paper.yaml"
    file.write_text("title: T\nrules: []\n")
    assert check_file(file, document=Paper).document is not None

    file.write_text("title: T\n")
    (fault,) = check_file(file, document=Paper).faults
    assert (fault.file, fault.path) == (str(file), "rules")


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "paper.yaml"
    file.write_bytes(b"title: T\nrules: []\n# M\xfcnchen\n")

    (fault,) = check_file(file, document=Paper).faults

    assert (fault.line, fault.wrong) == (3, "The file is not in UTF-8.")


def test_a_file_in_utf_16_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "paper.yaml"
    file.write_bytes("title: T\n".encode("utf-16"))

    assert check_file(file, document=Paper).faults


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, name: str) -> None:
    (fault,) = check_file(tmp_path / name, document=Paper).faults

    assert "cannot be read" in fault.wrong


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "paper.yaml"
    with file.open("wb") as stream:
        stream.truncate(2_000_000_000)

    (fault,) = check_file(file, document=Paper).faults

    assert "larger than" in fault.wrong


PIECES = ["title: ", "\n  - ", "rules:", *"ab:-[]{}&*!|>'\"%@`#,? \n\t"]


@settings(max_examples=200)
@given(text=st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_a_document_or_has_faults(text: str) -> None:
    started = time.process_time()
    checked = check(text, document=Paper, path="x")

    # A deadline would count what else the machine does.
    assert time.process_time() - started < 5
    assert (checked.document is None) == bool(checked.faults)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.wrong for fault in checked.faults)
