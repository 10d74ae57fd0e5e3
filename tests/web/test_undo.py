"""Undo in the browser: beside the word that it is done, and on the lead's page while it can be."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from handraiser import flow
from handraiser.follow_up.models import Touch
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from tests.cast import Cast, hand_raiser, take_in
from tests.web.conftest import NOW
from tests.web.htmx import fetch, send

SOON = NOW + timedelta(minutes=3)


@pytest.fixture
def offered(cast: Cast, jana: UUID) -> UUID:
    flow.hand_off(lead_id=jana, by=cast.anna.pk, note="Ready", at=NOW - timedelta(minutes=20))
    return jana


def undo_in(text: str) -> str:
    """The address of the undo that the text offers; '' if it offers none."""
    addresses = [part.split('"')[0] for part in text.split('hx-post="') if part.startswith("/undo/")]
    return addresses[0] if addresses else ""


def row(lead_id: UUID) -> dict[str, object]:
    (found,) = Lead.objects.filter(id=lead_id).values()
    return {name: value for name, value in found.items() if name != "updated_at"}


ON_AN_OFFER: list[tuple[str, dict[str, str]]] = [
    ("acceptance", {}),
    ("rejection", {"reason": "no_show"}),
    ("rejection", {"reason": "bad_fit"}),
    ("return", {"note": "Too early"}),
    ("touches", {"kind": "call", "then": "tomorrow"}),
    ("sleep", {"until": "tomorrow"}),
    ("stage", {"to": "prospect", "reason": "A mistake"}),
    ("disqualification", {"reason": "spam"}),
    ("recycling", {"reason": "not_ready"}),
    ("facts", {"email": "jana.novak@kestrel-analytics.com", "city": "Prague", "company_name": "Kestrel"}),
]


@pytest.mark.parametrize(("noun", "said"), ON_AN_OFFER, ids=lambda value: str(value))
def test_every_act_comes_with_its_undo(noun: str, said: dict[str, str], carla: Client, offered: UUID) -> None:
    before = row(offered)
    done = send(carla, f"/leads/{offered}/{noun}", **said)
    assert done.status_code == 200, done.content
    address = undo_in(done.content.decode())
    assert address
    undone = send(carla, address)
    assert undone.status_code == 200, undone.content
    assert "Undone: the lead is as it was." in undone.content.decode()
    assert row(offered) == before


def test_an_answer_comes_with_its_undo(anna: Client, jana: UUID) -> None:
    said = send(anna, f"/leads/{jana}/answers", question="budget", answer="approved").content.decode()
    send(anna, undo_in(said))
    assert Lead.objects.get(id=jana).answers == {}
    assert "Undone: an answer by Anna Weber." in anna.get(f"/leads/{jana}").content.decode()


def test_whoever_rejected_may_undo_though_the_lead_is_out_of_sight(carla: Client, offered: UUID) -> None:
    said = send(carla, f"/leads/{offered}/rejection", reason="no_show").content.decode()
    assert carla.get(f"/leads/{offered}").status_code == 404
    assert send(carla, undo_in(said)).status_code == 200
    assert carla.get(f"/leads/{offered}").status_code == 200


def test_what_was_said_to_people_stays_said(anna: Client, jana: UUID) -> None:
    said = send(anna, f"/leads/{jana}/touches", kind="mail").content.decode()
    undone = send(anna, undo_in(said)).content.decode()
    assert "What was said or written to them stays said." in undone
    assert Touch.objects.get().undone_at is not None


def test_an_act_is_undone_once(anna: Client, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    assert send(anna, address).status_code == 200
    again = send(anna, address)
    assert again.status_code == 422
    assert "Anna Weber has undone this already." in again.content.decode()


def test_operations_may_undo_for_others_and_colleagues_may_not(
    anna: Client, cast: Cast, erin: Client, jana: UUID, sign_in: Callable[..., Client]
) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    refused = send(sign_in(cast.ben), address)
    assert refused.status_code == 422
    assert "Ben Okafor (representative) may not undo what somebody else did." in refused.content.decode()
    assert send(erin, address).status_code == 200


def test_mallory_undoes_nothing(anna: Client, mallory: Client, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    assert send(mallory, address).status_code == 422
    assert undo_in(mallory.get(f"/leads/{jana}").content.decode()) == ""
    assert Touch.objects.get().undone_at is None


def test_to_strangers_there_is_nothing_to_undo(anna: Client, carla: Client, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    assert send(carla, address).status_code == 404


def test_too_late_is_said_in_words(anna: Client, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    with time_machine.travel(NOW + timedelta(minutes=11)):
        assert undo_in(anna.get(f"/leads/{jana}").content.decode()) == ""
        late = send(anna, address)
    assert late.status_code == 422
    assert "An act can be undone for 10 minutes" in late.content.decode()


def test_what_happened_since_is_named(anna: Client, cast: Cast, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/disqualification", reason="spam").content.decode())
    take_in(hand_raiser(message="Once more"), at=SOON)
    refused = send(anna, address)
    assert refused.status_code == 422
    assert "a new pass has begun" in refused.content.decode()


def test_the_page_offers_the_undo_of_the_last_act_and_until_when(
    anna: Client, erin: Client, jana: UUID
) -> None:
    send(anna, f"/leads/{jana}/disqualification", reason="spam")
    for client in (anna, erin):
        text = client.get(f"/leads/{jana}").content.decode()
        assert undo_in(text)
        # An hour later in Berlin than in Greenwich.
        assert "until 11:10" in text or "until 10:10" in text
    send(anna, undo_in(text))
    after = anna.get(f"/leads/{jana}").content.decode()
    assert undo_in(after) == ""
    assert "<s>Disqualified: spam. This pass is over.</s>" in after
    assert "Undone: a disqualification by Anna Weber." in after


def test_the_page_undoes_one_lead_of_many_and_the_word_undoes_all(
    erin: Client, cast: Cast, jana: UUID
) -> None:
    leo = UUID(take_in(hand_raiser(email="leo@blue-harbor.com", full_name="Leo")).item(0, "lead_id"))
    form = {"lead": [str(jana), str(leo)], "to": str(cast.dev.pk)}
    all_of_them = undo_in(
        erin.post("/leads/assignment", form, headers={"HX-Request": "true"}).content.decode()
    )
    one = undo_in(erin.get(f"/leads/{jana}").content.decode())
    assert one == f"{all_of_them}/{jana}"
    send(erin, one)
    assert Lead.objects.get(id=leo).owner == cast.dev
    told = send(erin, all_of_them).content.decode()
    assert "Undone for 1. One lead stays as it is: Erin Walsh has undone this already." in told
    assert Lead.objects.get(id=leo).owner != cast.dev


def test_a_decision_that_was_undone_explains_nothing_any_more(erin: Client, cast: Cast, jana: UUID) -> None:
    undo = undo_in(
        send(erin, f"/leads/{jana}/assignment", to=str(cast.dev.pk), reason="Holiday cover").content.decode()
    )
    assert (
        "Reason given: Holiday cover" in erin.get(f"/leads/{jana}").content.decode().split("What happened")[0]
    )
    send(erin, undo)
    assert "Holiday cover" not in erin.get(f"/leads/{jana}").content.decode().split("What happened")[0]


@pytest.mark.parametrize("noun", ["touches", "rejection", "stage", "disqualification", "recycling", "return"])
def test_a_form_says_beforehand_that_it_can_be_undone(noun: str, erin: Client, jana: UUID) -> None:
    assert "Can be undone for 10 minutes" in fetch(erin, f"/leads/{jana}/{noun}").content.decode()


def test_without_script_the_undo_leads_back(anna: Client, jana: UUID) -> None:
    anna.post(f"/leads/{jana}/touches", {"kind": "call"})
    address = undo_in(anna.get(f"/leads/{jana}").content.decode())
    answer = anna.post(address, headers={"Referer": f"http://testserver/leads/{jana}"})
    assert answer.status_code == 302
    assert Event.objects.filter(kind="lead.act_undone").count() == 1


def test_an_undo_is_not_done_by_a_link(anna: Client, jana: UUID) -> None:
    address = undo_in(send(anna, f"/leads/{jana}/touches", kind="call").content.decode())
    assert anna.get(address).status_code == 405


def test_what_was_just_done_stands_in_a_list_with_its_undo(
    carla: Client, erin: Client, offered: UUID, cast: Cast
) -> None:
    assert "Nothing in the last minutes" in carla.get("/just-done").content.decode()
    send(carla, f"/leads/{offered}/rejection", reason="no_show")
    text = carla.get("/just-done").content.decode()
    assert "A rejection: Jana Novak" in text
    assert "Nothing in the last minutes" in erin.get("/just-done").content.decode()
    send(carla, undo_in(text))
    after = carla.get("/just-done").content.decode()
    assert undo_in(after) == ""
    assert "Carla Rossi has undone this already." in after
    assert "/just-done" in carla.get("/worklist").content.decode()


def test_many_leads_given_at_one_stroke_are_one_line(erin: Client, cast: Cast, jana: UUID) -> None:
    leo = UUID(take_in(hand_raiser(email="leo@blue-harbor.com", full_name="Leo")).item(0, "lead_id"))
    erin.post("/leads/assignment", {"lead": [str(jana), str(leo)], "to": str(cast.dev.pk)})
    text = erin.get("/just-done").content.decode()
    assert text.count("A change of owner: ") == 1
    assert "and 1 more" in text
    first = min(jana, leo)
    send(erin, f"/leads/{first}/touches", kind="note", note="Mine to keep")
    told = send(erin, undo_in(erin.get("/just-done").content.decode().split("A change of owner")[1]))
    assert "One lead stays as it is: Since then a touch was logged, by Erin Walsh." in told.content.decode()


def test_what_is_too_long_ago_is_not_in_the_list(anna: Client, jana: UUID) -> None:
    send(anna, f"/leads/{jana}/touches", kind="call")
    with time_machine.travel(NOW + timedelta(minutes=11)):
        assert "Nothing in the last minutes" in anna.get("/just-done").content.decode()


def test_what_an_older_release_would_have_taken_back_is_refused_in_words(anna: Client) -> None:
    session = anna.session
    session["undo"] = {"abc": ["touch", {"touch_id": "1"}]}
    session.save()
    refused = send(anna, "/undo/abc")
    assert refused.status_code == 422
    assert "can no longer be undone" in refused.content.decode()
