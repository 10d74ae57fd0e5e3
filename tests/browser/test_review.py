"""A review in a real browser: by keys, in light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from handraiser.process.models import Comment, SignOff, Version
from handraiser.process.review.operations import comment, resolve
from tests.browser.test_access import COLOURS, EVERYTHING, SIZES, faults, runs_over
from tests.cast import MONDAY, Cast
from tests.process.review.conftest import TEXT, draft_of

Open = Callable[..., Page]


@pytest.fixture
def draft(cast: Cast) -> Version:
    made = draft_of(TEXT, by=cast.erin.pk)
    for place, change in (("score.rules[1]", True), ("stages[mql]", False), ("", False)):
        comment(
            version_id=made.id,
            place=place,
            text="Why so?",
            asks_for_change=change,
            by=cast.carla.pk,
            at=MONDAY,
        )
    return made


def address(draft: Version) -> str:
    return f"/process/versions/{draft.id}/review"


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(1440, "light", EVERYTHING), (1440, "dark", COLOURS), (400, "light", SIZES)],
    ids=["wide", "dark", "narrow"],
)
def test_a_review_shuts_nobody_out(
    width: int, scheme: str, rules: dict[str, object], open_page: Open, cast: Cast, draft: Version
) -> None:
    page = open_page(cast.dev, address(draft), width=width, scheme=scheme)
    for summary in page.locator(".read > summary").all():
        summary.click()
    assert faults(page, rules) == []
    assert not runs_over(page)
    for path in (
        "/process/reviews",
        f"/process/versions/{draft.id}/sign-offs/all",
        "/process/monthly-review",
        f"/process/versions/{draft.id}",
        f"/process/versions/{draft.id}/source",
        f"/process/versions/{draft.id}/comments?place=score",
    ):
        page.goto(path)
        assert faults(page, rules) == [], path
        assert not runs_over(page), path


def test_the_keys_go_from_comment_to_comment_and_sign(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.dev, address(draft))
    said = list(page.locator("[data-comment]").evaluate_all("all => all.map(one => one.id)"))
    visited = []
    for key in ("n", "n", "n", "n", "p"):
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.id"))
    assert visited == [*said, said[0], said[-1]]

    # The score is held up by a change that was asked for; the grade is what can be signed.
    page.locator("#grade h2 a").focus()
    page.keyboard.press("s")
    page.locator("dialog[open]").wait_for()
    page.wait_for_load_state("networkidle")
    assert faults(page) == []
    page.get_by_label("Note").fill("As agreed.")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("1 of 4 sign-offs").wait_for()
    assert SignOff.objects.get().note == "As agreed."


def test_a_field_that_was_pulled_larger_breaks_no_policy_when_the_dialog_is_drawn_anew(
    open_page: Open, cast: Cast, draft: Version
) -> None:
    page = open_page(cast.dev, address(draft))
    page.get_by_role("link", name="Comment", exact=True).first.click()
    box = page.locator("#dialog textarea").bounding_box()
    assert box is not None
    # The browser writes the new height into the field's own style, which a swap must not carry over.
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] + 60)
    page.mouse.up()
    page.get_by_role("button", name="Say it").click()
    page.locator("#dialog .error").wait_for()


def test_all_that_waits_is_signed_by_keys_alone(open_page: Open, cast: Cast, draft: Version) -> None:
    resolve(comment_id=Comment.objects.get(asks_for_change=True).id, by=cast.erin.pk, at=MONDAY)
    page = open_page(cast.dev, address(draft), width=400)
    page.get_by_role("link", name="Sign all 2 that wait for you").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-offs/all")
    assert faults(page) == []
    assert not runs_over(page)
    page.get_by_label("Sign Score, for Marketing").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Sign all that are ticked").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 of 4 sign-offs").wait_for()
    assert SignOff.objects.get().section == "grade"


def test_a_comment_is_written_on_a_line_by_keys(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.mallory, f"/process/versions/{draft.id}/source")
    for key in ("j", "j", "c"):
        page.keyboard.press(key)
    page.locator("dialog[open]").wait_for()
    page.get_by_label("What you want to say").fill("A better name?")
    page.get_by_role("button", name="Say it").click()
    page.locator(".toast").wait_for()
    made = Comment.objects.get(text="A better name?")
    assert (made.line, made.place) == (2, "process.name")


def test_the_keys_go_on_from_the_line_that_one_came_to(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.mallory, f"/process/versions/{draft.id}/source#L12")
    page.evaluate("location.hash = '#L20'")
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").get_attribute("id") == "L21"


def test_a_review_is_done_without_script(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.dev, address(draft), script=False)
    page.locator("#grade").get_by_role("link", name="Sign").click()
    page.get_by_role("button", name="Sign").click()
    page.get_by_text("1 of 4 sign-offs").wait_for()
    assert SignOff.objects.count() == 1
