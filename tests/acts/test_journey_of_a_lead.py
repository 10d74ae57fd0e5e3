"""What people do to a lead, from the first call to the end, and what follows from it."""

from datetime import timedelta

import pytest

from handraiser import due, flow
from handraiser.acts.ending import UnknownState
from handraiser.acts.found import LeadEnded, LeadNotFound
from handraiser.acts.handoff import UnknownReason
from handraiser.acts.moving import ReasonNeeded, UnknownOwner, UnknownStage
from handraiser.follow_up.models import Clock
from handraiser.handoff.models import Offer, Opportunity
from handraiser.handoff.operations import NoOpportunity, NotOnOffer
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.qualify.operations import UnknownAnswer
from handraiser.staff.operations import add_absence
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return hire()


@pytest.fixture
def lead(cast: Cast) -> Lead:
    return Lead.objects.get(id=take_in(hand_raiser()).item(0, "lead_id"))


def offered(lead: Lead, cast: Cast) -> Lead:
    """The lead after a call that booked a meeting and an answer about the budget: offered to Carla."""
    flow.touch(lead_id=lead.id, kind="call", outcome="meeting_booked", by=lead.owner_id, at=MONDAY + HOUR)
    flow.answer(lead_id=lead.id, question="budget", value="approved", by=lead.owner_id, at=MONDAY + HOUR)
    lead.refresh_from_db()
    return lead


def test_a_call_keeps_the_first_touch_promise(lead: Lead) -> None:
    flow.touch(lead_id=lead.id, kind="call", outcome="no_answer", by=lead.owner_id, at=MONDAY + HOUR)
    lead.refresh_from_db()
    assert (lead.touches, lead.calls, lead.first_touch_at) == (1, 1, MONDAY + HOUR)
    assert Clock.objects.get(lead=lead, name="first_touch").state == "met"


def test_an_undone_touch_lets_the_promise_run_again(lead: Lead) -> None:
    made = flow.touch(lead_id=lead.id, kind="call", by=lead.owner_id, at=MONDAY + HOUR)
    flow.undo_touch(touch_id=made.touch_id, by=lead.owner_id, at=MONDAY + HOUR)
    assert Clock.objects.get(lead=lead, name="first_touch").state == "running"


def test_a_qualified_lead_with_a_meeting_is_offered_to_sales(lead: Lead, cast: Cast) -> None:
    caller = lead.owner
    lead = offered(lead, cast)
    assert (lead.stage, lead.handoff, lead.owner, lead.team) == ("sal", "offered", cast.carla, "ae")
    offer = Offer.objects.get(lead=lead)
    assert (offer.offered_to, offer.offered_by) == (cast.carla, caller)
    assert Clock.objects.get(lead=lead, name="acceptance").state == "running"


def test_an_accepted_lead_is_an_opportunity_of_who_accepted_it(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.accept(lead_id=lead.id, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    lead.refresh_from_db()
    assert (lead.stage, lead.opportunity, lead.owner) == ("sql", "open", cast.carla)
    assert Opportunity.objects.get(lead=lead).state == "open"
    assert Clock.objects.get(lead=lead, name="acceptance").state == "met"


def test_a_lead_is_accepted_only_once(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.accept(lead_id=lead.id, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    with pytest.raises(NotOnOffer):
        flow.reject(lead_id=lead.id, reason="no_show", by=cast.carla.id, at=MONDAY + 3 * HOUR)


@pytest.mark.parametrize(
    ("reason", "outcome"), [("not_ready", "recycled"), ("bad_fit", "disqualified")], ids=["nurture", "out"]
)
def test_a_rejection_ends_the_pass_as_its_reason_says(
    lead: Lead, cast: Cast, reason: str, outcome: str
) -> None:
    lead = offered(lead, cast)
    flow.reject(lead_id=lead.id, reason=reason, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    lead.refresh_from_db()
    assert (lead.outcome, lead.handoff) == (outcome, "rejected")


def test_who_is_recycled_by_a_rejection_comes_back_after_the_wait_of_the_reason(
    lead: Lead, cast: Cast
) -> None:
    lead = offered(lead, cast)
    flow.reject(lead_id=lead.id, reason="not_ready", by=cast.carla.id, at=MONDAY + 2 * HOUR)
    lead.refresh_from_db()
    assert lead.wake_at == MONDAY + 2 * HOUR + timedelta(days=30)


def test_a_rejection_that_sends_back_returns_the_lead_to_its_caller_and_it_stays_there(
    lead: Lead, cast: Cast
) -> None:
    caller = lead.owner
    lead = offered(lead, cast)
    flow.reject(
        lead_id=lead.id, reason="no_show", note="Nobody came.", by=cast.carla.id, at=MONDAY + 2 * HOUR
    )
    flow.touch(lead_id=lead.id, kind="call", by=lead.owner_id, at=MONDAY + 3 * HOUR)
    lead.refresh_from_db()
    assert (lead.stage, lead.owner, lead.team, lead.ended_at) == ("mql", caller, "bdr", None)


def test_a_lead_that_came_back_can_be_handed_off_again(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.reject(lead_id=lead.id, reason="no_show", by=cast.carla.id, at=MONDAY + 2 * HOUR)
    flow.hand_off(lead_id=lead.id, by=cast.anna.id, note="A new date is agreed.", at=MONDAY + 4 * HOUR)
    lead.refresh_from_db()
    assert (lead.stage, lead.handoff) == ("sal", "offered")


def test_an_unknown_reason_is_refused_with_the_choices(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    with pytest.raises(UnknownReason, match="not_ready, bad_fit, no_show"):
        flow.reject(lead_id=lead.id, reason="mood", by=cast.carla.id, at=MONDAY + 2 * HOUR)


def test_an_offer_that_nobody_answers_goes_back_by_itself(lead: Lead, cast: Cast) -> None:
    caller = lead.owner
    lead = offered(lead, cast)
    due.tick(at=MONDAY + timedelta(days=2))
    lead.refresh_from_db()
    assert (lead.stage, lead.owner, lead.handoff) == ("mql", caller, "expired")
    assert Offer.objects.get(lead=lead).answer == "expired"


def test_a_won_lead_is_a_customer_and_the_pass_ends(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.accept(lead_id=lead.id, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    flow.close_opportunity(
        lead_id=lead.id, state="won", amount=1200.0, by=cast.carla.id, at=MONDAY + 5 * HOUR
    )
    lead.refresh_from_db()
    assert (lead.stage, lead.outcome, lead.amount, lead.ended_at) == (
        "customer",
        "won",
        1200.0,
        MONDAY + 5 * HOUR,
    )


def test_a_lost_lead_comes_back_after_its_wait_as_a_new_pass_in_nurture(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.accept(lead_id=lead.id, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    flow.close_opportunity(
        lead_id=lead.id, state="lost", reason="price", by=cast.carla.id, at=MONDAY + 5 * HOUR
    )
    assert due.wake_recycled(at=MONDAY + timedelta(days=89)) == 0
    assert due.wake_recycled(at=MONDAY + timedelta(days=91)) == 1
    assert due.wake_recycled(at=MONDAY + timedelta(days=91)) == 0
    again = Lead.objects.get(person_id=lead.person_id, pass_number=2)
    assert (again.stage, again.ended_at, again.door) == ("prospect", None, "recycle")


def test_an_opportunity_on_hold_wakes_by_itself(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    flow.accept(lead_id=lead.id, by=cast.carla.id, at=MONDAY + 2 * HOUR)
    until = MONDAY + timedelta(days=30)
    flow.close_opportunity(
        lead_id=lead.id, state="on_hold", until=until, by=cast.carla.id, at=MONDAY + 3 * HOUR
    )
    assert due.wake_on_hold(at=until) == 1
    assert Opportunity.objects.get(lead=lead).state == "open"


def test_a_move_by_hand_against_the_criteria_needs_a_reason_and_is_marked(lead: Lead, cast: Cast) -> None:
    with pytest.raises(ReasonNeeded, match=r"Qualified\."):
        flow.move_stage(lead_id=lead.id, to="sal", by=cast.anna.id, at=MONDAY + HOUR)
    flow.move_stage(lead_id=lead.id, to="sal", reason="The CEO asked.", by=cast.anna.id, at=MONDAY + HOUR)
    told = Event.objects.get(lead_id=lead.id, kind="lead.moved")
    assert told.actor_id == cast.anna.id
    assert "Qualified." in told.explanation["against"]
    lead.refresh_from_db()
    assert (lead.stage, lead.owner) == ("sal", cast.carla)


def test_a_move_to_nowhere_is_refused(lead: Lead, cast: Cast) -> None:
    for to in ("mql", "heaven"):
        with pytest.raises(UnknownStage):
            flow.move_stage(lead_id=lead.id, to=to, by=cast.anna.id, at=MONDAY + HOUR)


def test_sending_back_needs_a_word_why(lead: Lead, cast: Cast) -> None:
    lead = offered(lead, cast)
    with pytest.raises(ReasonNeeded):
        flow.send_back(lead_id=lead.id, by=cast.carla.id, note=" ", at=MONDAY + 2 * HOUR)


def test_reassigned_leads_take_their_clocks_along(lead: Lead, cast: Cast) -> None:
    first = lead.owner
    other = cast.ben if first == cast.anna else cast.anna
    assert flow.reassign(lead_ids=[lead.id], to=other.id, by=cast.erin.id, at=MONDAY + HOUR) == [lead.id]
    assert Clock.objects.get(lead=lead, name="first_touch").owner == other


def test_leads_go_only_to_people_who_are_there(lead: Lead, cast: Cast) -> None:
    with pytest.raises(UnknownOwner):
        flow.reassign(lead_ids=[lead.id], to=10_000_000, by=cast.erin.id, at=MONDAY + HOUR)


def test_a_broken_promise_is_escalated_and_the_lead_goes_to_somebody_else(lead: Lead, cast: Cast) -> None:
    first = lead.owner
    due.tick(at=MONDAY + 4 * HOUR)
    assert Clock.objects.get(lead=lead, name="first_touch").state == "breached"
    due.tick(at=MONDAY + 5 * HOUR)
    lead.refresh_from_db()
    assert lead.owner != first
    assert lead.owner in (cast.anna, cast.ben)


def test_a_lead_whose_time_in_a_stage_runs_out_takes_the_way_out(cast: Cast) -> None:
    take_in({"email": "eva@kestrel-analytics.com", "company_name": "Kestrel"})
    assert Lead.objects.get().stage == "prospect"
    due.tick(at=MONDAY + timedelta(days=91))
    lead = Lead.objects.get()
    assert (lead.outcome, lead.outcome_reason) == ("recycled", "idle")


def test_held_leads_are_given_out_when_somebody_is_there(cast: Cast) -> None:
    for person in (cast.anna, cast.ben):
        add_absence(user=person, starts_at=MONDAY - HOUR, ends_at=MONDAY + 8 * HOUR, reason="away", at=MONDAY)
    take_in(hand_raiser())
    lead = Lead.objects.get()
    assert (lead.owner, lead.hold_reason) == (None, "nobody in team bdr is present and below capacity")
    assert due.drain_holding(at=MONDAY + HOUR) == 0
    assert due.drain_holding(at=MONDAY + 9 * HOUR) == 1
    lead.refresh_from_db()
    assert lead.owner in (cast.anna, cast.ben)
    assert lead.hold_reason is None


def test_a_correction_by_hand_is_cleaned_and_the_lead_decided_again(lead: Lead, cast: Cast) -> None:
    flow.correct(
        lead_id=lead.id, values={"country": "France", "title": "Intern"}, by=cast.anna.id, at=MONDAY + HOUR
    )
    lead.refresh_from_db()
    assert (lead.person.country, lead.grade) == ("FR", "F")
    assert lead.person.provenance["country"]["source"] == "hand"


def test_a_question_takes_only_its_own_answers(lead: Lead, cast: Cast) -> None:
    with pytest.raises(UnknownAnswer, match="approved, none"):
        flow.answer(lead_id=lead.id, question="budget", value="perhaps", by=cast.anna.id, at=MONDAY + HOUR)


def test_an_ended_lead_takes_no_more_acts(lead: Lead, cast: Cast) -> None:
    flow.disqualify(lead_id=lead.id, reason="spam", by=cast.anna.id, at=MONDAY + HOUR)
    with pytest.raises(LeadEnded):
        flow.touch(lead_id=lead.id, kind="call", by=cast.anna.id, at=MONDAY + 2 * HOUR)
    with pytest.raises(LeadNotFound):
        flow.recycle(lead_id=new_id(), reason="not_ready", by=cast.anna.id, at=MONDAY + HOUR)
    assert not Clock.objects.filter(stopped_at=None).exists()


def test_an_opportunity_has_only_known_states_and_must_be_there(lead: Lead, cast: Cast) -> None:
    with pytest.raises(UnknownState):
        flow.close_opportunity(lead_id=lead.id, state="maybe", by=cast.carla.id, at=MONDAY + HOUR)
    with pytest.raises(NoOpportunity):
        flow.close_opportunity(lead_id=lead.id, state="won", by=cast.carla.id, at=MONDAY + HOUR)
