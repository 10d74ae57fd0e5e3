"""Who may do what by HTTP: the key's owner has the rights of their role, and nothing else exists for them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from handraiser.staff.models import Token
from handraiser.staff.operations import change_user, revoke_token
from tests.api.conftest import Caller, problem, told

Answer = dict[str, Any]
LENA = {"email": "lena.hoffmann@kestrel-analytics.com"}


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer ", "Bearer hr_unknown", "Basic YTpi", "hr_x", "Bearer \xff"]
)
@pytest.mark.parametrize("path", ["/leads", "/status", "/resolve/01920000-0000-7000-8000-000000000000"])
def test_without_a_key_in_use_nothing_is_answered(
    process: None, client: Client, header: str | None, path: str
) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = client.get(f"/api/v1{path}", headers=headers)
    assert response.status_code == 401
    assert problem(response)["type"].endswith("#problem-unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_opens_nothing_from_that_moment(dev: Caller) -> None:
    assert dev.get("/leads").status_code == 200
    revoke_token(token=Token.objects.get(user=dev.user), at=timezone.now())
    assert dev.get("/leads").status_code == 401


def test_the_key_of_who_left_opens_nothing(mallory: Caller) -> None:
    change_user(user=mallory.user, is_active=False, at=timezone.now())
    assert mallory.get("/leads").status_code == 401


def test_the_use_of_a_key_is_noted_but_not_each_time(dev: Caller) -> None:
    dev.get("/process")
    first = Token.objects.get().last_used_at
    dev.get("/process")
    assert first is not None
    assert Token.objects.get().last_used_at == first


@pytest.mark.parametrize("name", ["anna", "carla", "mallory"])
@pytest.mark.parametrize("path", ["/inquiries", "/events"])
def test_who_may_not_take_in_contacts_is_refused(
    call_as: Callable[[str], Caller], name: str, path: str
) -> None:
    response = call_as(name).post(path, {**LENA, "kind": "trial"})
    assert response.status_code == 403
    assert problem(response)["type"].endswith("#problem-not-allowed")


def test_a_rep_sees_the_leads_of_the_team_and_no_others(
    hand_raiser: Answer, anna: Caller, ben: Caller, carla: Caller, dev: Caller
) -> None:
    lead, person = hand_raiser["lead"], hand_raiser["person"]
    company = told(dev.get(f"/persons/{person}"))["company"]["id"]
    paths = (
        f"/leads/{lead}",
        f"/leads/{lead}/explanation",
        f"/persons/{person}",
        f"/companies/{company}",
        f"/inquiries/{hand_raiser['inquiry']}",
        *(f"/resolve/{each}" for each in (lead, person, company, hand_raiser["inquiry"])),
    )
    for path in paths:
        assert (anna.get(path).status_code, ben.get(path).status_code) == (200, 200), path
        assert carla.get(path).status_code == 404, path
    assert told(carla.get("/leads"))["leads"] == []
    assert carla.post(f"/leads/{lead}/touches", {"kind": "call"}).status_code == 404


def test_a_company_shows_a_rep_only_the_people_whose_leads_they_see(
    hand_raiser: Answer, dev: Caller, anna: Caller
) -> None:
    told(dev.post("/inquiries", {"email": "omar.haddad@kestrel-analytics.com", "inquiry_kind": "newsletter"}))
    company = told(dev.get(f"/persons/{hand_raiser['person']}"))["company"]["id"]
    assert told(dev.get(f"/companies/{company}"))["people_count"] == 2
    seen = told(anna.get(f"/companies/{company}"))
    assert [person["id"] for person in seen["people"]] == [hand_raiser["person"]]
    assert seen["people_count"] == 1


def test_a_reader_sees_everything_and_acts_on_nothing(hand_raiser: Answer, mallory: Caller) -> None:
    lead = hand_raiser["lead"]
    assert mallory.get(f"/leads/{lead}").status_code == 200
    for noun, body in (
        ("touches", {"kind": "call"}),
        ("handoff", {}),
        ("acceptance", {}),
        ("rejection", {"reason": "no_show"}),
        ("return", {"note": "No."}),
        ("disqualification", {"reason": "student"}),
        ("recycling", {"reason": "not_now"}),
        ("answers", {"question": "budget", "value": "approved"}),
        ("stage", {"to": "customer", "reason": "Because."}),
        ("assignment", {"to": mallory.user.pk}),
        ("snooze", {"until": "2999-01-01T00:00:00Z"}),
        ("opportunity", {"state": "won"}),
        ("corrections", {"values": {"title": "CEO"}}),
    ):
        response = mallory.post(f"/leads/{lead}/{noun}", body)
        assert response.status_code == 403, noun
    assert mallory.delete(f"/leads/{lead}/snooze").status_code == 403


def test_figures_are_for_those_who_see_all_leads(anna: Caller, mallory: Caller) -> None:
    assert anna.get("/status").status_code == 403
    assert mallory.get("/status").status_code == 200


def test_a_rep_does_not_give_away_the_lead_of_a_colleague(
    hand_raiser: Answer, call_as: Callable[[str], Caller], owner: Caller
) -> None:
    other = call_as("ben" if owner.user.full_name == "Anna Weber" else "anna")
    response = other.post(f"/leads/{hand_raiser['lead']}/assignment", {"to": other.user.pk})
    assert response.status_code == 403
