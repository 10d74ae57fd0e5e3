"""Leads by HTTP: lists with filters and pages, one lead whole, and every id."""

from typing import Any

import pytest

from handraiser.follow_up.models import Clock
from handraiser.ledger.models import Event
from tests.api.conftest import Caller, problem, told

Answer = dict[str, Any]

KINDS = ("contact_us", "content_download", "newsletter")
COUNTRIES = ("Germany", "Spain", "India")
PEOPLE = ("Mara Lind", "Hugo Costa", "Ines Novak", "Jonas Berg", "Kira Haddad", "Luca Moreau", "Noor Silva")


@pytest.fixture
def seven(dev: Caller) -> list[Answer]:
    """Seven leads, one day after the other."""
    sent = [
        {
            "email": f"person{number}@company{number}.com",
            "full_name": PEOPLE[number],
            "title": "VP Marketing" if number % 2 else "Developer",
            "company_name": f"Company {number}",
            "inquiry_kind": KINDS[number % 3],
            "country": COUNTRIES[number % 3],
            "source": "fair" if number < 3 else "website",
            "occurred_at": f"2026-06-0{number + 1}T10:00:00Z",
        }
        for number in range(7)
    ]
    answers: list[Answer] = told(dev.post("/inquiries", sent))["results"]
    return answers


def ids(response: Any) -> list[str]:
    return [lead["id"] for lead in told(response)["leads"]]


def test_pages_follow_each_other_without_gap_or_overlap(dev: Caller, seven: list[Answer]) -> None:
    pages, after = [], None
    for _ in range(10):
        page = told(dev.get("/leads", limit=3, **({"after": after} if after else {})))
        pages.append([lead["id"] for lead in page["leads"]])
        after = page["next"]
        if after is None:
            break
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [lead for page in pages for lead in page] == [answer["lead"] for answer in reversed(seven)]


def test_filters_narrow_the_list(dev: Caller, seven: list[Answer]) -> None:
    leads = [answer["lead"] for answer in seven]
    assert set(ids(dev.get("/leads", source="fair"))) == set(leads[:3])
    assert set(ids(dev.get("/leads", opened_since="2026-06-06T00:00:00Z"))) == set(leads[5:])
    by_stage = {a["lead"] for a in seven if a["stage"] == "mql"}
    assert set(ids(dev.get("/leads", stage="mql"))) == by_stage
    by_grade = {a["lead"] for a in seven if a["grade"] == seven[0]["grade"]}
    assert set(ids(dev.get("/leads", grade=seven[0]["grade"]))) == by_grade
    unowned = {a["lead"] for a in seven if a["owner"] is None}
    assert set(ids(dev.get("/leads", owner="none"))) == unowned
    of_anna = {a["lead"] for a in seven if a["owner"] and a["owner"]["name"] == "Anna Weber"}
    assert set(ids(dev.get("/leads", owner="anna.weber@handraiser-test.com"))) == of_anna
    assert ids(dev.get("/leads", owner="me")) == []
    assert ids(dev.get("/leads", open="false")) == []


@pytest.mark.parametrize("q", ["jonas b", "BERG", "person3@", "company 3", "company3.c"])
def test_a_search_finds_by_the_beginning_of_name_mail_company_or_domain(
    dev: Caller, seven: list[Answer], q: str
) -> None:
    assert ids(dev.get("/leads", q=q)) == [seven[3]["lead"]]


@pytest.mark.parametrize("q", ["%", "_", "\\", "%%%", "'; DROP TABLE lead_lead; --"])
def test_a_search_takes_every_character_as_itself(dev: Caller, seven: list[Answer], q: str) -> None:
    assert ids(dev.get("/leads", q=q)) == []


def test_a_condition_narrows_the_list_by_the_words_of_the_process(dev: Caller, seven: list[Answer]) -> None:
    found = ids(dev.get("/leads", where="source = 'fair' AND title ILIKE 'vp%'"))
    assert found == [seven[1]["lead"]]
    assert len(ids(dev.get("/leads", where="days_since(opened_at) >= 0"))) == 7


@pytest.mark.parametrize(
    "where",
    [
        "",
        "1 = ",
        "nonsense = 1",
        "(SELECT 1)",
        "pg_sleep(10) IS NULL",
        "score >= 'x'; DROP TABLE lead_lead",
        "grade = 'A' -- and more",
        "(" * 500 + "score > 1" + ")" * 500,
    ],
)
def test_a_condition_that_is_none_is_refused_with_its_place(dev: Caller, where: str) -> None:
    response = dev.get("/leads", where=where)
    assert response.status_code == 422
    assert {error["field"] for error in problem(response)["errors"]} == {"where"}


@pytest.mark.parametrize("after", ["x", "bm9wZQ", "W10", "WzEsMl0", "WyIyMDI2IiwieCJd", "é", "a" * 301])
def test_a_cursor_that_is_not_ours_is_refused(dev: Caller, after: str) -> None:
    response = dev.get("/leads", after=after)
    assert response.status_code == 422
    assert problem(response)["errors"][0]["field"] == "after"


@pytest.mark.parametrize("limit", ["0", "201", "many", "-1", "1e3"])
def test_a_page_has_one_to_two_hundred(dev: Caller, limit: str) -> None:
    assert problem(dev.get("/leads", limit=limit))["errors"][0]["field"] == "limit"


def test_a_lead_is_told_whole_with_what_is_missing_for_the_next_stage(
    hand_raiser: Answer, owner: Caller
) -> None:
    whole = told(owner.get(f"/leads/{hand_raiser['lead']}"))
    assert whole["person"]["name"] == "Lena Hoffmann"
    assert whole["values"]["company_name"] == "Kestrel Analytics"
    assert whole["provenance"]["person"]["region"]["source"]
    assert [clock["name"] for clock in whole["clocks"] if clock["state"] == "running"]
    assert {question["question"] for question in whole["checklist"]} == {
        "compelling_event",
        "decision",
        "timeframe",
        "budget",
        "size",
    }
    assert whole["gate"]["next"] == "sal"
    assert whole["gate"]["missing"]
    assert [inquiry["id"] for inquiry in whole["inquiries"]] == [hand_raiser["inquiry"]]


def test_the_explanation_names_rule_inputs_and_version_of_every_decision(
    hand_raiser: Answer, owner: Caller
) -> None:
    explained = told(owner.get(f"/leads/{hand_raiser['lead']}/explanation"))
    by_kind = {event["kind"]: event for event in explained["events"]}
    assert {
        "person.identified",
        "lead.graded",
        "lead.scored",
        "stage.moved",
        "lead.assigned",
    } <= by_kind.keys()
    assert by_kind["lead.graded"]["explanation"]["rules"]
    assert all(event["version"] for event in explained["events"] if event["actor"] is None)
    first = told(owner.get(f"/leads/{hand_raiser['lead']}/explanation", limit=2))
    rest = told(owner.get(f"/leads/{hand_raiser['lead']}/explanation", after=first["next"]))
    assert [*first["events"], *rest["events"]] == explained["events"]


def test_a_person_and_a_company_are_told_with_their_leads(hand_raiser: Answer, owner: Caller) -> None:
    person = told(owner.get(f"/persons/{hand_raiser['person']}"))
    assert person["full_name"] == "Lena Hoffmann"
    assert {"kind": "email", "value": "lena.hoffmann@kestrel-analytics.com"} in person["keys"]
    assert [lead["id"] for lead in person["leads"]] == [hand_raiser["lead"]]
    company = told(owner.get(f"/companies/{person['company']['id']}"))
    assert company["name"] == "Kestrel Analytics"
    assert company["people_count"] == 1
    assert [each["id"] for each in company["people"]] == [hand_raiser["person"]]
    assert [lead["id"] for lead in company["open_leads"]] == [hand_raiser["lead"]]


def test_an_id_of_any_kind_resolves(hand_raiser: Answer, owner: Caller) -> None:
    company = told(owner.get(f"/persons/{hand_raiser['person']}"))["company"]["id"]
    clock, event = Clock.objects.all()[0], Event.objects.filter(lead_id=hand_raiser["lead"])[0]
    for any_id, kind in (
        (hand_raiser["lead"], "lead"),
        (hand_raiser["person"], "person"),
        (company, "company"),
        (hand_raiser["inquiry"], "inquiry"),
        (clock.id, "clock"),
        (event.id, "event"),
        (clock.version_id, "version"),
    ):
        resolved = told(owner.get(f"/resolve/{any_id}"))
        assert resolved["kind"] == kind
        if resolved["href"]:
            assert owner.get(resolved["href"].removeprefix("/api/v1")).status_code == 200
    assert owner.get("/resolve/01920000-0000-7000-8000-000000000000").status_code == 404


def test_the_figures_of_the_whole_add_up(dev: Caller, seven: list[Answer]) -> None:
    figures = told(dev.get("/status"))
    assert (figures["inquiries"], figures["persons"], figures["leads"]) == (7, 7, 7)
    assert sum(figures["by_stage"].values()) == 7
    assert figures["stopped"] == {}
    assert figures["opportunities"] == {"open": 0, "won": 0, "lost": 0, "on_hold": 0}
    assert figures["clocks"].keys() == {"running", "warned", "breached"}


def test_the_live_process_is_told_as_json(anna: Caller) -> None:
    told_process = told(anna.get("/process"))
    assert told_process["version"]["state"] == "live"
    assert [stage["key"] for stage in told_process["document"]["stages"]][:3] == [
        "suspect",
        "prospect",
        "mql",
    ]
