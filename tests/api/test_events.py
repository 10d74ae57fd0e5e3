"""Behaviour by HTTP: of known people, of people to come, once each."""

import pytest

from handraiser.lead.models import Lead
from handraiser.score.models import Behaviour
from tests.api.conftest import Caller, problem, told

EMAIL = "lena.hoffmann@kestrel-analytics.com"


@pytest.fixture
def lena(dev: Caller) -> dict[str, str]:
    answer: dict[str, str] = told(
        dev.post("/inquiries", {"email": EMAIL, "external_id": "l-1", "system": "crm"})
    )
    return answer


def test_behaviour_of_a_known_person_raises_the_score_of_the_lead(dev: Caller, lena: dict[str, str]) -> None:
    before = Lead.objects.get().score
    response = dev.post("/events", {"kind": "webinar_attended", "email": EMAIL.upper()})
    answer = told(response)
    assert (response.status_code, answer["result"], answer["person"]) == (201, "new", lena["person"])
    assert Lead.objects.get().score > before


@pytest.mark.parametrize("who", ["email", "person", "external_id"])
def test_a_person_may_be_named_in_each_way(dev: Caller, lena: dict[str, str], who: str) -> None:
    named = {"email": {"email": EMAIL}, "person": {"person": lena["person"]}}
    event = {"kind": "trial", **named.get(who, {"external_id": "l-1", "system": "crm"})}
    assert told(dev.post("/events", event))["person"] == lena["person"]


def test_behaviour_of_somebody_unknown_waits_for_their_first_inquiry(dev: Caller) -> None:
    answer = told(dev.post("/events", {"kind": "trial", "email": EMAIL}))
    assert (answer["result"], answer["person"]) == ("new", None)
    assert "kept until" in answer["reason"]
    dev.post("/inquiries", {"email": "Lena.Hoffmann+news@Kestrel-Analytics.com"})
    assert Lead.objects.get().score >= 40
    assert Behaviour.objects.get(kind="trial").person_id == Lead.objects.get().person_id


@pytest.mark.parametrize("more", [{}, {"at": "2026-05-01T10:00:00Z"}])
def test_an_event_with_an_id_is_stored_once(dev: Caller, lena: dict[str, str], more: dict[str, str]) -> None:
    event = {"kind": "trial", "email": EMAIL, "id": "click-1", **more}
    first, again = dev.post("/events", event), dev.post("/events", event)
    assert (first.status_code, again.status_code) == (201, 200)
    assert told(again)["result"] == "same"
    assert told(again)["event"] == told(first)["event"]
    in_one = told(dev.post("/events", [{**event, "id": "click-2"}, {**event, "id": "click-2"}]))["results"]
    assert [answer["result"] for answer in in_one] == ["new", "same"]
    assert Behaviour.objects.filter(kind="trial").count() == 2


def test_a_bad_event_does_not_fail_the_others(dev: Caller, lena: dict[str, str]) -> None:
    events = [
        {"kind": "trial", "email": EMAIL},
        {"kind": "trial"},
        {"kind": "trial", "person": "01920000-0000-7000-8000-000000000000"},
        {"kind": "trial", "external_id": "nobody"},
        {"kind": "trial", "email": "not a mail"},
        {"kind": "", "email": EMAIL},
        {"kind": "trial", "email": EMAIL, "colour": "teal"},
        {"kind": "trial", "email": EMAIL, "at": "1999-01-01T00:00:00Z"},
        {"kind": "trial", "email": EMAIL, "at": "2999-01-01T00:00:00Z"},
        {"kind": "trial", "email": EMAIL, "properties": {"page": "/pri\0cing"}},
        7,
    ]
    answers = told(dev.post("/events", {"events": events}))["results"]
    assert [answer["result"] for answer in answers] == ["new", *["refused"] * 10]
    fields = [answer["errors"][0]["field"] for answer in answers[1:]]
    assert fields == ["", "person", "external_id", "email", "kind", "colour", "at", "at", "properties", ""]
    assert Behaviour.objects.filter(kind="trial").count() == 1


def test_a_single_bad_event_is_a_problem(dev: Caller) -> None:
    response = dev.post("/events", {"kind": "trial"})
    assert response.status_code == 422
    assert "email, person, or external_id" in problem(response)["detail"]


def test_a_property_narrows_the_rule(dev: Caller, lena: dict[str, str]) -> None:
    dev.post("/events", {"kind": "page_viewed", "email": EMAIL, "properties": {"page": "/pricing/teams"}})
    # Ten for the prices, one for the visit.
    assert Lead.objects.get().score == pytest.approx(11, abs=0.1)
