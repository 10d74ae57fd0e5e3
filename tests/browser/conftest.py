"""A real Chromium against a live server. Skipped only where there is no Chromium at all."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from handraiser.capture.models import Form
from handraiser.staff.models import User
from handraiser.staff.operations import change_user
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in
from tests.waiting import PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PASSWORD = "a long enough phrase"
# Playwright keeps an event loop in this thread, which Django would take for a view that blocks one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# What comes within five seconds on a free machine comes later on a busy one.
expect.set_options(timeout=1000 * PATIENCE / 3)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            item.add_marker(
                pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
            )


# Not for the whole session: an open browser keeps an event loop in this thread, and later tests need their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(quiet), timeout=1000 * PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = hire()
    for user in User.objects.all():
        change_user(user=user, password=PASSWORD, at=MONDAY)
    return cast


@pytest.fixture
def leads(cast: Cast, settings: LazySettings, tmp_path: Path) -> list[UUID]:
    """Three people who asked to be called just now, and one whom nobody works yet."""
    settings.MEDIA_ROOT = tmp_path
    at = timezone.now() - timedelta(minutes=10)
    rows = take_in(
        hand_raiser(),
        hand_raiser(email="ada@c1.com", full_name="Ada Byron", company_name="Northwind Robotics"),
        hand_raiser(email="bo@c2.com", full_name="Bo Larsen", company_name="Blue Harbor Logistics"),
        {"email": "chloe@c3.com", "full_name": "Chloe Adam", "source": "fair"},
        at=at,
    )
    Form.objects.create(
        slug="contact", title="Talk to us", kind="contact_us", created_at=at, consent_text="You may write to me.",
        fields=[{"name": "last_name", "label": "Name", "required": True}, {"name": "email", "label": "E-mail", "required": True}],
    )  # fmt: skip
    return [UUID(text) for text in rows.get_column("lead_id")]


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody: `open_page(user, "/leads", width=400)`. What the console complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opening(
        user: User | None, path: str, *, width: int = 1440, scheme: str = "light", script: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user is not None:
            page.goto(f"/sign-in?next={path}")
            page.fill("[name=username]", user.email)
            page.fill("[name=password]", PASSWORD)
            page.click("button:has-text('Sign in')")
        else:
            page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    # A refusal is an answer with 422, which the browser logs as it logs any answer that is not a success.
    refusal = "422" in message.text or "Response Status Error Code 4" in message.text
    return [message.text] if message.type in ("error", "warning") and not refusal else []
