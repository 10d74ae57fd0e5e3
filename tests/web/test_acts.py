"""What people do to a lead, by dialog and without script."""

from uuid import UUID

import pytest
from django.test import Client

from handraiser.follow_up.models import Touch
from handraiser.handoff.models import Opportunity
from handraiser.lead.models import Lead
from tests.cast import Cast
from tests.web.htmx import fetch, send

ACTS = (
    "touches", "sleep", "acceptance", "rejection", "return", "handoff", "assignment", "stage", "disqualification",
    "recycling", "opportunity", "facts",
)  # fmt: skip


@pytest.fixture
def offered(anna: Client, jana: UUID) -> UUID:
    """Jana's lead, qualified, with a meeting booked: offered to Carla."""
    anna.post(f"/leads/{jana}/answers", {"question": "budget", "answer": "approved"})
    anna.post(f"/leads/{jana}/touches", {"kind": "meeting", "outcome": "meeting_booked"})
    assert Lead.objects.get(id=jana).handoff == "offered"
    return jana


@pytest.mark.parametrize("name", ACTS)
def test_every_act_opens_as_a_dialog_and_as_a_page(name: str, erin: Client, jana: UUID) -> None:
    dialog = fetch(erin, f"/leads/{jana}/{name}")
    page = erin.get(f"/leads/{jana}/{name}")
    assert "<html" not in dialog.content.decode()
    assert "<html" in page.content.decode()


@pytest.mark.parametrize("name", ACTS)
def test_mallory_may_do_nothing(name: str, mallory: Client, jana: UUID) -> None:
    before = Lead.objects.filter(id=jana).values().get()
    answer = send(
        mallory, f"/leads/{jana}/{name}", kind="call", note="x", to="1", reason="spam", until="tomorrow"
    )
    assert answer.status_code == 422
    assert "may not work on this lead" in answer.content.decode()
    assert Lead.objects.filter(id=jana).values().get() == before


@pytest.mark.parametrize("name", ACTS)
def test_a_stranger_from_another_team_finds_no_lead(name: str, carla: Client, jana: UUID) -> None:
    assert send(carla, f"/leads/{jana}/{name}").status_code == 404


def test_a_call_is_logged_and_stops_the_clock(anna: Client, cast: Cast, jana: UUID) -> None:
    answer = send(anna, f"/leads/{jana}/touches", kind="call", outcome="reached", note="Good talk.")
    touch = Touch.objects.get()
    assert (touch.kind, touch.outcome, touch.note, touch.by) == ("call", "reached", "Good talk.", cast.anna)
    assert "Call logged." in answer.content.decode()
    assert "close-dialog" in answer["HX-Trigger"]
    assert not Lead.objects.get(id=jana).clocks.filter(name="first_touch", stopped_at=None).exists()


def test_a_call_can_set_the_lead_aside_in_the_same_breath(anna: Client, jana: UUID) -> None:
    send(anna, f"/leads/{jana}/touches", kind="call", outcome="no_answer", then="tomorrow")
    assert Lead.objects.get(id=jana).snoozed_until is not None


def test_without_script_the_act_leads_back_to_the_lead(anna: Client, jana: UUID) -> None:
    answer = anna.post(f"/leads/{jana}/touches", {"kind": "note", "note": "Likes trains."}, follow=True)
    assert answer.redirect_chain == [(f"/leads/{jana}", 302)]
    assert "Note logged." in answer.content.decode()


def test_a_kind_of_touch_that_the_process_does_not_know_is_a_fault_of_the_form(
    anna: Client, jana: UUID
) -> None:
    assert send(anna, f"/leads/{jana}/touches", kind="telepathy").status_code == 422
    assert not Touch.objects.exists()


def test_setting_aside_until_a_moment_needs_the_moment(anna: Client, jana: UUID) -> None:
    answer = send(anna, f"/leads/{jana}/sleep", until="at")
    assert answer.status_code == 422
    assert "Choose the moment." in answer.content.decode()


def test_setting_aside_until_the_past_is_refused_with_a_sentence(anna: Client, jana: UUID) -> None:
    answer = send(anna, f"/leads/{jana}/sleep", until="at", moment="2020-01-01T10:00")
    assert answer.status_code == 422
    assert Lead.objects.get(id=jana).snoozed_until is None


def test_sales_accepts_an_offer_with_one_key(carla: Client, cast: Cast, offered: UUID) -> None:
    assert 'data-key="a"' in carla.get("/worklist").content.decode()
    send(carla, f"/leads/{offered}/acceptance")
    lead = Lead.objects.get(id=offered)
    assert (lead.handoff, lead.owner, lead.opportunity) == ("accepted", cast.carla, "open")


def test_sales_rejects_only_with_a_reason(carla: Client, offered: UUID) -> None:
    assert send(carla, f"/leads/{offered}/rejection", reason="").status_code == 422
    assert Lead.objects.get(id=offered).handoff == "offered"
    send(carla, f"/leads/{offered}/rejection", reason="bad_fit")
    assert Lead.objects.get(id=offered).outcome == "disqualified"


LETTING_GO: list[tuple[str, dict[str, str]]] = [
    ("rejection", {"reason": "no_show"}),
    ("return", {"note": "Too early"}),
    ("assignment", {"to": "ben"}),
]


@pytest.mark.parametrize(("noun", "said"), LETTING_GO, ids=lambda value: str(value))
def test_whoever_gives_a_lead_out_of_sight_goes_on_in_the_worklist_and_may_undo_it(
    noun: str, said: dict[str, str], carla: Client, cast: Cast, offered: UUID
) -> None:
    path = f"/leads/{offered}/{noun}"
    said = {**said, "to": str(cast.ben.pk)} if "to" in said else said
    answer = carla.post(path, {**said, "next": f"/leads/{offered}"}, follow=True)
    assert carla.get(f"/leads/{offered}").status_code == 404
    assert answer.redirect_chain == [("/worklist", 302)]
    assert answer.status_code == 200
    undo = next(part for part in answer.content.decode().split('hx-post="') if part.startswith("/undo/"))
    assert carla.post(undo.split('"')[0]).status_code == 302
    assert carla.get(f"/leads/{offered}").status_code == 200


def test_the_dialog_on_the_page_of_a_lead_given_out_of_sight_leads_to_the_worklist(
    carla: Client, offered: UUID
) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/leads/{offered}?events=all"}
    answer = carla.post(f"/leads/{offered}/rejection", {"reason": "no_show"}, headers=here)
    assert answer["HX-Redirect"] == "/worklist"
    assert "Rejected, and told to who offered it." in carla.get("/worklist").content.decode()


def test_the_dialog_over_a_list_stays_on_the_list(carla: Client, offered: UUID) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/worklist"}
    answer = carla.post(f"/leads/{offered}/rejection", {"reason": "no_show"}, headers=here)
    assert "HX-Redirect" not in answer
    assert "Rejected, and told to who offered it." in answer.content.decode()


def test_an_offer_is_answered_once(carla: Client, offered: UUID) -> None:
    send(carla, f"/leads/{offered}/acceptance")
    again = send(carla, f"/leads/{offered}/acceptance")
    assert again.status_code == 422
    assert "not on offer" in again.content.decode()


def test_a_move_against_the_criteria_asks_for_a_reason(anna: Client, jana: UUID) -> None:
    refused = send(anna, f"/leads/{jana}/stage", to="sal")
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert send(anna, f"/leads/{jana}/stage", to="sal", reason="I know him.").status_code == 200
    assert Lead.objects.get(id=jana).stage == "sal"


def test_a_won_opportunity_ends_the_pass(carla: Client, offered: UUID) -> None:
    send(carla, f"/leads/{offered}/acceptance")
    send(carla, f"/leads/{offered}/opportunity", state="won", amount="12000", currency="eur")
    lead, opportunity = Lead.objects.get(id=offered), Opportunity.objects.get()
    assert (lead.outcome, opportunity.amount, opportunity.currency) == ("won", 12000.0, "EUR")


def test_a_lead_is_given_to_a_colleague_and_back(anna: Client, cast: Cast, jana: UUID) -> None:
    was = Lead.objects.get(id=jana).owner
    to = cast.ben if was == cast.anna else cast.anna
    client = anna
    if was == cast.ben:
        client = Client()
        client.force_login(cast.ben)
    said = send(client, f"/leads/{jana}/assignment", to=str(to.pk), reason="Knows them.").content.decode()
    assert Lead.objects.get(id=jana).owner == to
    send(client, said.split('hx-post="')[1].split('"')[0])
    assert Lead.objects.get(id=jana).owner == was


def test_a_corrected_fact_names_the_hand_as_its_source(anna: Client, jana: UUID) -> None:
    form = {"title": "Chief Data Officer", "email": "jana.novak@kestrel-analytics.com"}
    page = anna.get(f"/leads/{jana}/facts")
    present = {field.name: field.value() or "" for field in page.context["form"]}
    send(anna, f"/leads/{jana}/facts", **{**present, **form})
    person = Lead.objects.get(id=jana).person
    assert person.title == "Chief Data Officer"
    assert person.provenance["title"]["source"] == "hand"


def test_an_ended_lead_refuses_further_acts_with_a_sentence(erin: Client, jana: UUID) -> None:
    send(erin, f"/leads/{jana}/disqualification", reason="spam")
    answer = send(erin, f"/leads/{jana}/touches", kind="call")
    assert answer.status_code == 422
    assert "This pass ended" in answer.content.decode()
