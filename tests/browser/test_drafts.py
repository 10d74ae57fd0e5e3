"""Writing a draft in a browser: forms, text, checks, counts, completion by keyboard, and two who write at once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from handraiser.process.drafts import begin_draft, save_draft
from handraiser.process.models import Version
from tests.browser.test_access import EVERYTHING, faults, runs_over
from tests.cast import PROCESS, Cast

Open = Callable[..., Page]


@pytest.fixture
def draft(cast: Cast) -> Version:
    at = timezone.now() - timedelta(minutes=5)
    return begin_draft(
        text=PROCESS.read_text(), based_on=cast.version.pk, note="Faster", by=cast.erin.pk, at=at
    )


def put_cursor(page: Page, before: str) -> None:
    """Puts the cursor before that part of the text."""
    page.evaluate(
        "part => { const area = document.getElementById('text'); const at = area.value.indexOf(part);"
        " area.focus(); area.setSelectionRange(at, at); }",
        before,
    )


def test_a_section_is_filled_in_with_counts_while_typing(
    open_page: Open, cast: Cast, leads: list[UUID], draft: Version
) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}?section=grade")
    condition = page.get_by_label("When").first
    condition.fill("full_name = 'Ada Byron'")
    counted = page.locator(".matches").first
    expect(counted).to_contain_text("1 of 4 leads")
    expect(counted.get_by_role("link", name="Ada Byron")).to_be_visible()
    condition.fill("ful_name = 'Ada Byron'")
    expect(counted).to_contain_text("full_name")
    condition.fill("full_name = 'Ada Byron'")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("When").first).to_have_value("full_name = 'Ada Byron'")
    page.wait_for_load_state("networkidle")
    draft.refresh_from_db()
    assert draft.text == PROCESS.read_text().replace("country IN ('DE', 'AT')", "full_name = 'Ada Byron'")


def test_a_text_is_checked_completed_and_saved_by_keyboard(
    open_page: Open, cast: Cast, leads: list[UUID], draft: Version
) -> None:
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}/text")
    put_cursor(page, "country IN ('DE', 'AT')")
    expect(page.locator("[data-live-matches]")).to_contain_text("of 4 leads")
    page.keyboard.type("x = 1 AND ")
    fault = page.locator(".fault").first
    expect(fault).to_contain_text("grade.rules[0].when")
    expect(page.locator("[data-fault-count]")).to_have_text("1 wrong")
    for _ in "x = 1 AND ":
        page.keyboard.press("Backspace")
    expect(page.locator("[data-fault-count]")).to_have_text("nothing wrong")
    page.keyboard.type("emp")
    page.keyboard.press("Control+Space")
    option = page.locator("#code-words [aria-selected=true]")
    expect(option).to_contain_text("employees")
    page.keyboard.press("Enter")
    page.keyboard.type(" > 5 AND stage = '")
    page.keyboard.press("Control+Space")
    expect(page.locator("#code-words")).to_contain_text("suspect")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("' AND ")
    page.keyboard.press("Control+Space")
    page.keyboard.press("Escape")
    expect(page.locator("#code-words")).to_be_hidden()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    draft.refresh_from_db()
    assert "employees > 5 AND stage = 'prospect' AND country IN ('DE', 'AT')" in draft.text
    assert draft.revision == 2


def test_a_fault_is_jumped_to_and_the_keyboard_gets_out(open_page: Open, cast: Cast, draft: Version) -> None:
    text = PROCESS.read_text().replace("next: sal", "next: sall")
    save_draft(version_id=draft.pk, text=text, revision=1, at=timezone.now())
    page = open_page(cast.erin, f"/process/drafts/{draft.pk}/text")
    page.locator(".fault").first.click()
    at = page.evaluate("document.getElementById('text').selectionStart")
    assert text[at:].startswith("sall")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_have_value(text[:at] + "  " + text[at:])
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"


def test_two_browsers_at_once_lose_nothing(open_page: Open, cast: Cast, draft: Version) -> None:
    erin, dev = (open_page(user, f"/process/drafts/{draft.pk}/text") for user in (cast.erin, cast.dev))
    for page, part, word in ((dev, "Worth a call.", "Really "), (erin, "Data teams", "Good ")):
        put_cursor(page, part)
        page.keyboard.type(word)
        page.keyboard.press("Control+s")
        if page is dev:
            expect(page.locator("[data-state]")).to_contain_text("Saved")
    erin.get_by_text("Dev Patel saved this draft").wait_for()
    assert faults(erin, EVERYTHING) == []
    erin.get_by_role("button", name="Save what is chosen").click()
    erin.locator("#text").wait_for()
    draft.refresh_from_db()
    assert "Really Worth a call." in draft.text
    assert "Good Data teams" in draft.text


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (400, "light")])
def test_writing_shuts_nobody_out(
    width: int, scheme: str, open_page: Open, cast: Cast, leads: list[UUID], draft: Version
) -> None:
    broken = PROCESS.read_text().replace("next: sal", "next: sall")
    save_draft(version_id=draft.pk, text=broken, revision=1, at=timezone.now())
    page = open_page(cast.erin, "/process/drafts", width=width, scheme=scheme)
    complaints = {}
    for path in (
        "",
        f"/{draft.pk}",
        f"/{draft.pk}?section=follow_up",
        f"/{draft.pk}/text",
        f"/{draft.pk}/saves",
    ):
        page.goto(f"/process/drafts{path}", wait_until="networkidle")
        page.evaluate("for (const entry of document.querySelectorAll('details.entry')) entry.open = true")
        said = faults(page) + (["runs over the edge"] if runs_over(page) else [])
        if said:
            complaints[path] = said
    assert complaints == {}, complaints
