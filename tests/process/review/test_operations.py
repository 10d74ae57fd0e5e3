"""Who may sign what, what holds it up, and when a draft becomes reviewed."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from handraiser.document import Document
from handraiser.ledger.models import Event
from handraiser.process.models import SignOff, State, Version
from handraiser.process.operations import publish
from handraiser.process.review.operations import (
    comment,
    declare_reviewed,
    resolve,
    withdraw,
)
from handraiser.process.review.queries import record_of, review_of
from handraiser.process.review.refusals import (
    AlreadySigned,
    ChangesRequested,
    NothingSigned,
    NotInDraft,
    NotOnPanel,
    NotReviewedYet,
    SectionChanged,
    SectionUnfit,
    SectionUnknown,
    VersionGone,
)
from handraiser.staff.models import User
from handraiser.staff.operations import change_user
from tests.cast import MONDAY, Cast, hire
from tests.process.review.conftest import LATER, PANEL, TEXT, draft_of, edit, sign, sign_all

pytestmark = pytest.mark.django_db


def kinds(draft: Version) -> list[str]:
    return list(Event.objects.filter(version_id=draft.id).order_by("id").values_list("kind", flat=True))


def test_with_the_last_sign_off_the_draft_is_reviewed(draft: Version, cast: Cast) -> None:
    sign_all(draft, cast, but=("stages", "Sales"))
    assert Version.objects.get(id=draft.id).state == State.DRAFT

    last = sign(draft, "stages", "Sales", cast.carla)

    draft.refresh_from_db()
    assert last.reviewed
    assert (draft.state, draft.number, draft.reviewed_at) == (State.REVIEWED, "1.75", LATER)
    assert kinds(draft) == ["version.signed"] * 4 + ["version.reviewed"]
    told = Event.objects.get(version_id=draft.id, kind="version.reviewed").explanation
    assert told["before"] == "1.5"
    assert len(told["sign_offs"]) == 4


@pytest.mark.parametrize(
    ("section", "function", "who"),
    [
        ("score", "Sales", "mallory"),
        ("score", "Sales", "erin"),
        ("score", "Marketing", "anna"),
        ("grade", "Sales", "anna"),
        ("score", "Finance", "dev"),
    ],
)
def test_nobody_signs_for_others(section: str, function: str, who: str, draft: Version, cast: Cast) -> None:
    with pytest.raises(NotOnPanel):
        sign(draft, section, function, getattr(cast, who))
    assert not SignOff.objects.exists()


def test_whoever_left_signs_no_more(draft: Version, cast: Cast) -> None:
    change_user(user=cast.dev, is_active=False, at=MONDAY)
    with pytest.raises(NotOnPanel):
        sign(draft, "score", "Marketing", cast.dev)


def test_what_does_not_check_cannot_be_signed_and_the_rest_can(draft: Version, cast: Cast) -> None:
    edit(draft, "points: 25,", "points: many,")
    with pytest.raises(SectionUnfit, match="score"):
        sign(draft, "score", "Marketing", cast.dev)
    assert not sign(draft, "grade", "Marketing", cast.dev).reviewed


def test_an_unknown_section_is_refused(draft: Version, cast: Cast) -> None:
    with pytest.raises(SectionUnknown):
        sign(draft, "colours", "Marketing", cast.dev)


def test_nobody_signs_what_they_did_not_see(draft: Version, cast: Cast) -> None:
    seen = next(one for one in review_of(draft, Document).sections if one.name == "score").part.digest
    edit(draft, "points: 25,", "points: 26,")
    with pytest.raises(SectionChanged):
        sign(draft, "score", "Marketing", cast.dev, digest=seen)


def test_the_same_is_not_signed_twice(draft: Version, cast: Cast) -> None:
    sign(draft, "score", "Sales", cast.anna)
    with pytest.raises(AlreadySigned):
        sign(draft, "score", "Sales", cast.carla)


def test_a_version_out_of_draft_is_not_signed(cast: Cast) -> None:
    with pytest.raises(NotInDraft):
        sign(cast.version, "score", "Sales", cast.anna)


def test_a_version_that_is_gone_is_named(draft: Version, cast: Cast) -> None:
    Version.objects.filter(id=draft.id).delete()
    with pytest.raises(VersionGone):
        sign(draft, "score", "Sales", cast.anna)


@pytest.mark.parametrize("place", ["score.rules[0]", ""])
def test_a_request_for_a_change_holds_up_its_section(place: str, draft: Version, cast: Cast) -> None:
    asked = comment(
        version_id=draft.id, text="Too much.", place=place, asks_for_change=True, by=cast.anna.pk, at=LATER
    )
    with pytest.raises(ChangesRequested):
        sign(draft, "score", "Marketing", cast.dev)
    if place:
        sign(draft, "grade", "Marketing", cast.dev)
    resolve(comment_id=asked.id, by=cast.erin.pk, at=LATER)
    sign(draft, "score", "Marketing", cast.dev)


def test_a_request_after_all_but_one_signed_keeps_the_draft_a_draft(draft: Version, cast: Cast) -> None:
    sign_all(draft, cast, but=("stages", "Sales"))
    asked = comment(
        version_id=draft.id, text="Wait.", place="grade", asks_for_change=True, by=cast.carla.pk, at=LATER
    )
    assert not sign(draft, "stages", "Sales", cast.anna).reviewed
    with pytest.raises(NotReviewedYet, match="One change"):
        declare_reviewed(version_id=draft.id, by=cast.erin.pk, at=LATER, document=Document)

    resolve(comment_id=asked.id, by=cast.carla.pk, at=LATER)
    made = declare_reviewed(version_id=draft.id, by=cast.erin.pk, at=LATER, document=Document)
    assert (made.state, made.number) == (State.REVIEWED, "1.75")


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (TEXT.replace("points: 25,", "points: many,"), "faults"),
        (TEXT.replace("Data teams in the DACH region.", '"[Who buys?]"'), "questions"),
        (TEXT.replace(PANEL, ""), "panel"),
        (TEXT.replace("signs: [grade, score]", "").replace("signs: [stages, score]", ""), "panel"),
        (TEXT.replace("[Dev.Patel@northwind-robotics.com]", "[]"), "nobody"),
    ],
)
def test_what_stands_in_the_way_is_told(text: str, block: str, cast: Cast) -> None:
    draft = draft_of(text, by=cast.erin.pk)
    assert block in [one.kind for one in review_of(draft, Document).blocks]
    with pytest.raises(NotReviewedYet):
        declare_reviewed(version_id=draft.id, by=cast.erin.pk, at=LATER, document=Document)


def test_a_withdrawn_sign_off_counts_no_more_and_is_kept(draft: Version, cast: Cast) -> None:
    sign(draft, "score", "Sales", cast.anna)
    with pytest.raises(NotOnPanel):
        withdraw(
            version_id=draft.id,
            section="score",
            function="Sales",
            by=cast.dev.pk,
            at=LATER,
            document=Document,
        )
    withdraw(
        version_id=draft.id, section="score", function="Sales", by=cast.carla.pk, at=LATER, document=Document
    )

    assert review_of(draft, Document).signed == 0
    assert [one.withdrawn_at for one in record_of(draft)] == [LATER]
    assert kinds(draft)[-1] == "version.sign_off_withdrawn"
    with pytest.raises(NothingSigned):
        withdraw(
            version_id=draft.id,
            section="score",
            function="Sales",
            by=cast.anna.pk,
            at=LATER,
            document=Document,
        )
    sign(draft, "score", "Sales", cast.carla)
    assert review_of(draft, Document).signed == 1


def test_a_reviewed_version_keeps_its_text_and_can_go_live(draft: Version, cast: Cast) -> None:
    sign_all(draft, cast)
    draft.refresh_from_db()
    assert publish(text=draft.text, document=Document, at=LATER).text == draft.text


@pytest.mark.django_db(transaction=True)
def test_two_last_sign_offs_at_once_make_it_reviewed_once() -> None:
    cast = hire()
    draft = draft_of(TEXT, by=cast.erin.pk)
    for section, function, by in (("grade", "Marketing", cast.dev), ("score", "Marketing", cast.dev)):
        sign(draft, section, function, by)
    together = Barrier(4)
    came: list[object] = []

    def go(section: str, by: User) -> None:
        together.wait()
        try:
            came.append(sign(draft, section, "Sales", by).reviewed)
        except (AlreadySigned, NotInDraft) as refused:
            came.append(type(refused))
        finally:
            connection.close()

    threads = [
        Thread(target=go, args=(section, by))
        for section in ("stages", "score")
        for by in (cast.anna, cast.carla)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert came.count(True) == 1
    assert came.count(False) == 1
    assert Event.objects.filter(kind="version.reviewed").count() == 1
    assert SignOff.objects.count() == 4
    assert Version.objects.get(id=draft.id).number == "1.75"
