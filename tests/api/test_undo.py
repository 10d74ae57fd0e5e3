"""Undo by HTTP: the last act on a lead, or the one that is named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.api.conftest import Caller, problem, told

Answer = dict[str, Any]


def whole(caller: Caller, lead: str) -> Answer:
    found: Answer = told(caller.get(f"/leads/{lead}"))
    # Values that follow from the moment of asking.
    return {name: value for name, value in found.items() if name not in ("values", "offers", "clocks")}


@pytest.mark.parametrize(
    ("noun", "body"),
    [
        ("touches", {"kind": "call", "outcome": "reached"}),
        ("answers", {"question": "budget", "value": "approved"}),
        ("snooze", {"until": "2999-01-01T00:00:00Z"}),
        ("corrections", {"values": {"city": "Prague"}}),
        ("stage", {"to": "prospect", "reason": "A mistake"}),
        ("handoff", {"note": "Ready."}),
    ],
)
def test_the_last_act_is_undone(hand_raiser: Answer, owner: Caller, noun: str, body: Answer) -> None:
    lead = hand_raiser["lead"]
    before = whole(owner, lead)
    if noun == "stage" and before["stage"] == "prospect":
        body = {**body, "to": "suspect"}
    done = owner.post(f"/leads/{lead}/{noun}", body)
    if noun == "handoff" and done.status_code == 422:
        done = owner.post(f"/leads/{lead}/{noun}", {"note": "Against the criteria."})
    assert done.status_code in (200, 201), done.content
    assert told(done)["act"] is not None
    undone = owner.post(f"/leads/{lead}/undo", {})
    assert undone.status_code == 200, undone.content
    assert whole(owner, lead) == before
    kinds = [event["kind"] for event in told(owner.get(f"/leads/{lead}/explanation"))["events"]]
    assert kinds[-1] == "lead.act_undone"


def test_a_named_act_is_undone_and_no_other(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    first = told(owner.post(f"/leads/{lead}/touches", {"kind": "call"}))["act"]
    second = told(owner.post(f"/leads/{lead}/touches", {"kind": "mail"}))["act"]
    refused = owner.post(f"/leads/{lead}/undo", {"act": first})
    assert refused.status_code == 422
    assert "Since then a touch was logged" in problem(refused)["detail"]
    assert owner.post(f"/leads/{lead}/undo", {"act": second}).status_code == 200
    assert owner.post(f"/leads/{lead}/undo", {"act": first}).status_code == 200
    assert told(owner.get(f"/leads/{lead}"))["touches_made"] == []


def test_who_asks_twice_does_not_undo_the_act_before(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    for kind in ("call", "mail"):
        owner.post(f"/leads/{lead}/touches", {"kind": kind})
    assert owner.post(f"/leads/{lead}/undo", {}).status_code == 200
    again = owner.post(f"/leads/{lead}/undo", {})
    assert again.status_code == 422
    assert problem(again)["detail"].endswith("has undone this already.")
    assert [touch["kind"] for touch in told(owner.get(f"/leads/{lead}"))["touches_made"]] == ["call"]


def test_what_others_did_is_undone_by_operations_and_not_by_colleagues(
    hand_raiser: Answer, owner: Caller, call_as: Callable[[str], Caller], erin: Caller
) -> None:
    lead = hand_raiser["lead"]
    owner.post(f"/leads/{lead}/touches", {"kind": "call"})
    colleague = call_as("ben" if owner.user.full_name == "Anna Weber" else "anna")
    refused = colleague.post(f"/leads/{lead}/undo", {})
    assert refused.status_code == 403
    assert problem(refused)["type"].endswith("#problem-not-allowed")
    assert erin.post(f"/leads/{lead}/undo", {}).status_code == 200


def test_mallory_undoes_nothing_and_strangers_find_nothing(
    hand_raiser: Answer, owner: Caller, mallory: Caller, carla: Caller
) -> None:
    lead = hand_raiser["lead"]
    owner.post(f"/leads/{lead}/touches", {"kind": "call"})
    assert mallory.post(f"/leads/{lead}/undo", {}).status_code == 403
    assert carla.post(f"/leads/{lead}/undo", {}).status_code == 404
    assert len(told(owner.get(f"/leads/{lead}"))["touches_made"]) == 1


def test_without_an_act_there_is_nothing_to_undo(hand_raiser: Answer, owner: Caller) -> None:
    refused = owner.post(f"/leads/{hand_raiser['lead']}/undo", {})
    assert refused.status_code == 422
    assert problem(refused)["detail"].startswith("There is nothing to undo")
    unknown = owner.post("/leads/01920000-0000-7000-8000-000000000000/undo", {})
    assert unknown.status_code == 404


def test_after_the_window_it_is_refused(hand_raiser: Answer, owner: Caller) -> None:
    lead = hand_raiser["lead"]
    owner.post(f"/leads/{lead}/touches", {"kind": "call"})
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        refused = owner.post(f"/leads/{lead}/undo", {})
    assert refused.status_code == 422
    assert "can be undone for 10 minutes" in problem(refused)["detail"]
