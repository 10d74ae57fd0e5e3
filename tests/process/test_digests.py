"""A digest is of what a section says, not of how it is written."""

import pytest

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.digests import digests, parts_of
from handraiser.process.ready import ready_text
from tests.cast import PROCESS

SMALL = PROCESS.read_text(encoding="utf-8")


def test_comments_blanks_and_the_order_of_keys_change_no_digest() -> None:
    other = SMALL.replace("thresholds: {A: 30, B: 20, C: 10}", "thresholds:   {C: 10, B: 20, A: 30} # why")
    assert other != SMALL
    assert _known(other) == _known(SMALL)


def test_only_the_section_that_says_something_else_has_another_digest() -> None:
    before, after = _known(SMALL), _known(SMALL.replace("points: 25,", "points: 26,"))
    assert {name for name in before if before[name] != after[name]} == {"score"}


@pytest.mark.parametrize("wrong", ["grade:\n  nonsense: 1\n", "grade: 3\n", "colour: red\n"])
def test_a_section_keeps_its_digest_while_another_does_not_check(wrong: str) -> None:
    text = ready_text("b2b_saas")
    whole = parts_of(text, Document)
    cut = text.replace(text[text.index("\ngrade:") : text.index("\nscore:")], "\n") + wrong
    broken = parts_of(cut, Document)
    assert broken["grade"].digest is None
    same = [name for name in whole if broken[name].digest == whole[name].digest]
    assert {"score", "qualify", "stakeholders", "discovery"} <= set(same)


def test_what_the_ready_document_says_is_told_alike_in_whole_and_in_parts() -> None:
    text = ready_text("b2b_saas")
    checked = check(text, document=Document, path="x").document
    assert checked is not None
    assert {name: part.digest for name, part in parts_of(text, Document).items()} == digests(checked)


def test_a_part_that_does_not_check_says_why_and_where() -> None:
    part = parts_of(SMALL.replace("points: 25,", "points: many,"), Document)["score"]
    assert part.digest is None
    assert part.faults[0].path == "score.rules[0].points"
    assert part.line == SMALL.splitlines().index("score:") + 1


def test_of_a_text_that_is_none_no_section_has_a_digest() -> None:
    for text in ("", "stages: [", "- a\n- b\n", "\tx: 1"):
        assert {part.digest for part in parts_of(text, Document).values()} == {None}


def test_what_was_left_out_and_need_not_be_said_has_a_digest_and_no_line() -> None:
    part = parts_of(SMALL, Document)["nurture"]
    assert part.digest is not None
    assert part.line is None


def _known(text: str) -> dict[str, str | None]:
    return {name: part.digest for name, part in parts_of(text, Document).items()}
