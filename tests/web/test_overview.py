"""The figures on screen, and the leads behind them."""

import html
import re
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from handraiser.lead.models import Lead
from handraiser.web.overview.period import period_of
from tests.cast import Cast, hand_raiser, take_in
from tests.web.htmx import send

MOST_QUERIES = 18
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 23)


@pytest.fixture
def won(carla: Client, anna: Client, jana: UUID, cast: Cast) -> UUID:
    """Jana's lead, won; and two more that are open."""
    send(anna, f"/leads/{jana}/answers", question="budget", answer="approved")
    send(anna, f"/leads/{jana}/touches", kind="meeting")
    send(carla, f"/leads/{jana}/acceptance")
    send(carla, f"/leads/{jana}/opportunity", state="won", amount="9000")
    take_in(
        hand_raiser(email="bo@c.com", full_name="Bo", source=None), {"email": "di@d.com", "full_name": "Di"}
    )
    return jana


def test_the_page_tells_the_figures(erin: Client, won: UUID) -> None:
    response = erin.get("/overview")
    assert (response.context["funnel"].opened, response.context["funnel"].won) == (3, 1)
    assert "33.33 %" in response.content.decode()


def test_every_number_opens_just_the_leads_that_it_counts(erin: Client, won: UUID) -> None:
    page = erin.get("/overview").content.decode()
    links = re.findall(r'<a class="cell" href="(/leads\?[^"]*)">([^<]*)</a>', page)
    assert len(links) > 15
    for address, number in links:
        found = erin.get(html.unescape(address))
        assert found.context["ignored"] == []
        assert len(found.context["rows"]) == int(number), address


def test_charts_are_drawn_without_styles_or_scripts(erin: Client, won: UUID) -> None:
    for name in ("opened", "promises"):
        svg = erin.get(f"/overview/charts/{name}").content.decode()
        assert svg.startswith("<svg")
        assert "var(--chart-1)" in svg
        assert "style=" not in svg
        assert "#010101" not in svg


def test_an_unknown_chart_is_not_there(erin: Client) -> None:
    assert erin.get("/overview/charts/pie").status_code == 404


def test_a_period_without_leads_says_so(erin: Client, won: UUID) -> None:
    assert "No leads were opened" in erin.get("/overview?from=2001-01-01&to=2001-02-01").content.decode()


def test_a_team_can_be_chosen(erin: Client, won: UUID) -> None:
    funnel = erin.get("/overview?team=bdr").context["funnel"]
    assert funnel.opened == Lead.objects.filter(team="bdr").count()


@pytest.mark.parametrize(
    "query",
    [
        "period=never",
        "from=x&to=y",
        "from=2026-13-01&to=2026-01-01",
        "team=nobody",
        "from=0001-01-01&to=9999-12-31",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_usual_period(query: str, erin: Client, won: UUID) -> None:
    assert erin.get(f"/overview?{query}").context["period"].preset == "90"


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("period=30", date(2026, 10, 25), TODAY),
        ("period=quarter", date(2026, 10, 1), TODAY),
        ("period=year", date(2025, 11, 24), TODAY),
        ("from=2026-03-05&to=2026-03-01", date(2026, 3, 1), date(2026, 3, 5)),
    ],
)
def test_a_period_holds_its_first_and_last_day(query: str, first: date, last: date) -> None:
    period = period_of(QueryDict(query), today=TODAY, zone=BERLIN)
    assert (period.first, period.last) == (first, last)


def test_a_day_begins_at_midnight_where_the_reader_is() -> None:
    period = period_of(QueryDict("from=2026-03-01&to=2026-03-29"), today=TODAY, zone=BERLIN)
    assert period.since == datetime(2026, 2, 28, 23, tzinfo=UTC)
    # The clocks went forward that night.
    assert period.until == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_figures_are_for_those_who_see_all_leads(anna: Client, mallory: Client, cast: Cast) -> None:
    assert anna.get("/overview").status_code == 403
    assert anna.get("/overview/charts/opened").status_code == 403
    assert mallory.get("/overview").status_code == 200


def test_the_figures_ask_few_questions(
    erin: Client, won: UUID, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    erin.get("/overview")
    with django_assert_max_num_queries(MOST_QUERIES):
        erin.get("/overview")
