"""A sign-off counts while its section says what was signed, and goes along into what is made from it."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handraiser.document import Document
from handraiser.ledger.models import Event
from handraiser.process.models import Version
from handraiser.process.review.operations import withdraw
from handraiser.process.review.queries import record_of, review_of, revisions_signed, waiting_for
from handraiser.process.review.refusals import AlreadySigned, NothingSigned
from handraiser.staff.models import User
from tests.cast import Cast
from tests.process.review.conftest import LATER, TEXT, draft_of, edit, sign, sign_all

pytestmark = pytest.mark.django_db


def unsign(draft: Version, section: str, function: str, by: User) -> None:
    withdraw(version_id=draft.id, section=section, function=function, by=by.pk, at=LATER, document=Document)


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

    unsign(new, "grade", "Marketing", cast.dev)
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


POINTS = ("25", "26", "27")
SEATS = (("score", "Marketing"), ("score", "Sales"), ("grade", "Marketing"))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(POINTS)),
        st.tuples(st.sampled_from(("sign", "withdraw")), st.sampled_from(SEATS)),
        st.just(("new draft", "")),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_counts_is_what_was_last_said_of_this_very_text(
    steps: list[tuple[str, Any]], cast: Cast
) -> None:
    """Whatever is edited, signed, withdrawn and made anew: the last word on a text counts, and no other."""
    draft = draft_of(TEXT, by=cast.erin.pk)
    points = POINTS[0]
    last_word: dict[tuple[str, str, str], bool] = {}
    for what, about in steps:
        if what == "edit":
            if about != points:
                edit(draft, f"points: {points},", f"points: {about},")
                points = about
            continue
        if what == "new draft":
            draft = draft_of(draft.text, by=cast.erin.pk, based_on=draft)
            continue
        section, function = about
        said = (section, function, points if section == "score" else "")
        by = cast.dev if function == "Marketing" else cast.anna
        # What was said already is refused.
        again = last_word.get(said, False) == (what == "sign")
        refusal = AlreadySigned if what == "sign" else NothingSigned
        with pytest.raises(refusal) if again else nullcontext():
            if what == "sign":
                sign(draft, section, function, by)
            else:
                unsign(draft, section, function, by)
        last_word[said] = what == "sign"
    held = {
        (one.section, one.function)
        for section in review_of(draft, Document).sections
        for one in section.standings
        if not one.open
    }
    assert held == {
        (section, function)
        for section, function in SEATS
        if last_word.get((section, function, points if section == "score" else ""), False)
    }
