"""What was found becomes a draft that checks, and nothing else in the text changes."""

import pytest

from handraiser.document import Document
from handraiser.feedback.drafting import with_ideal_customer, with_points
from handraiser.feedback.finder import find
from handraiser.feedback.history import chosen
from handraiser.feedback.operations import draft_ideal_customer, draft_points
from handraiser.feedback.points import points_from_history
from handraiser.process.check import check
from handraiser.process.models import State
from handraiser.process.ready import ready_text
from tests.cast import hire
from tests.feedback.leads import AT, FIRST, UNTIL, history

LEADS: list[dict[str, object]] = [
    {"n": 300, "won": 90, "source": "fair"},
    {"n": 600, "won": 30, "source": "it's: a #list"},
    {"n": 300, "won": 40, "source": None},
]
TRAITS = chosen(["source"])
FOUND = find(history(LEADS), TRAITS, since=FIRST, until=UNTIL, at=AT, against="all")
POINTS = points_from_history(history(LEADS).frame, TRAITS, at=AT, against="all")


def parsed(text: str) -> Document:
    checked = check(text, document=Document, path="draft")
    assert checked.faults == ()
    assert checked.document is not None
    return checked.document


def test_the_ideal_customer_is_written_with_its_figures() -> None:
    section = parsed(with_ideal_customer(ready_text("b2b_saas"), FOUND)).ideal_customer

    assert "Source goes with won" in section.summary
    assert section.traits[0].startswith("Source: fair (90 of 300 won, 30.0%, 2.25 times the average")
    assert section.not_for[0].startswith("Source: it's: a #list (30 of 600 won")
    assert section.buying_team == parsed(ready_text("b2b_saas")).ideal_customer.buying_team


def test_every_line_outside_of_the_section_stays_as_it_is() -> None:
    before, after = (
        text.split("\n# ----")
        for text in (ready_text("b2b_saas"), with_ideal_customer(ready_text("b2b_saas"), FOUND))
    )
    changed = [
        place
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        if old.strip() != new.strip()
    ]

    assert len(changed) == 1
    assert "ideal_customer:" in after[changed[0]]


def test_what_carries_no_signal_leaves_the_traits_that_people_wrote() -> None:
    plain: list[dict[str, object]] = [
        {"n": 300, "won": 90, "source": "fair"},
        {"n": 300, "won": 90, "source": "web"},
    ]
    found = find(history(plain), TRAITS, since=FIRST, until=UNTIL, at=AT, against="all")
    section = parsed(with_ideal_customer(ready_text("b2b_saas"), found)).ideal_customer

    assert "carry no signal" in section.summary
    assert section.traits == parsed(ready_text("b2b_saas")).ideal_customer.traits


@pytest.mark.parametrize("name", ["b2b_saas", "blank"])
def test_points_become_the_only_grade_rules_under_the_grades_that_there_are(name: str) -> None:
    before, after = (parsed(text).grade for text in (ready_text(name), with_points(ready_text(name), POINTS)))

    assert [rule.points for rule in after.rules] == [rule.points for rule in POINTS.rules]
    assert list(after.thresholds) == list(before.thresholds)
    assert after.about.startswith("Points from history, by source.")


@pytest.mark.django_db
def test_both_are_kept_as_drafts_of_the_version_that_they_began_from() -> None:
    cast = hire()
    for draft in (
        draft_ideal_customer(version_id=cast.version.id, found=FOUND, at=AT, by=cast.dev.id),
        draft_points(version_id=cast.version.id, points=POINTS, at=AT, by=cast.dev.id),
    ):
        assert (draft.state, draft.based_on_id, draft.created_by_id) == (
            State.DRAFT,
            cast.version.id,
            cast.dev.id,
        )
        assert parsed(draft.text).process.name
