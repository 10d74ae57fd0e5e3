"""Each section of the document changed in the ways in which people change it: the sentence says what, from what to what."""

from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from handraiser.document import Document
from handraiser.process.difference import differences
from handraiser.process.ready import ready_text


@cache
def ready() -> str:
    return ready_text("b2b_saas")


def told(*turned: tuple[str, str]) -> list[str]:
    """The sentences that come of replacing texts in the ready process, each the first time that it stands there."""
    text = ready()
    for before, after in turned:
        assert before in text, before
        text = text.replace(before, after, 1)
    found = differences(ready(), text, document=Document)
    assert found.changes is not None, found.unreadable
    return [change.says for change in found.changes]


CASES = [
    (case["before"], case["after"], case["says"])
    for case in YAML(typ="safe").load(Path(__file__).with_name("sentences.yaml"))
]


@pytest.mark.parametrize(("before", "after", "says"), CASES)
def test_a_change_of_any_section_is_one_sentence(before: str, after: str, says: str) -> None:
    assert told((before, after)) == [says]


def test_a_stage_under_another_key_is_told_wherever_it_is_named() -> None:
    assert told(
        ("- key: sal\n", "- key: offered\n"),
        ("next: sal\n", "next: offered\n"),
        ("stage: sal\n", "stage: offered\n"),
    ) == [
        "Marketing qualified lead: next stage Sales accepted lead (sal) → Sales accepted lead (offered)",
        "Sales accepted lead: key sal → offered",
        "Leads are offered in Sales accepted lead (sal) → Sales accepted lead (offered)",
    ]


def test_a_new_stage_is_told_with_its_team_and_where_it_leads() -> None:
    stage = "  - {key: warm, title: Warm, definition: Wants more., team: marketing, owner: Marketing, next: mql}\n\n"
    assert told(("    next: mql\n", "    next: warm\n"), ("  - key: mql\n", f"{stage}  - key: mql\n")) == [
        "A new stage “Warm”: worked by marketing, then Marketing qualified lead",
        "Prospect: next stage Marketing qualified lead → Warm",
    ]


def test_a_new_promise_is_told_with_its_start_and_its_time() -> None:
    clock = "    - {name: second, title: Second touch, starts: {stage: mql}, within: 3 business days}\n"
    assert told(("    - name: acceptance\n", f"{clock}    - name: acceptance\n")) == [
        "A new clock “Second touch”: on entering Marketing qualified lead, within 3 business days"
    ]


def test_what_stayed_in_its_place_while_others_changed_sides_is_told_by_its_neighbour() -> None:
    turned = [
        ("      - Self-assessment\n", ""),
        ("      - Guide to the ways", "      - Self-assessment\n      - Guide to the ways"),
    ]
    assert told(*turned) == [
        "Sees the problem: the piece of content “Self-assessment” moved from place 3 to 1"
    ]
    whole = ready().partition("      - Guide to the ways")[2].partition("  - key: consideration")[0]
    one, other, third = ("      - Guide to the ways" + whole).splitlines(keepends=True)
    said = told((one + other + third, third + other + one))
    assert (
        "Sees the problem: the piece of content “Webinar with a customer” stands behind the piece of content “Self-assessment” now"
        in said
    )


def test_other_blanks_are_told_as_such() -> None:
    assert told(("title: Not looking", "title: 'Not  looking'")) == [
        "Not looking: title: the same words, with other blanks or line ends"
    ]
