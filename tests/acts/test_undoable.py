"""An act can be undone for some minutes, once, and while nothing else has happened to the lead."""

from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import due, flow
from handraiser.acts.undoable import MINUTES, MovedOn, NothingToUndo, TooLate, last_act
from handraiser.acts.undoing import forget_old
from handraiser.follow_up.models import Clock
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead, Person
from handraiser.ledger.models import Event
from tests.acts.standing import stroke_of
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


def test_after_the_window_it_is_refused_in_words(jana: UUID, cast: Cast) -> None:
    flow.recycle(lead_id=jana, reason="not_ready", by=cast.anna.id, at=THEN)
    last = THEN + timedelta(minutes=MINUTES)
    assert last_act(jana, at=last) is not None
    late = last + timedelta(microseconds=1)
    assert last_act(jana, at=late) is None
    with pytest.raises(TooLate, match="can be undone for 10 minutes"):
        flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=late)
    assert Lead.objects.get(id=jana).outcome == "recycled"


def test_what_is_too_old_is_forgotten(jana: UUID, cast: Cast) -> None:
    flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    stroke = stroke_of(jana)
    assert forget_old(at=THEN + timedelta(minutes=59)) == 0
    assert forget_old(at=THEN + timedelta(minutes=61)) == 1
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        flow.undo(stroke=stroke, by=cast.anna.id, at=SOON)


def test_the_second_undo_is_told_who_was_first(jana: UUID, cast: Cast) -> None:
    flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    stroke = stroke_of(jana)
    flow.undo(stroke=stroke, by=cast.erin.id, at=SOON)
    with pytest.raises(NothingToUndo, match="Erin Walsh has undone this already"):
        flow.undo(stroke=stroke, by=cast.anna.id, at=SOON)
    assert Event.objects.filter(kind="lead.act_undone").count() == 1


def test_what_a_colleague_did_since_stands_in_the_way(jana: UUID, cast: Cast) -> None:
    flow.move_stage(lead_id=jana, to="sql", reason="A friend", by=cast.anna.id, at=THEN)
    stroke = stroke_of(jana)
    flow.touch(lead_id=jana, kind="call", by=cast.ben.id, at=SOON)
    with pytest.raises(MovedOn, match="Since then a touch was logged, by Ben Okafor"):
        flow.undo(stroke=stroke, by=cast.anna.id, at=SOON)


def test_a_clock_that_ran_out_since_stands_in_the_way(jana: UUID, cast: Cast) -> None:
    clock = Clock.objects.get(lead_id=jana, name="first_touch")
    at = clock.due_at - timedelta(minutes=1)
    while due.tick(at=at):
        pass
    flow.reassign(lead_ids=[jana], to=cast.dev.id, by=cast.erin.id, at=at)
    late = clock.due_at + timedelta(minutes=1)
    while due.tick(at=late):
        pass
    with pytest.raises(MovedOn, match=r"Since then .*, by the process"):
        flow.undo(stroke=stroke_of(jana), by=cast.erin.id, at=late)


def test_a_change_that_no_event_tells_stands_in_the_way(jana: UUID, cast: Cast) -> None:
    flow.touch(lead_id=jana, kind="call", by=cast.anna.id, at=THEN)
    Lead.objects.filter(id=jana).update(amount=1.0)
    with pytest.raises(MovedOn, match="has changed since"):
        flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)


def test_facts_that_the_act_did_not_touch_may_change_meanwhile(jana: UUID, cast: Cast) -> None:
    flow.snooze(lead_id=jana, until=THEN + timedelta(days=1), by=cast.anna.id, at=THEN)
    Person.objects.update(city="Ulm")
    flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)
    assert Person.objects.get().city == "Ulm"
    assert Lead.objects.get(id=jana).snoozed_until is None


def test_facts_that_somebody_wrote_over_are_not_put_back(jana: UUID, cast: Cast) -> None:
    flow.correct(lead_id=jana, values={"city": "Bonn"}, by=cast.anna.id, at=THEN)
    Person.objects.update(city="Ulm")
    with pytest.raises(MovedOn):
        flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)


def test_who_has_come_back_with_a_new_pass_stays_there(jana: UUID, cast: Cast) -> None:
    flow.disqualify(lead_id=jana, reason="spam", by=cast.anna.id, at=THEN)
    take_in(hand_raiser(), at=SOON)
    assert Lead.objects.count() == 2
    with pytest.raises(MovedOn, match="a new pass has begun"):
        flow.undo(stroke=stroke_of(jana), by=cast.anna.id, at=SOON)


def test_a_lead_given_to_its_owner_leaves_nothing_to_undo(jana: UUID, cast: Cast) -> None:
    owner = Lead.objects.get(id=jana).owner_id
    assert owner is not None
    flow.reassign(lead_ids=[jana], to=owner, by=cast.erin.id, at=THEN)
    assert last_act(jana, at=SOON) is None
    with pytest.raises(NothingToUndo):
        flow.undo(stroke=new_id(), by=cast.erin.id, at=SOON)
