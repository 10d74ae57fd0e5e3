"""Of a draft with faults, what checks is its own, and the rest is that of the version before; nothing is hidden."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.digests import digests
from handraiser.process.joining import CannotJoin, Joined, join
from tests.cast import PROCESS

SMALL = PROCESS.read_text(encoding="utf-8")
SECTIONS = tuple(re.findall(r"^([a-z_]+):", SMALL, re.MULTILINE))
# What no section of the document can be.
SPOILT = ("3", "[[[]]]", "{nonsense: 1}", "{a: *b}", "!tag x")


def read(text: str) -> Document:
    checked = check(text, document=Document, path="before")
    assert checked.document is not None, checked.faults
    return checked.document


BEFORE = read(SMALL.replace("points: 25,", "points: 7,").replace("{A: 30, B: 20, C: 10}", "{A: 31, B: 21}"))


def joined(text: str) -> Joined[Document]:
    return join(text, BEFORE, path="draft", called="version 1.0")


def with_section(text: str, name: str, written: str | None) -> str:
    """The text with a section written so, or left out."""
    put = f"{name}: {written}\n" if written is not None else ""
    return re.sub(rf"^{name}:.*\n(?:[ #].*\n)*", lambda _: put, text, flags=re.MULTILINE)


@settings(max_examples=20)
@given(points=st.integers(-1_000, 1_000), most=st.integers(1, 99))
def test_a_text_whose_sections_are_all_valid_is_joined_to_itself(points: int, most: int) -> None:
    text = SMALL.replace("points: 25,", f"points: {points},").replace("cap: 20", f"cap: {most}")
    assert joined(text) == Joined(read(text), ())


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(SPOILT), min_size=1, max_size=8))
def test_just_the_spoilt_sections_are_another_versions(spoilt: dict[str, str]) -> None:
    text = SMALL
    for name, wrong in spoilt.items():
        text = with_section(text, name, wrong)
    found = joined(text)
    assert {one.section for one in found.replaced} == set(spoilt)
    now, mine, theirs = digests(found.document), digests(read(SMALL)), digests(BEFORE)
    assert now == {name: theirs[name] if name in spoilt else mine[name] for name in now}
    assert all(one.faults for one in found.replaced)


def test_a_faulty_section_says_its_line_and_why() -> None:
    [score] = joined(SMALL.replace("points: 25,", "points: many,")).replaced
    assert (score.section, score.line) == ("score", SMALL.splitlines().index("score:") + 1)
    [fault] = score.faults
    assert (fault.file, fault.path) == ("draft", "score.rules[0].points")
    assert "many" in SMALL.replace("points: 25,", "points: many,").splitlines()[fault.line - 1]


def test_a_section_that_is_needed_and_missing_is_taken_from_the_version_before() -> None:
    found = joined(with_section(SMALL, "grade", None))
    assert [(one.section, one.line) for one in found.replaced] == [("grade", None)]
    assert found.document.grade == BEFORE.grade


def test_a_section_that_no_document_has_is_named_and_left_out() -> None:
    found = joined(SMALL + "colour: red\n")
    assert [(one.section, one.known) for one in found.replaced] == [("colour", False)]
    assert found.document == read(SMALL)


def test_what_stands_in_no_section_is_named_too() -> None:
    found = joined("!tag\n" + SMALL)
    assert [(one.section, one.line, one.known) for one in found.replaced] == [("", 1, False)]


def test_a_section_that_is_written_twice_is_not_the_drafts_own() -> None:
    found = joined(SMALL + "grade: {thresholds: {A: 1}}\n")
    assert [one.section for one in found.replaced] == ["grade"]
    assert "written twice" in found.replaced[0].faults[0].wrong


def test_a_section_that_leans_on_one_which_is_replaced_is_replaced_with_it() -> None:
    # The score is sound and asks for nothing; the lead begins in a stage that only the spoilt stages have.
    text = SMALL.replace("first_stage: suspect", "first_stage: raw").replace("{key: suspect, ", "{key: raw, ")
    found = joined(text.replace("duration: 90 days", "duration: forever"))
    assert [one.section for one in found.replaced] == ["lead", "stages"]
    [fault] = found.replaced[0].faults
    assert (fault.path, fault.wrong) == ("lead.first_stage", "There is no stage 'raw'.")
    assert "first_stage: raw" in text.splitlines()[fault.line - 1]


def test_a_section_of_the_version_before_that_contradicts_the_draft_is_a_reason_to_refuse() -> None:
    # The stages are sound, but who hands over to whom cannot be read, and the version before knows other stages.
    text = re.sub(r"\bsal\b", "agreed", SMALL).replace("returned_stage: mql", "returned_stage: [mql]")
    with pytest.raises(CannotJoin) as refused:
        joined(text)
    assert "taken from version 1.0: handoff.stage: There is no stage 'sal'." in str(refused.value)
    assert any(fault.path.startswith("handoff.returned_stage") for fault in refused.value.faults)


@pytest.mark.parametrize("text", ["", "stages: [", "- a\n- b\n", "\tx: 1", "only words"])
def test_what_is_no_document_is_refused_with_its_fault(text: str) -> None:
    with pytest.raises(CannotJoin, match="cannot be read as a document") as refused:
        joined(text)
    assert refused.value.faults


def test_a_draft_of_which_nothing_checks_has_nothing_to_try() -> None:
    with pytest.raises(CannotJoin, match="None of its sections can be tried"):
        joined("stages: 3\ngrade: no\n")
