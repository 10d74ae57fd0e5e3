"""The forms of a draft by keyboard: completion, checks at the field, saving without losing one's place; comments on lines."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from handraiser.process.drafts import begin_draft, save_draft
from handraiser.process.models import Comment, Version
from handraiser.process.sheet.weave import data_of, weave
from tests.browser.test_access import EVERYTHING, faults, runs_over
from tests.browser.test_drafts import put_cursor
from tests.cast import PROCESS, Cast

Open = Callable[..., Page]


@pytest.fixture
def draft(cast: Cast) -> Version:
    at = timezone.now() - timedelta(minutes=5)
    return begin_draft(text=PROCESS.read_text(), based_on=cast.version.pk, by=cast.erin.pk, at=at)


def many(draft: Version) -> Version:
    """The same with 60 measures and 300 criteria of the first stage."""
    data: Any = data_of(draft.text)
    data["measures"] = [{"name": f"Measure {at}", "definition": "Counted."} for at in range(60)]
    data["stages"][0]["exit"] = [{"says": f"Criterion {at}."} for at in range(300)]
    return save_draft(version_id=draft.pk, text=weave(draft.text, data), revision=1, at=timezone.now())


def test_a_condition_is_completed_by_keyboard_with_the_names_of_the_draft(
    open_page: Open, cast: Cast, leads: list[UUID], draft: Version
) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=grade")
    condition = page.get_by_label("When").first
    words, chosen = page.locator("#form-words"), page.locator("#form-words [aria-selected=true]")
    condition.fill("")
    condition.press_sequentially("em")
    expect(words).to_be_visible()
    expect(chosen).to_have_attribute("data-word", "email")
    page.keyboard.press("ArrowDown")
    expect(chosen).not_to_have_attribute("data-word", "email")
    assert condition.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert faults(page, EVERYTHING) == []
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    page.keyboard.type("ploy")
    expect(chosen).to_have_attribute("data-word", "employees")
    page.keyboard.press("Enter")
    page.keyboard.type(" > 5 AND stage = '")
    page.keyboard.press("Control+Space")
    expect(words).to_contain_text("suspect")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("'")
    expect(condition).to_have_value("employees > 5 AND stage = 'prospect'")
    expect(page.locator(".matches").first).to_contain_text("of 4 leads")
    page.keyboard.press("Tab")
    expect(condition).not_to_be_focused()


def test_a_fault_is_told_at_its_field_while_typing_and_goes_when_it_is_mended(
    open_page: Open, cast: Cast, draft: Version
) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=stages#at-stages-1")
    following = page.locator("#at-stages-1-next")
    following.fill("nowhere")
    wrong = page.locator("#at-stages-1-next-wrong")
    expect(wrong).to_contain_text("nowhere")
    expect(following).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-state]")).to_contain_text("would be wrong")
    following.fill("mql")
    expect(wrong).to_be_empty()
    expect(page.locator("[data-state]")).to_contain_text("Nothing would be wrong")


def test_after_a_save_it_stands_as_it_stood(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=stages")
    stages = page.locator(".entries.is-a > details.entry")
    for at in (1, 3):
        stages.nth(at).locator("summary").first.click()
    field = page.locator("#at-stages-3-definition")
    field.scroll_into_view_if_needed()
    field.fill("Somebody said yes.")
    before = field.bounding_box()
    page.keyboard.press("Control+s")
    page.locator(".toast").filter(has_text="Saved. Nothing is wrong").wait_for()
    page.wait_for_load_state("load")
    expect(field).to_have_value("Somebody said yes.")
    expect(field).to_be_focused()
    opened = page.evaluate(
        "[...document.querySelectorAll('.entries.is-a > details.entry')].map(one => one.open)"
    )
    assert [at for at, is_open in enumerate(opened) if is_open] == [1, 3]
    after = field.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 4
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    stages.nth(1).get_by_role("button", name="down").first.click()
    page.wait_for_load_state("load")
    opened = page.evaluate(
        "[...document.querySelectorAll('.entries.is-a > details.entry')].map(one => one.open)"
    )
    assert [at for at, is_open in enumerate(opened) if is_open] == [2, 3]


@pytest.mark.parametrize("by_key", [False, True], ids=["button", "key"])
def test_a_save_far_down_keeps_its_place_though_no_field_has_the_focus(
    by_key: bool, open_page: Open, cast: Cast, draft: Version
) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=stages")
    for summary in page.locator(".entries.is-a > details.entry > summary").all():
        summary.click()
    page.locator("#at-stages-1-definition").fill("Somebody said yes.")
    page.evaluate(
        "document.activeElement.blur(); scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })"
    )
    before = page.evaluate("scrollY")
    assert before > 500
    if by_key:
        page.keyboard.press("Control+s")
    else:
        page.locator("#draft-form button[type=submit], #draft-form button:not([type])").filter(
            has_text="Save"
        ).last.click()
    page.locator(".toast").filter(has_text="Saved. Nothing is wrong").wait_for()
    page.wait_for_load_state("networkidle")
    assert abs(page.evaluate("scrollY") - before) < 8
    assert page.locator(".entries.is-a > details.entry:not([open])").count() == 0


def test_what_is_inside_of_a_long_list_comes_when_it_is_opened_and_stays_open(
    open_page: Open, cast: Cast, draft: Version
) -> None:
    many(draft)
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=measures")
    page.locator("#at-measures-7 > summary").click()
    name = page.locator("#at-measures-7-name")
    name.fill("Win rate")
    page.keyboard.press("Control+s")
    page.locator(".toast").filter(has_text="Saved.").wait_for()
    expect(name).to_have_value("Win rate")
    expect(page.locator("#at-measures-7")).to_have_attribute("open", "")
    page.goto(f"/process/drafts/{draft.pk}?section=stages")
    page.locator("#at-stages-0 > summary").click()
    page.get_by_role("navigation", name="Which of Exit").get_by_role("link", name="Next").click()
    expect(page.locator("#at-stages-0-exit-50-says")).to_have_value("Criterion 50.")
    assert faults(page, EVERYTHING) == []
    draft.refresh_from_db()
    assert "Win rate" in draft.text


def test_a_line_is_commented_on_where_it_is_written(open_page: Open, cast: Cast, draft: Version) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}/text")
    put_cursor(page, "Worth a call.")
    line = draft.text[: draft.text.index("Worth a call.")].count("\n") + 1
    expect(page.locator("[data-say-line]")).to_have_text(f"Comment on line {line}")
    page.keyboard.press("Control+Alt+m")
    page.locator("dialog[open] textarea").fill("Who says so?")
    page.get_by_role("button", name="Say it").click()
    mark = page.get_by_role("button", name="One comment on line")
    mark.wait_for()
    assert faults(page, EVERYTHING) == []
    assert not runs_over(page)
    put_cursor(page, "process:")
    page.keyboard.type("# A line above.\n")
    expect(page.get_by_role("button", name=f"One comment on line {line + 1}")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(mark).to_have_count(0)
    assert Comment.objects.get().resolved_at is not None
    page.keyboard.press("Control+s")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (400, "light")])
def test_comments_windows_and_words_shut_nobody_out(
    width: int, scheme: str, open_page: Open, cast: Cast, draft: Version
) -> None:
    many(draft)
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=stages", width=width, scheme=scheme)
    page.locator("#at-stages-0 > summary").click()
    page.locator("#at-stages-0 [data-condition]").first.press_sequentially("em")
    page.locator("#form-words").wait_for()
    assert faults(page, EVERYTHING) == []
    assert not runs_over(page)
    page.evaluate("draft.dirty = false")
