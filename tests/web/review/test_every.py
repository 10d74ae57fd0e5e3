"""Everything that waits for the reader is signed at once, after a look at what changed; and what stands on My reviews."""

import pytest
from django.test import Client

from handraiser.process.models import SignOff, State, Version
from tests.cast import Cast
from tests.process.review.conftest import TEXT, draft_of, edit
from tests.web.review.test_review import say, sign


@pytest.fixture
def changed(cast: Cast) -> Version:
    """A draft made from the live version, with another threshold in the grade."""
    text = TEXT.replace("{A: 30, B: 20, C: 10}", "{A: 35, B: 20, C: 10}")
    return draft_of(text, by=cast.erin.pk, based_on=cast.version)


def address(draft: Version) -> str:
    return f"/process/versions/{draft.id}/sign-offs/all"


def ticked(client: Client, draft: Version) -> list[str]:
    """The values of the boxes that the page shows."""
    page = client.get(address(draft)).content.decode()
    return [part.partition('"')[0] for part in page.split('name="sign" value="')[1:]]


def test_the_page_lists_what_changed_in_each_section_that_waits(changed: Version, dev: Client) -> None:
    page = dev.get(address(changed)).content.decode()
    assert "Threshold of grade A 30 → 35" in page
    assert "Says just what it said." in page
    assert [value.split("|")[::2] for value in ticked(dev, changed)] == [
        ["grade", "Marketing"],
        ["score", "Marketing"],
    ]


def test_one_confirmation_signs_all_that_is_ticked(changed: Version, dev: Client) -> None:
    sent = dev.post(address(changed), {"sign": ticked(dev, changed), "note": "As agreed."}, follow=True)
    assert "2 sign-offs given." in sent.content.decode()
    signed = SignOff.objects.filter(version=changed)
    assert {(one.section, one.note) for one in signed} == {("grade", "As agreed."), ("score", "As agreed.")}
    assert "Nothing of this draft waits for you" in dev.get(address(changed)).content.decode()


def test_what_is_not_ticked_stays_unsigned(changed: Version, dev: Client) -> None:
    dev.post(address(changed), {"sign": ticked(dev, changed)[:1]})
    assert SignOff.objects.get().section == "grade"
    nothing = dev.post(address(changed), {})
    assert nothing.status_code == 422
    assert "Choose at least one section" in nothing.content.decode()


def test_the_last_of_them_makes_the_version_reviewed(changed: Version, dev: Client, carla: Client) -> None:
    dev.post(address(changed), {"sign": ticked(dev, changed)})
    said = carla.post(address(changed), {"sign": ticked(carla, changed)}, follow=True).content.decode()
    assert "version 1.75 is reviewed" in said
    changed.refresh_from_db()
    assert changed.state == State.REVIEWED


def test_a_section_that_changed_meanwhile_is_signed_by_nobody_and_neither_are_the_others(
    changed: Version, dev: Client
) -> None:
    seen = ticked(dev, changed)
    edit(changed, "points: 25", "points: 26")
    sent = dev.post(address(changed), {"sign": seen})
    assert sent.status_code == 422
    assert "Section score was changed since you opened it" in sent.content.decode()
    assert not SignOff.objects.exists()


def test_a_second_press_and_a_stale_page_end_in_words(changed: Version, dev: Client) -> None:
    seen = ticked(dev, changed)
    assert dev.post(address(changed), {"sign": seen}).status_code == 302
    again = dev.post(address(changed), {"sign": seen})
    assert again.status_code == 422
    assert "has signed this section already" in again.content.decode()
    assert SignOff.objects.count() == 2


def test_what_a_change_holds_up_is_named_and_cannot_be_signed(changed: Version, dev: Client) -> None:
    seen = ticked(dev, changed)
    say(dev, changed, place="score", change="on")
    page = dev.get(address(changed)).content.decode()
    assert "Held up" in page
    assert [value.split("|")[0] for value in ticked(dev, changed)] == ["grade"]
    assert (
        "A change is asked for in section score"
        in dev.post(address(changed), {"sign": seen}).content.decode()
    )


@pytest.mark.parametrize(
    "value", ["", "|", "grade|x|Marketing", "nonsense|x|Marketing", "grade||Sales|Marketing", "a|b|c|d"]
)
def test_whatever_is_sent_is_answered_in_words(changed: Version, dev: Client, value: str) -> None:
    assert dev.post(address(changed), {"sign": [value]}).status_code == 422
    assert not SignOff.objects.exists()


def test_nobody_signs_for_others(changed: Version, dev: Client, mallory: Client) -> None:
    refused = mallory.post(address(changed), {"sign": ticked(dev, changed)})
    assert refused.status_code == 422
    assert "does not speak for Marketing" in refused.content.decode()
    assert "Nothing of this draft waits for you" in mallory.get(address(changed)).content.decode()


def test_a_draft_that_nobody_asked_about_stands_under_a_quiet_heading(
    changed: Version, dev: Client, erin: Client
) -> None:
    page = dev.get("/process/reviews").content.decode()
    assert "Nothing waits for you" in page
    assert "2 sections that you would sign" in page.split("not up for review yet")[1]
    erin.post(f"/process/versions/{changed.id}/review/asking")
    page = dev.get("/process/reviews").content.decode()
    assert "Look at all 2 and sign" in page
    assert "not up for review yet" not in page


def test_a_review_that_was_begun_unasked_is_listed_too(changed: Version, dev: Client, carla: Client) -> None:
    sign(dev, changed, "grade", "Marketing")
    assert "Look at all 2 and sign" in carla.get("/process/reviews").content.decode()
