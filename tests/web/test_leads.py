"""The list of leads."""

import csv
import io
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from handraiser import flow
from handraiser.lead.models import Lead
from handraiser.web.models import SavedView
from tests.cast import Cast, hand_raiser, take_in
from tests.web.conftest import NOW
from tests.web.htmx import fetch, send

MOST_QUERIES = 14


@pytest.fixture
def people(cast: Cast) -> dict[str, UUID]:
    """Ada, Ben and Chloe: three leads of which only Ada asked to be called."""
    rows = take_in(
        hand_raiser(email="ada@kestrel-analytics.com", full_name="Ada Byron", employees="300"),
        {
            "email": "bo@blueharbor.com",
            "full_name": "Bo Larsen",
            "company_name": "Blue Harbor Logistics",
            "source": " fair ",
        },
        {"email": "chloe@northwind-robotics.com", "full_name": "Chloe Adam", "country": "DE"},
    )
    return dict(zip(("ada", "bo", "chloe"), map(UUID, rows.get_column("lead_id")), strict=True))


def names(client: Client, query: str = "") -> list[str]:
    return [row.name for row, _ in client.get(f"/leads?{query}").context["rows"]]


def test_everyone_is_listed_to_those_who_see_everyone(erin: Client, people: dict[str, UUID]) -> None:
    assert sorted(names(erin)) == ["Ada Byron", "Bo Larsen", "Chloe Adam"]


def test_a_representative_sees_only_their_own_and_their_teams(anna: Client, people: dict[str, UUID]) -> None:
    assert names(anna) == ["Ada Byron"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ada b", ["Ada Byron"]),
        ("BYR", ["Ada Byron"]),
        ("bo@", ["Bo Larsen"]),
        ("blue harb", ["Bo Larsen"]),
        ("northwind-r", ["Chloe Adam"]),
        ("100%", []),
        ("_da", []),
    ],
)
def test_people_are_found_by_how_names_mails_and_companies_begin(
    typed: str, found: list[str], erin: Client, people: dict[str, UUID]
) -> None:
    assert names(erin, f"q={typed.replace('%', '%25')}") == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("grade = 'A'", ["Ada Byron"]),
        ("company_name ILIKE '%25harbor%25'", ["Bo Larsen"]),
        ("employees BETWEEN 200 AND 400", ["Ada Byron"]),
        ("contains(inquiry_kinds, 'contact_us')", ["Ada Byron"]),
        ("owner IS NULL AND country = 'DE'", ["Chloe Adam"]),
        ("days_since(opened_at) < 1 AND confidence(title) >= 0.9", ["Ada Byron"]),
    ],
)
def test_a_condition_filters_the_list(
    condition: str, found: list[str], erin: Client, people: dict[str, UUID]
) -> None:
    assert names(erin, f"where={condition}") == found


@pytest.mark.parametrize(
    "condition",
    [
        "colour = 'red'",
        "grade = 'A' AND",
        "score >= 'many'",
        "SELECT 1",
        "1=1; DROP TABLE lead_lead",
        "(" * 500,
    ],
)
def test_a_condition_with_a_fault_shows_the_place_and_no_leads(
    condition: str, erin: Client, people: dict[str, UUID]
) -> None:
    response = erin.get("/leads", {"where": condition})
    assert response.status_code == 422
    assert response.context["rows"] == []
    assert "Character" in response.content.decode()


def test_the_fault_points_at_the_character(erin: Client) -> None:
    fault = erin.get("/leads", {"where": "score >= 50 AND colour = 'red'"}).context["faults"][0]
    assert fault.line[fault.pointer.index("^") :].startswith("colour")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=mql", ["Ada Byron"]),
        ("reached=mql", ["Ada Byron"]),
        ("source=fair", ["Bo Larsen"]),
        ("source=(none)", ["Chloe Adam"]),
        ("owner=none", ["Bo Larsen", "Chloe Adam"]),
        ("state=untouched&team=bdr", ["Ada Byron"]),
        ("clock=first_touch:running", ["Ada Byron"]),
        ("clock=first_touch:kept", []),
        ("won=yes", []),
        ("opened_from=2026-11-23&opened_to=2026-11-23", ["Ada Byron", "Bo Larsen", "Chloe Adam"]),
        ("opened_to=2026-11-22", []),
        (
            "import=nonsense&clock=x&reached=x&state=x&flag=x&opened_from=x&owner=x",
            ["Ada Byron", "Bo Larsen", "Chloe Adam"],
        ),
    ],
)
def test_the_words_that_figures_link_with_narrow_the_list(
    query: str, found: list[str], erin: Client, people: dict[str, UUID]
) -> None:
    assert sorted(names(erin, query)) == found


def test_a_filter_stands_as_a_chip_that_takes_it_away(erin: Client, people: dict[str, UUID]) -> None:
    page = erin.get("/leads?stage=mql").content.decode()
    assert "Stage: MQL" in page
    assert 'aria-label="Remove the filter Stage: MQL"' in page


def test_columns_can_be_chosen(erin: Client, people: dict[str, UUID]) -> None:
    response = erin.get("/leads?column=country&column=employees")
    assert [heading.column.name for heading in response.context["headings"]] == ["country", "employees"]


@pytest.mark.parametrize(
    "sort", ["opened_at", "-opened_at", "score", "-score", "company_name", "-employees", "last_name"]
)
def test_paging_shows_everybody_once_in_order(sort: str, cast: Cast, erin: Client) -> None:
    take_in(*(somebody(n) for n in range(120)))
    seen, query = [], f"sort={sort}"
    while query:
        response = erin.get(f"/leads?{query}")
        seen += [row.lead_id for row, _ in response.context["rows"]]
        query = response.context["next"]
    assert len(seen) == 120
    assert len(set(seen)) == 120


def test_a_lead_that_comes_in_between_two_pages_moves_nobody(cast: Cast, erin: Client) -> None:
    take_in(*(somebody(n) for n in range(60)))
    first = erin.get("/leads")
    take_in({"email": "late@c.com", "full_name": "Late"}, at=NOW)
    second = erin.get(f"/leads?{first.context['next']}")
    both = [row.lead_id for page in (first, second) for row, _ in page.context["rows"]]
    assert len(set(both)) == 60


@pytest.mark.parametrize(
    "query", ["last=nonsense", "last=nonsense&value=x", "size=7", "sort=password", "columns=,,nothing"]
)
def test_an_address_that_makes_no_sense_still_shows_a_list(
    query: str, erin: Client, people: dict[str, UUID]
) -> None:
    assert erin.get(f"/leads?{query}", follow=True).status_code == 200


def test_the_list_asks_few_questions_however_long_it_is(
    cast: Cast, erin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    take_in(*(somebody(n) for n in range(60)))
    erin.get("/leads")
    with django_assert_max_num_queries(MOST_QUERIES):
        erin.get("/leads")


def test_the_count_is_asked_for_apart(erin: Client, people: dict[str, UUID]) -> None:
    assert fetch(erin, "/leads/count").content.decode().strip() == "3 leads"


def test_the_export_holds_what_the_list_shows(erin: Client, people: dict[str, UUID]) -> None:
    rows = exported(erin, "?columns=company_name,grade,inquiry_kinds,opened_at&sort=score")
    assert rows[0] == ["id", "full_name", "email", "company_name", "grade", "inquiry_kinds", "opened_at"]
    ada = next(row for row in rows if row[1] == "Ada Byron")
    assert ada[2:6] == ["ada@kestrel-analytics.com", "Kestrel Analytics", "A", "contact_us"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(name: str, cast: Cast, erin: Client) -> None:
    take_in({"email": "x@kestrel-analytics.com", "company_name": name})
    cell = exported(erin, "?columns=company_name")[1][3]
    assert not cell or cell.startswith("'") or cell[0] not in "=+-@\t＝"


def test_the_export_keeps_quotes_line_breaks_and_all_scripts(cast: Cast, erin: Client) -> None:
    name = 'Zoë "Z", \u05d0\u05d1 \U0001f600'
    take_in({"email": "x@kestrel-analytics.com", "full_name": name, "message": "a\nb"})
    assert exported(erin)[1][1] == name


def test_a_representative_may_not_take_lists_away(anna: Client, mallory: Client, cast: Cast) -> None:
    assert anna.get("/leads.csv").status_code == 403
    assert mallory.get("/leads.csv").status_code == 403


def test_chosen_leads_are_given_away_and_given_back(
    erin: Client, cast: Cast, people: dict[str, UUID]
) -> None:
    before = dict(Lead.objects.values_list("id", "owner_id"))
    said = send(
        erin, "/leads/assignment", lead=[str(people["ada"]), str(people["bo"])], to=str(cast.carla.pk)
    )
    assert set(Lead.objects.filter(owner=cast.carla).values_list("id", flat=True)) == {
        people["ada"],
        people["bo"],
    }
    send(erin, said.content.decode().split('hx-post="')[1].split('"')[0])
    assert dict(Lead.objects.values_list("id", "owner_id")) == before


@pytest.mark.parametrize("form", [{}, {"to": "1"}, {"lead": "nonsense", "to": "x"}, {"lead": "nonsense"}])
def test_nothing_chosen_is_said_and_not_done(
    form: dict[str, str], erin: Client, people: dict[str, UUID]
) -> None:
    assert send(erin, "/leads/assignment", **form).status_code == 422


def test_mallory_gives_nothing_away(mallory: Client, cast: Cast, people: dict[str, UUID]) -> None:
    form = {"lead": str(people["ada"]), "to": str(cast.carla.pk)}
    assert send(mallory, "/leads/assignment", **form).status_code == 403
    assert not Lead.objects.filter(owner=cast.carla).exists()


def test_a_view_is_saved_shared_and_forgotten(erin: Client, dev: Client, cast: Cast) -> None:
    erin.post("/leads/views", {"title": "Best", "query": "where=grade%20%3D%20%27A%27", "shared": "on"})
    erin.post("/leads/views", {"title": "Mine", "query": "owner=me"})
    shown = dev.get("/leads").content.decode()
    assert "Best" in shown
    assert "Mine" not in shown
    best = SavedView.objects.get(title="Best")
    assert dev.post(f"/leads/views/{best.pk}/removal").status_code == 404
    said = send(erin, f"/leads/views/{best.pk}/removal").content.decode()
    assert not SavedView.objects.filter(title="Best").exists()
    send(erin, said.split('hx-post="')[1].split('"')[0])
    assert SavedView.objects.get(title="Best").shared


def test_a_view_without_a_name_is_refused(erin: Client) -> None:
    assert send(erin, "/leads/views", title="", query="owner=me").status_code == 422


def test_the_help_lists_every_column_and_function(erin: Client) -> None:
    said = fetch(erin, "/leads/condition-help").content.decode()
    for name in ("company_name", "score", "days_since", "confidence", "contains"):
        assert name in said


def test_leads_set_aside_can_be_listed(erin: Client, cast: Cast, people: dict[str, UUID]) -> None:
    flow.snooze(lead_id=people["ada"], until=NOW.replace(day=25), by=cast.erin.pk, at=NOW)
    assert names(erin, "state=snoozed") == ["Ada Byron"]


def somebody(number: int) -> dict[str, object]:
    """A person unlike the others, with company and size for some, so that sorting meets ties and blanks."""
    return {
        "email": f"p{number}@c{number}.com",
        "full_name": f"P {'Zed' if number % 3 else 'Abe'}{number}",
        "company_name": f"C{number % 7}" if number % 4 else None,
        "employees": str(number % 5 * 100) if number % 2 else None,
    }


def exported(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"/leads.csv{query}")
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))
