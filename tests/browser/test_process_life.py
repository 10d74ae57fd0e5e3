"""Every page of the life of a process in a real browser: nothing in the console, nothing wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from handraiser.process.models import State, Version
from tests.acts.test_publishing import draft as version_of
from tests.browser.test_access import SIZES, faults, runs_over
from tests.cast import Cast
from tests.process.review.conftest import TEXT, draft_of

Open = Callable[..., Page]


@pytest.fixture
def versions(cast: Cast) -> tuple[Version, Version, Version]:
    """The live one, a draft made from it, and one that is reviewed."""
    changed = TEXT.replace("4 business hours", "2 business hours")
    draft = draft_of(changed, by=cast.erin.pk, based_on=cast.version)
    return cast.version, draft, version_of(changed, State.REVIEWED)


def test_no_page_of_a_process_complains_or_runs_over(
    open_page: Open, cast: Cast, versions: tuple[Version, Version, Version]
) -> None:
    live, draft, reviewed = versions
    one = f"/process/versions/{draft.id}"
    page = open_page(cast.erin, "/process", width=400, scheme="dark")
    for path in (
        "/process/source",
        "/process/versions",
        "/process/drafts",
        "/process/sheet",
        "/process/replay",
        "/process/pilot",
        f"/process/drafts/{draft.id}",
        f"/process/drafts/{draft.id}/text",
        f"{one}/picture",
        f"{one}/discovery",
        f"{one}/differences?against={live.id}",
        f"{one}/review",
        f"{one}/sign-offs/all",
        f"{one}/backtests",
        f"{one}/publication",
        f"/process/versions/{reviewed.id}/pilot",
        f"/process/versions/{live.id}/publication",
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert faults(page, SIZES) == [], path
        assert not runs_over(page), path
