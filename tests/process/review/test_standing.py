"""A sign-off counts while its section says what was signed, and goes along into what is made from it."""

from datetime import timedelta

import pytest

from handraiser.document import Document
from handraiser.ledger.models import Event
from handraiser.process.models import Version
from handraiser.process.review.operations import withdraw
from handraiser.process.review.queries import record_of, review_of, revisions_signed, waiting_for
from tests.cast import Cast
from tests.process.review.conftest import LATER, draft_of, edit, sign, sign_all

pytestmark = pytest.mark.django_db


def test_a_sign_off_holds_until_its_section_says_something_else(draft: Version, cast: Cast) -> None:
    sign(draft, "score", "Marketing", cast.dev)
    sign(draft, "grade", "Marketing", cast.dev)

    edit(draft, "points: 25,", "points: 26,")

    review = review_of(draft, Document)
    held = {(one.section, one.function): one for section in review.sections for one in section.standings}
    assert held["grade", "Marketing"].counts is not None
    assert held["score", "Marketing"].open
    lapsed = held["score", "Marketing"].lapsed
    assert lapsed is not None
    assert revisions_signed([lapsed]) == {lapsed.id: 1}
    assert len(record_of(draft)) == 2

    edit(draft, "points: 26,", "points: 25,")
    assert review_of(draft, Document).signed == 2


def test_words_in_a_comment_void_nothing(draft: Version, cast: Cast) -> None:
    sign(draft, "score", "Marketing", cast.dev)
    edit(draft, "score:\n", "# What they do.\nscore:\n")
    assert review_of(draft, Document).signed == 1


def test_sign_offs_of_what_stayed_are_carried_into_a_new_draft_with_their_origin(
    draft: Version, cast: Cast
) -> None:
    sign_all(draft, cast)
    draft.refresh_from_db()
    changed = draft.text.replace("points: 25,", "points: 26,")
    new = draft_of(changed, by=cast.erin.pk, based_on=draft, at=LATER + timedelta(days=1))

    held = {
        (one.section, one.function): one.origin
        for section in review_of(new, Document).sections
        for one in section.standings
        if not one.open
    }
    assert held == {("grade", "Marketing"): "1.75", ("stages", "Sales"): "1.75"}

    withdraw(
        version_id=new.id, section="grade", function="Marketing", by=cast.dev.pk, at=LATER, document=Document
    )
    assert review_of(new, Document).signed == 1
    assert review_of(draft, Document).signed == 4
    for section, function, by in (
        ("grade", "Marketing", cast.dev),
        ("score", "Marketing", cast.dev),
        ("score", "Sales", cast.anna),
    ):
        last = sign(new, section, function, by)
    assert last.reviewed
    told = Event.objects.get(version_id=new.id, kind="version.reviewed").explanation["sign_offs"]
    assert [one.get("carried_from") for one in told] == ["1.75", None, None, None]


def test_what_waits_for_whom(draft: Version, cast: Cast) -> None:
    sign(draft, "score", "Sales", cast.carla)
    waiting = waiting_for(cast.anna.email, Document)
    assert [(one.version, one.section, one.function) for one in waiting] == [(draft, "stages", "Sales")]
    assert [one.section for one in waiting_for(cast.dev.email, Document)] == ["grade", "score"]
    assert waiting_for(cast.mallory.email, Document) == []
