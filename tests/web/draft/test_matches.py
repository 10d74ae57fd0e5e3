"""How many leads a condition fits, and which: right, in scope, and never for long."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from handraiser.process import Condition
from handraiser.staff.permissions import visible_leads_filter
from handraiser.web.draft import matches as module
from handraiser.web.draft.matches import TookTooLong, matches
from tests.cast import MONDAY, Cast, hand_raiser, take_in

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(hours=1)


@pytest.fixture
def leads(cast: Cast) -> list[UUID]:
    rows = [
        hand_raiser(
            email=f"p{number}@c{number}.com",
            full_name=f"Person {number}",
            title="VP" if number % 2 else "Chef",
        )
        for number in range(24)
    ]
    take_in(hand_raiser(email="old@old.com"), at=MONDAY - timedelta(days=120))
    return [UUID(text) for text in take_in(*rows).get_column("lead_id")]


def test_it_counts_shows_ten_and_leads_to_all(erin: Client, leads: list[UUID]) -> None:
    page = erin.get("/process/matches", {"condition": "title = 'VP'"}).content.decode()
    assert "<b>12</b> of 24 leads" in page
    assert page.count('href="/leads/') == 10
    assert "/leads?where=title%20%3D%20%27VP%27&amp;opened_from=" in page


@pytest.mark.parametrize(
    ("condition", "fitting"),
    [
        ("TRUE", 24), ("FALSE", 0), ("contains(inquiry_kinds, 'contact_us')", 24), ("days_since(opened_at) < 1", 24),
        ("confidence(title) >= 0.1 OR title = 'VP'", 12), ("stage = 'mql' AND email ILIKE 'p1%'", 11),
    ],
)  # fmt: skip
def test_it_counts_what_the_condition_says(
    condition: str, fitting: int, cast: Cast, leads: list[UUID]
) -> None:
    found = matches(Condition(condition), scope=visible_leads_filter(cast.erin), at=AT)
    assert found.total == 24
    if "confidence" not in condition:
        assert found.fitting == fitting
    assert len(found.examples) == min(10, found.fitting)


def test_the_newest_are_shown_wherever_they_are_found(
    cast: Cast, leads: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = visible_leads_filter(cast.erin)
    wanted = [one.lead_id for one in matches(Condition("title = 'VP'"), scope=scope, at=AT).examples]
    assert len(wanted) == 10
    for kept, looked_at in ((3, 2_000), (3, 24), (20, 1)):
        monkeypatch.setattr(module, "KEPT", kept)
        monkeypatch.setattr(module, "LOOKED_AT", looked_at)
        assert [
            one.lead_id for one in matches(Condition("title = 'VP'"), scope=scope, at=AT).examples
        ] == wanted


def test_nobody_counts_leads_that_they_do_not_see(carla: Client, cast: Cast, leads: list[UUID]) -> None:
    page = carla.get("/process/matches", {"condition": "TRUE"}).content.decode()
    assert "<b>0</b> of 0 leads that you see" in page


def test_a_condition_with_faults_is_told_where(erin: Client, leads: list[UUID]) -> None:
    page = erin.get("/process/matches", {"condition": "contry = 'DE'"}).content.decode()
    assert "Character 1:" in page
    assert "country" in page
    assert "cursor" in erin.get("/process/matches").content.decode()


@pytest.mark.parametrize(
    "condition", ["x" * 20_000, "(" * 5_000, "'", "1; DROP TABLE lead_lead", "title = '%s'"]
)
def test_no_condition_breaks_it(condition: str, erin: Client, leads: list[UUID]) -> None:
    assert erin.get("/process/matches", {"condition": condition}).status_code == 200


def test_a_count_that_takes_too_long_is_stopped_and_said(
    erin: Client, cast: Cast, leads: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = module.COUNT.replace("FROM lead_lead l", "FROM (SELECT * FROM lead_lead, pg_sleep(5)) l")
    monkeypatch.setattr(module, "COUNT", slow)
    monkeypatch.setattr(module, "LONGEST_MILLISECONDS", 50)
    with pytest.raises(TookTooLong):
        matches(Condition("TRUE"), scope=visible_leads_filter(cast.erin), at=AT)
    page = erin.get("/process/matches", {"condition": "TRUE"}).content.decode()
    assert "was stopped" in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
