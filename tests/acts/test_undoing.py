"""What somebody did to a lead can be taken back: it is as before, and the ledger tells of both."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import flow, report
from handraiser.acts.models import Act
from handraiser.acts.undoable import MovedOn
from handraiser.follow_up.models import Clock, Touch
from handraiser.handoff.models import Offer, Opportunity
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.ledger.queries import latest
from handraiser.qualify.models import Evidence
from handraiser.replay.replay import replay
from handraiser.report import readings
from tests.acts.standing import image, stroke_of
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
THEN = MONDAY + timedelta(hours=1)
SOON = THEN + timedelta(minutes=2)


@pytest.fixture
def cast() -> Cast:
    return hire()


@pytest.fixture
def jana(cast: Cast) -> UUID:
    return UUID(take_in(hand_raiser()).item(0, "lead_id"))


@pytest.fixture
def offered(cast: Cast, jana: UUID) -> UUID:
    flow.hand_off(lead_id=jana, by=cast.anna.id, note="She wants to talk", at=MONDAY + timedelta(minutes=30))
    return jana


Doing = Callable[[UUID, Cast], object]
ON_A_LEAD: dict[str, Doing] = {
    "touch": lambda lead, cast: flow.touch(lead_id=lead, kind="call", by=cast.anna.id, at=THEN),
    "note": lambda lead, cast: flow.touch(lead_id=lead, kind="note", note="?", by=cast.anna.id, at=THEN),
    "answer": lambda lead, cast: flow.answer(
        lead_id=lead, question="budget", value="approved", by=cast.anna.id, at=THEN
    ),
    "correct": lambda lead, cast: flow.correct(
        lead_id=lead,
        values={"country": "France", "industry": "Wine", "title": "Intern"},
        by=cast.anna.id,
        at=THEN,
    ),
    "snooze": lambda lead, cast: flow.snooze(
        lead_id=lead, until=THEN + timedelta(days=1), by=cast.anna.id, at=THEN
    ),
    "move": lambda lead, cast: flow.move_stage(
        lead_id=lead, to="sql", reason="Met at a fair", by=cast.erin.id, at=THEN
    ),
    "move_back": lambda lead, cast: flow.move_stage(
        lead_id=lead, to="prospect", reason="A mistake", by=cast.erin.id, at=THEN
    ),
    "reassign": lambda lead, cast: flow.reassign(lead_ids=[lead], to=cast.dev.id, by=cast.erin.id, at=THEN),
    "disqualify": lambda lead, cast: flow.disqualify(lead_id=lead, reason="spam", by=cast.anna.id, at=THEN),
    "recycle": lambda lead, cast: flow.recycle(lead_id=lead, reason="not_ready", by=cast.anna.id, at=THEN),
    "hand_off": lambda lead, cast: flow.hand_off(lead_id=lead, note="Now", by=cast.anna.id, at=THEN),
}
ON_AN_OFFER: dict[str, Doing] = {
    "accept": lambda lead, cast: flow.accept(lead_id=lead, by=cast.carla.id, at=THEN),
    "reject_back": lambda lead, cast: flow.reject(lead_id=lead, reason="no_show", by=cast.carla.id, at=THEN),
    "reject_to_nurture": lambda lead, cast: flow.reject(
        lead_id=lead, reason="not_ready", by=cast.carla.id, at=THEN
    ),
    "reject_out": lambda lead, cast: flow.reject(lead_id=lead, reason="bad_fit", by=cast.carla.id, at=THEN),
    "send_back": lambda lead, cast: flow.send_back(lead_id=lead, note="Early", by=cast.carla.id, at=THEN),
}
ON_A_SALE: dict[str, Doing] = {
    "won": lambda lead, cast: flow.close_opportunity(
        lead_id=lead, state="won", amount=9_000.0, by=cast.carla.id, at=THEN
    ),
    "lost": lambda lead, cast: flow.close_opportunity(
        lead_id=lead, state="lost", reason="price", by=cast.carla.id, at=THEN
    ),
    "on_hold": lambda lead, cast: flow.close_opportunity(
        lead_id=lead, state="on_hold", until=THEN + timedelta(days=9), by=cast.carla.id, at=THEN
    ),
}


def undone(lead: UUID, cast: Cast, doing: Doing) -> None:
    before = image(lead)
    doing(lead, cast)
    assert image(lead) != before
    events = Event.objects.count()
    flow.undo(stroke=stroke_of(lead), by=Act.objects.latest("at").by_id, at=SOON)
    assert image(lead) == before
    assert Event.objects.count() == events + 1
    assert replay().differences == []


@pytest.mark.parametrize("doing", ON_A_LEAD.values(), ids=ON_A_LEAD)
def test_after_the_undo_the_lead_is_as_before_the_act(jana: UUID, cast: Cast, doing: Doing) -> None:
    undone(jana, cast, doing)


@pytest.mark.parametrize("doing", ON_AN_OFFER.values(), ids=ON_AN_OFFER)
def test_an_offer_that_was_answered_by_mistake_is_open_again(offered: UUID, cast: Cast, doing: Doing) -> None:
    undone(offered, cast, doing)
    assert Offer.objects.filter(lead_id=offered, answered_at=None).count() == 1
    flow.accept(lead_id=offered, by=cast.carla.id, at=SOON)


@pytest.mark.parametrize("doing", ON_A_SALE.values(), ids=ON_A_SALE)
def test_a_sale_that_was_closed_by_mistake_is_open_again(offered: UUID, cast: Cast, doing: Doing) -> None:
    flow.accept(lead_id=offered, by=cast.carla.id, at=MONDAY + timedelta(minutes=50))
    undone(offered, cast, doing)
    assert Opportunity.objects.get(lead_id=offered).state == "open"


def test_the_ledger_names_what_was_undone_and_keeps_it(jana: UUID, cast: Cast) -> None:
    flow.disqualify(lead_id=jana, reason="spam", by=cast.anna.id, at=THEN)
    ended = Event.objects.get(kind="lead.ended")
    flow.undo(stroke=stroke_of(jana), by=cast.erin.id, at=SOON)
    told = Event.objects.get(kind="lead.act_undone")
    assert (told.actor_id, told.at) == (cast.erin.id, SOON)
    assert (told.explanation["event"], told.explanation["kind"]) == (str(ended.id), "lead.ended")
    assert told.explanation["by"] == cast.anna.id
    assert str(ended.id) in told.explanation["events"]
    assert Event.objects.filter(id=ended.id).exists()
    assert latest(jana, "lead.ended") is None


def test_what_the_act_began_is_over_and_marked_as_undone(jana: UUID, cast: Cast) -> None:
    flow.hand_off(lead_id=jana, note="Now", by=cast.anna.id, at=THEN)
    acceptance = Clock.objects.get(name="acceptance", stopped_at=None)
    flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)
    acceptance.refresh_from_db()
    assert (acceptance.state, acceptance.stopped_by, acceptance.next_at) == ("cancelled", "undone", None)
    assert Offer.objects.get(lead_id=jana).answer == "undone"


def test_figures_do_not_count_what_was_undone(jana: UUID, cast: Cast) -> None:
    week = report.Scope(MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))

    def figures() -> tuple[object, object]:
        return report.clocks(week), readings.one(readings.OFFERS, week)

    before = figures()
    flow.hand_off(lead_id=jana, note="Now", by=cast.anna.id, at=THEN)
    assert figures() != before
    flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)
    assert figures() == before


def test_two_things_done_in_one_moment_are_undone_together(jana: UUID, cast: Cast) -> None:
    before = image(jana)
    flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    flow.snooze(lead_id=jana, until=THEN + timedelta(days=1), by=cast.anna.id, at=THEN)
    assert Act.objects.count() == 1
    flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)
    assert image(jana) == before
    assert Touch.objects.get().undone_at == SOON


def test_acts_are_undone_one_after_the_other_from_the_last(jana: UUID, cast: Cast) -> None:
    before = image(jana)
    flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    first = stroke_of(jana)
    flow.answer(lead_id=jana, question="budget", value="approved", by=cast.anna.id, at=SOON)
    second = stroke_of(jana)
    with pytest.raises(MovedOn, match="Since then a question was answered, by Anna Weber"):
        flow.undo(stroke=first, by=cast.anna.id, at=SOON)
    flow.undo(stroke=second, by=cast.anna.id, at=SOON + timedelta(seconds=1))
    flow.undo(stroke=first, by=cast.anna.id, at=SOON + timedelta(seconds=2))
    assert image(jana) == before


def test_an_act_can_be_done_again_after_its_undo_and_undone_again(jana: UUID, cast: Cast) -> None:
    before = image(jana)
    for minute in range(2):
        at = THEN + timedelta(minutes=minute)
        flow.disqualify(lead_id=jana, reason="spam", by=cast.anna.id, at=at)
        flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=at)
    assert image(jana) == before


def test_an_answer_that_was_undone_was_not_given(jana: UUID, cast: Cast) -> None:
    flow.answer(lead_id=jana, question="budget", value="approved", by=cast.anna.id, at=THEN)
    flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)
    assert Evidence.objects.get().undone_at == SOON
    assert Lead.objects.get(id=jana).answers == {}


def test_of_several_leads_those_that_moved_on_stay(jana: UUID, cast: Cast) -> None:
    other = UUID(
        take_in(hand_raiser(email="leo@blue-harbor.com", full_name="Leo", company_name="Blue Harbor")).item(
            0, "lead_id"
        )
    )
    was = {lead.id: lead.owner_id for lead in Lead.objects.all()}
    flow.reassign(lead_ids=[jana, other], to=cast.dev.id, by=cast.erin.id, at=THEN)
    assert stroke_of(jana) == stroke_of(other)
    flow.touch(lead_id=other, kind="call", by=cast.dev.id, at=SOON)
    told = flow.undo(stroke=stroke_of(jana), by=cast.erin.id, at=SOON)
    assert told.lead_ids == (jana,)
    assert "Dev Patel" in told.stayed[other]
    assert {lead.id: lead.owner_id for lead in Lead.objects.all()} == {jana: was[jana], other: cast.dev.id}


def test_one_lead_of_several_can_be_given_back_alone(jana: UUID, cast: Cast) -> None:
    other = UUID(take_in(hand_raiser(email="leo@blue-harbor.com", full_name="Leo")).item(0, "lead_id"))
    flow.reassign(lead_ids=[jana, other], to=cast.dev.id, by=cast.erin.id, at=THEN)
    flow.undo(stroke=stroke_of(jana), lead_id=jana, by=cast.erin.id, at=SOON)
    assert Lead.objects.get(id=other).owner == cast.dev
    assert Lead.objects.get(id=jana).owner != cast.dev


def test_acts_of_a_history_are_not_remembered(jana: UUID, cast: Cast) -> None:
    with flow.together():
        flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    assert not Act.objects.exists()
