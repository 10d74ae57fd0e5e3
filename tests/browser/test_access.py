"""Every page for everybody: WCAG 2.2 AA by axe, in light and dark, wide and narrow; nothing runs over the edge."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from handraiser import flow
from handraiser.lead.models import Lead
from tests.cast import Cast

Open = Callable[..., Page]
EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What changes with the look: colours in the dark, sizes and scrolling where it is narrow.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SIZES = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
PAGES = (
    "/worklist?whose=team", "/leads", "/leads?where=colour", "/leads/{lead}", "/leads/{lead}/touches", "/imports",
    "/forms", "/forms/new", "/forms/contact/embedding", "/process", "/process/source", "/process/versions",
    "/process/discovery",
    "/overview", "/staff", "/staff/people", "/staff/teams", "/profile", "/quick-entry", "/notices", "/just-done",
)  # fmt: skip
OPEN_PAGES = ("/sign-in", "/f/contact", "/no/such/page")


def faults(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def runs_over(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(1440, "light", EVERYTHING), (1440, "dark", COLOURS), (400, "light", SIZES)],
    ids=["wide", "dark", "narrow"],
)
def test_no_page_shuts_anybody_out(
    width: int, scheme: str, rules: dict[str, Any], open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    page = open_page(cast.erin, "/worklist", width=width, scheme=scheme)
    complaints = {}
    for path in PAGES:
        address = path.format(lead=leads[0])
        page.goto(address, wait_until="networkidle" if path == "/overview" else "load")
        said = faults(page, rules) + (["runs over the edge"] if runs_over(page) else [])
        if said:
            complaints[address] = said
    assert complaints == {}


@pytest.mark.parametrize("path", OPEN_PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_open_page_shuts_anybody_out(
    path: str, scheme: str, open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    page = open_page(None, "/sign-in", width=400, scheme=scheme)
    page.goto(path) if path != "/no/such/page" else None
    assert faults(page) == []
    assert not runs_over(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_menus_and_toasts_shut_nobody_out(
    scheme: str, open_page: Open, cast: Cast, leads: list[UUID]
) -> None:
    owner = Lead.objects.get(id=leads[0]).owner
    assert owner is not None
    page = open_page(owner, f"/leads/{leads[0]}", scheme=scheme)
    for opened in ("c", "?", "Control+k"):
        page.keyboard.press(opened)
        page.locator("dialog[open]").wait_for()
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], opened
        page.keyboard.press("Escape")
    page.locator(".decision .why summary").first.click()
    assert faults(page) == []
    page.get_by_label("More acts").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_label("Budget").select_option("approved")
    page.locator(".toast").wait_for()
    assert faults(page) == []


def test_a_lead_that_is_over_shuts_nobody_out(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    from django.utils import timezone

    flow.disqualify(lead_id=leads[0], reason="spam", by=cast.erin.pk, at=timezone.now())
    assert faults(open_page(cast.erin, f"/leads/{leads[0]}")) == []


def test_the_menu_opens_on_a_small_screen(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/worklist", width=400)
    assert not page.locator("#sidebar").is_visible()
    page.get_by_label("Menu", exact=True).click()
    assert faults(page) == []
    page.locator("#sidebar").get_by_text("Overview").click()
    page.wait_for_url("**/overview")


def test_the_keyboard_reaches_the_content_first(open_page: Open, cast: Cast, leads: list[UUID]) -> None:
    page = open_page(cast.erin, "/leads")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
