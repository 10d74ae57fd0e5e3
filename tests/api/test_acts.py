"""Acts by HTTP: each maps to a verb, and is told in the ledger."""

from typing import Any

import pytest

from handraiser.handoff.models import Opportunity
from handraiser.lead.models import Lead
from tests.api.conftest import Caller, problem, told

Answer = dict[str, Any]


def kinds(caller: Caller, lead: str) -> list[str]:
    return [event["kind"] for event in told(caller.get(f"/leads/{lead}/explanation"))["events"]]


def test_a_touch_stops_the_clock_and_can_be_taken_back(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    assert hand_raiser["due_at"] is not None
    response = owner.post(
        f"/leads/{lead}/touches", {"kind": "call", "outcome": "reached", "note": "Wants a quote."}
    )
    assert response.status_code == 201
    whole = told(owner.get(f"/leads/{lead}"))
    assert [touch["kind"] for touch in whole["touches_made"]] == ["call"]
    assert [clock["state"] for clock in whole["clocks"] if clock["name"] == "first_touch"] == ["met"]
    undone = owner.delete(f"/leads/{lead}/touches/{told(response)['touch']}")
    assert undone.status_code == 200
    whole = told(owner.get(f"/leads/{lead}"))
    assert whole["touches_made"] == []
    assert [clock["state"] for clock in whole["clocks"] if clock["name"] == "first_touch"] == ["running"]


def test_a_lead_is_qualified_handed_off_accepted_and_won(
    hand_raiser: Answer, owner: Caller, carla: Caller, erin: Caller
) -> None:
    lead = hand_raiser["lead"]
    for question, value in (
        ("compelling_event", "project"),
        ("decision", "decides"),
        ("timeframe", "this_quarter"),
        ("budget", "approved"),
        ("size", "large"),
    ):
        assert owner.post(f"/leads/{lead}/answers", {"question": question, "value": value}).status_code == 200
    gate = told(owner.get(f"/leads/{lead}"))["gate"]
    if told(owner.get(f"/leads/{lead}"))["stage"] == "mql":
        assert gate["next"] == "sal"
        moved = owner.post(f"/leads/{lead}/handoff", {"note": "Ready."})
        assert moved.status_code == 200, moved.content
    accepted = carla.post(f"/leads/{lead}/acceptance", {"note": "Good fit."})
    assert accepted.status_code == 200, accepted.content
    assert told(accepted)["lead"]["stage"] == "sql"
    assert told(accepted)["lead"]["owner"]["name"] == "Carla Rossi"
    won = carla.post(f"/leads/{lead}/opportunity", {"state": "won", "amount": 12_000.0, "currency": "EUR"})
    assert told(won)["lead"]["outcome"] == "won"
    assert told(won)["lead"]["stage"] == "customer"
    assert Opportunity.objects.get().amount == 12_000
    whole = told(erin.get(f"/leads/{lead}"))
    assert whole["sale"]["state"] == "won"
    assert all(question["met"] for question in whole["checklist"])
    assert {"handoff.accepted", "opportunity.won", "lead.ended"} <= set(kinds(erin, lead))


def test_sales_rejects_with_a_reason_and_the_lead_goes_back(
    hand_raiser: Answer, owner: Caller, carla: Caller
) -> None:
    lead = hand_raiser["lead"]
    owner.post(f"/leads/{lead}/stage", {"to": "sal", "reason": "The call is booked for Monday."})
    response = carla.post(f"/leads/{lead}/rejection", {"reason": "no_show"})
    assert response.status_code == 200, response.content
    assert told(response)["lead"]["stage"] == "mql"
    assert told(response)["lead"]["owner"]["id"] == owner.user.pk


@pytest.mark.parametrize(
    ("noun", "body", "field"),
    [
        ("touches", {"kind": "telegram"}, "kind"),
        ("rejection", {"reason": "mood"}, "reason"),
        ("disqualification", {"reason": "mood"}, "reason"),
        ("recycling", {"reason": "mood"}, "reason"),
        ("answers", {"question": "weather", "value": "fine"}, "question"),
        ("answers", {"question": "budget", "value": "plenty"}, "answer"),
        ("stage", {"to": "heaven"}, "to"),
        ("stage", {"to": "customer"}, "reason"),
        ("snooze", {"until": "2020-01-01T00:00:00Z"}, "until"),
        ("snooze", {"until": "soon"}, "until"),
        ("assignment", {"to": "nobody@kestrel-analytics.com"}, "to"),
        ("assignment", {"to": 2**63}, "to"),
        ("corrections", {"values": {"grade": "A"}}, "grade"),
        ("corrections", {"values": {"email": "no mail"}}, "email"),
        ("opportunity", {"state": "sold"}, "state"),
        ("opportunity", {"state": "won", "amount": -1.0}, "amount"),
        ("return", {"note": ""}, "note"),
        ("touches", {"kind": "call", "note": "a\0b"}, "note"),
        ("touches", {"kind": "call", "colour": "teal"}, "colour"),
    ],
)
def test_an_act_that_the_process_does_not_know_is_refused_with_its_field(
    hand_raiser: Answer, owner: Caller, noun: str, body: object, field: str
) -> None:
    response = owner.post(f"/leads/{hand_raiser['lead']}/{noun}", body)
    assert response.status_code == 422, response.content
    assert [error["field"] for error in problem(response)["errors"]] == [field]


def test_who_is_not_on_offer_cannot_be_accepted(hand_raiser: Answer, owner: Caller) -> None:
    response = owner.post(f"/leads/{hand_raiser['lead']}/acceptance", {})
    assert response.status_code == 422
    assert problem(response)["type"].endswith("#problem-refused")


def test_an_ended_lead_says_how_it_ended(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    ended = owner.post(f"/leads/{lead}/disqualification", {"reason": "student", "note": "Writes a thesis."})
    assert told(ended)["lead"]["outcome"] == "disqualified"
    again = owner.post(f"/leads/{lead}/recycling", {"reason": "not_now"})
    assert "disqualified" in problem(again)["detail"]


def test_a_snoozed_lead_leaves_the_worklist_and_comes_back_when_woken(
    hand_raiser: Answer, owner: Caller
) -> None:
    def listed() -> list[str]:
        return [item["lead_id"] for item in told(owner.get("/worklist"))["items"]]

    lead = hand_raiser["lead"]
    assert listed() == [lead]
    owner.post(f"/leads/{lead}/snooze", {"until": "2999-01-01T00:00:00Z"})
    assert listed() == []
    assert owner.delete(f"/leads/{lead}/snooze").status_code == 200
    assert listed() == [lead]


def test_a_correction_is_cleaned_and_has_the_hand_as_its_source(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    response = owner.post(
        f"/leads/{lead}/corrections", {"values": {"phone": "+49 30 1234567", "employees": "320"}}
    )
    assert response.status_code == 200, response.content
    whole = told(owner.get(f"/leads/{lead}"))
    assert whole["values"]["employees"] == 320
    assert whole["provenance"]["person"]["phone"]["source"] == "hand"


def test_a_lead_is_given_to_a_colleague_by_address(hand_raiser: Answer, owner: Caller, erin: Caller) -> None:
    other = {"anna": "ben", "ben": "anna"}[owner.user.full_name.split()[0].lower()]
    address = {"anna": "anna.weber@handraiser-test.com", "ben": "ben.okafor@handraiser-test.com"}[other]
    response = owner.post(
        f"/leads/{hand_raiser['lead']}/assignment", {"to": address, "reason": "On holiday."}
    )
    assert told(response)["lead"]["owner"]["email"] == address
    assert Lead.objects.get().owner_id != owner.user.pk
