"""A draft of the small process with a panel: Erin for operations, Dev for marketing, Anna and Carla for sales."""

from datetime import datetime, timedelta

import pytest

from handraiser.document import Document
from handraiser.kit.identity import new_id
from handraiser.process.models import Version
from handraiser.process.review.operations import Signed, sign_off
from handraiser.staff.models import User
from tests.cast import MONDAY, PROCESS, Cast, hire

PANEL = """
stakeholders:
  - function: Marketing
    part: Owns what comes before the call.
    people: [Dev.Patel@northwind-robotics.com]
    signs: [grade, score]
  - function: Sales
    part: Takes what is worth it.
    people: [anna.weber@northwind-robotics.com, carla.rossi@northwind-robotics.com]
    signs: [stages, score]
"""
TEXT = PROCESS.read_text(encoding="utf-8") + PANEL
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return hire()


@pytest.fixture
def draft(cast: Cast) -> Version:
    return draft_of(TEXT, by=cast.erin.pk)


def draft_of(text: str, *, by: int, based_on: Version | None = None, at: datetime = MONDAY) -> Version:
    return Version.objects.create(
        id=new_id(),
        process="Small",
        number="1.5",
        text=text,
        digest="0" * 64,
        created_at=at,
        created_by_id=by,
        based_on_id=based_on.id if based_on else None,
    )


def edit(draft: Version, before: str, after: str) -> None:
    """Save the draft with something written otherwise."""
    assert before in draft.text
    draft.text = draft.text.replace(before, after)
    draft.revision += 1
    draft.save()


def sign(draft: Version, section: str, function: str, by: User, digest: str | None = None) -> Signed:
    return sign_off(
        version_id=draft.id,
        section=section,
        function=function,
        by=by.pk,
        at=LATER,
        document=Document,
        digest=digest,
    )


def sign_all(draft: Version, cast: Cast, *, but: tuple[str, str] = ("", "")) -> None:
    for section, function, by in (
        ("grade", "Marketing", cast.dev),
        ("score", "Marketing", cast.dev),
        ("stages", "Sales", cast.anna),
        ("score", "Sales", cast.carla),
    ):
        if (section, function) != but:
            sign(draft, section, function, by)
