"""Many acts at once: one transaction, and one decision for each lead at its own moment."""

from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import flow
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.qualify.operations import UnknownAnswer
from handraiser.score.operations import Seen
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return hire()


@pytest.fixture
def leads(cast: Cast) -> list[UUID]:
    rows = [
        hand_raiser(email=f"p{number}@kestrel-analytics.com", full_name=f"Jana Novak {number}")
        for number in "ab"
    ]
    return [UUID(lead) for lead in take_in(*rows).get_column("lead_id")]


def test_each_lead_is_decided_for_the_moment_of_its_last_act(leads: list[UUID], cast: Cast) -> None:
    with flow.together():
        for hours, lead in enumerate(leads, start=1):
            flow.touch(
                lead_id=lead, kind="call", outcome="meeting_booked", by=cast.anna.id, at=MONDAY + hours * HOUR
            )
            flow.answer(
                lead_id=lead, question="budget", value="approved", by=cast.anna.id, at=MONDAY + hours * HOUR
            )
    moved = Event.objects.filter(kind="stage.moved", lead_id__in=leads, explanation__to="sal").order_by("at")
    assert [event.at for event in moved] == [MONDAY + HOUR, MONDAY + 2 * HOUR]


def test_an_opportunity_won_among_many_acts_ends_its_pass(leads: list[UUID], cast: Cast) -> None:
    lead = leads[0]
    flow.touch(lead_id=lead, kind="call", outcome="meeting_booked", by=cast.anna.id, at=MONDAY)
    flow.answer(lead_id=lead, question="budget", value="approved", by=cast.anna.id, at=MONDAY)
    with flow.together():
        flow.accept(lead_id=lead, by=cast.carla.id, at=MONDAY + HOUR)
    with flow.together():
        flow.close_opportunity(lead_id=lead, state="won", by=cast.carla.id, amount=9.0, at=MONDAY + 2 * HOUR)
    won = Lead.objects.get(id=lead)
    assert (won.stage, won.outcome, won.ended_at) == ("customer", "won", MONDAY + 2 * HOUR)


def test_nothing_stays_of_many_acts_when_one_is_refused(leads: list[UUID], cast: Cast) -> None:
    def touch_and_answer_wrongly() -> None:
        with flow.together():
            flow.touch(lead_id=leads[0], kind="call", by=cast.anna.id, at=MONDAY)
            flow.answer(lead_id=leads[0], question="budget", value="plenty", by=cast.anna.id, at=MONDAY)

    with pytest.raises(UnknownAnswer):
        touch_and_answer_wrongly()
    assert Lead.objects.get(id=leads[0]).touches == 0


def test_behaviour_of_many_people_moves_each_of_their_scores(leads: list[UUID], cast: Cast) -> None:
    before = dict(Lead.objects.filter(id__in=leads).values_list("id", "score"))
    people = list(Lead.objects.filter(id__in=leads).values_list("person_id", flat=True))
    seen = [Seen("page_viewed", MONDAY + HOUR, person, None, {"page": "/pricing"}) for person in people]
    assert flow.see(seen=seen, at=MONDAY + HOUR) == 2
    after = dict(Lead.objects.filter(id__in=leads).values_list("id", "score"))
    assert all(after[lead] > before[lead] for lead in leads)


def test_a_conversation_records_all_its_answers_or_none(leads: list[UUID], cast: Cast) -> None:
    answers = {"budget": "approved", "mood": "good"}
    with pytest.raises(UnknownAnswer):
        flow.answer_several(lead_id=leads[0], answers=answers, by=cast.anna.id, at=MONDAY)
    assert Lead.objects.get(id=leads[0]).answers == {}
