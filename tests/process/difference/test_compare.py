"""What changed is told in a sentence with its place; nothing that changed stays silent."""

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.difference import Change, compare, differences
from handraiser.process.places import find
from handraiser.process.ready import ready_names, ready_text
from handraiser.process.sheet.weave import anew, data_of
from tests.cast import PROCESS

SMALL = PROCESS.read_text()
# What only somebody who writes programs can read: places with indexes, and values as Python prints them.
RAW = re.compile(r"\[\d+\]|\(\(|\bNone\b|\bTrue\b|\bFalse\b| object at |\{'|datetime\.")


def changes(*turned: tuple[str, str]) -> list[Change]:
    """The changes that come of replacing texts in the small process."""
    text = SMALL
    for before, after in turned:
        assert before in text, before
        text = text.replace(before, after, 1)
    found = differences(SMALL, text, document=Document)
    assert found.changes is not None, found.unreadable
    return list(found.changes)


def told(*turned: tuple[str, str]) -> list[str]:
    return [change.says for change in changes(*turned)]


def test_a_document_that_has_decided_leads_compares_like_any_other() -> None:
    one, other = (check(text, document=Document, path="p").document for text in (SMALL, SMALL + "\n"))
    assert one is not None
    assert other is not None
    # What a document keeps of its rules, once they were asked, is no part of what it says.
    assert one.grade.held is not other.grade.held
    assert compare(one, other) == ()


def test_the_same_document_has_no_changes() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("score >= 20", "score >= 30", "Prospect: exit criterion “Fit and interest.”: score threshold 20 → 30"),
        (
            "grade IN ('A', 'B')", "grade IN ('A', 'C')",
            "Prospect: exit criterion “Fit and interest.”: grade may also be C; grade may no longer be B",
        ),
        (
            "grade IN ('A', 'B') AND score >= 20", "score >= 20",
            "Prospect: exit criterion “Fit and interest.”: the condition no longer asks for grade IN ('A', 'B')",
        ),
        (
            "when: meetings >= 1", "when: meetings >= 1 AND employees > 50",
            "MQL: exit criterion “A meeting is booked.”: the condition now also asks for employees > 50",
        ),
        (
            "{says: A meeting is booked., when: meetings >= 1}", "{says: A meeting is booked.}",
            "MQL: exit criterion “A meeting is booked.”: a person decides it now; the condition meetings >= 1 is gone",
        ),
        ("title ILIKE '%vp%'", "title ILIKE '%chief%'", "decides: title like '%vp%' → '%chief%'"),
        (
            "when: meetings >= 1", "when: (meetings>=1)",
            "MQL: exit criterion “A meeting is booked.”: the condition is written otherwise and asks the same",
        ),
        ("4 business hours", "2 business hours", "First touch: within 4 → 2 business hours"),
        ("90 days", "6 weeks", "Prospect: longest stay 90 days → 6 weeks"),
        ("points: 25", "points: 30", "webinar: points 25 → 30"),
        ("routed: true, next: sal", "next: sal", "MQL: gets an owner yes → no"),
        ("next: sal,", "next: sql,", "MQL: next stage SAL → SQL"),
        ("required: true,", "", "Budget: required yes → no"),
        ("{A: 30, B: 20, C: 10}", "{A: 35, B: 20, C: 10}", "Threshold of grade A 30 → 35"),
        (
            "definition: Worth a call.", "definition: Worth a call today.",
            "MQL: definition “Worth a call.” → “Worth a call today.”",
        ),
    ],
)  # fmt: skip
def test_a_change_is_one_sentence(before: str, after: str, says: str) -> None:
    assert told((before, after)) == [says]


def test_new_and_gone_parts_are_told_with_what_matters() -> None:
    assert told(
        ("    - {behaviour: webinar, points: 25, half_life: 30 days}\n", ""),
        ("reject_reasons:\n", "reject_reasons:\n    - {key: later, title: Too early, then: recycle}\n"),
    ) == ["The rule “webinar” is gone", "A new reject reason “Too early”: back to nurture"]


def test_parts_are_known_by_their_names_and_moves_are_told_as_moves() -> None:
    first = "    - {name: home market, when: \"country IN ('DE', 'AT')\", points: 20}\n"
    second = "    - {name: decides, when: title ILIKE '%vp%', points: 15}\n"
    found = changes((first + second, second.replace("15", "16") + first))
    assert [(change.kind, change.says) for change in found] == [
        ("changed", "decides: points 15 → 16"),
        ("moved", "The rule “decides” moved from place 2 to 1"),
    ]


def test_a_sentence_that_was_reworded_is_not_told_as_gone_and_new() -> None:
    assert told(("A meeting is booked.", "A first meeting is booked.")) == [
        "MQL: exit criterion “A first meeting is booked.”: wording “A meeting is booked.” → “A first meeting is booked.”"
    ]


def test_of_a_long_text_the_words_that_changed_are_shown() -> None:
    long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    one = SMALL.replace("definition: Worth a call.", f"definition: {long}")
    other = SMALL.replace("definition: Worth a call.", f"definition: {long.replace('eight', 'ocho')}")
    found = differences(one, other, document=Document)
    says = "MQL: definition “… four five six seven eight nine ten eleven twelve …” → "
    assert [change.says for change in found.changes or ()] == [
        f"{says}“… four five six seven ocho nine ten eleven twelve …”"
    ]


def test_changes_are_grouped_by_section_and_each_place_can_be_found_in_the_text() -> None:
    after = SMALL.replace("score >= 20", "score >= 30").replace("4 business hours", "2 business hours")
    found = differences(SMALL, after, document=Document)
    assert list(found.sections) == ["stages", "follow_up"]
    for change in found.changes or ():
        assert find(after, change.path) is not None


def test_a_document_that_does_not_check_is_compared_by_its_lines_and_that_is_said() -> None:
    broken = SMALL.replace("score >= 20", "scoer >= 20")
    found = differences(SMALL, broken, document=Document, names=("1.0", "1.5"))
    assert found.changes is None
    assert "1.5" in found.unreadable[0]
    assert "scoer" in found.unreadable[0]
    lines = [line for hunk in found.hunks for line in hunk if line.kind != "same"]
    assert [line.kind for line in lines] == ["gone", "new"]
    assert lines[0].earlier == lines[1].later
    assert "scoer" in lines[1].text


def test_a_comment_changes_lines_and_nothing_that_runs() -> None:
    found = differences(SMALL, f"{SMALL}# Seen by Carla.\n", document=Document)
    assert found.changes == ()
    assert not found.same


@cache
def whole(name: str) -> str:
    found = check(ready_text(name), document=Document, path=name).document
    assert found is not None
    return anew(data_of(ready_text(name)))


@pytest.mark.parametrize("name", ready_names())
def test_a_document_equals_itself(name: str) -> None:
    document = Document.model_validate(data_of(whole(name)))
    assert compare(document, Document.model_validate(data_of(whole(name)))) == ()


@settings(max_examples=80)
@given(data=st.data())
def test_two_documents_have_changes_exactly_if_they_differ(data: st.DataObject) -> None:
    plain = data_of(whole(data.draw(st.sampled_from(ready_names()))))
    before = Document.model_validate(plain)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(_parts(plain))))
        _turn(holder, key, data)
    try:
        after = Document.model_validate(plain)
    except ValidationError:
        return
    found = compare(before, after)
    assert bool(found) == (before != after)
    assert len({(change.path, change.says) for change in found}) == len(found)
    assert all(change.says and change.path.startswith(change.section) for change in found)
    assert bool(compare(after, before)) == bool(found)
    assert not [change.says for change in found if RAW.search(change.says)]


def _parts(part: Any) -> Any:
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        yield part, key
        if isinstance(value, dict | list):
            yield from _parts(value)


def _turn(holder: Any, key: Any, data: st.DataObject) -> None:
    """Changes one part in one of the ways that people change documents."""
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int | float):
        holder[key] = data.draw(st.sampled_from([value + 1, value * 2, float(value), 1]))
    elif isinstance(value, str):
        holder[key] = data.draw(
            st.sampled_from([f"{value} too", f" {value}", value.replace("4", "5"), value, "x"])
        )
    elif isinstance(value, list) and value:
        holder[key] = data.draw(st.sampled_from([value[1:], value[::-1], [*value, value[0]], value[:1]]))
    elif isinstance(value, dict):
        holder[key] = dict(reversed(value.items()))
    if data.draw(st.booleans()) and isinstance(holder, dict):
        holder.pop(key)
