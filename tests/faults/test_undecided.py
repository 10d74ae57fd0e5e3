"""An inquiry is durable, and the process that should decide it is gone, slow, or not the only one."""

from collections import Counter
from datetime import datetime, timedelta

import polars as pl
import pytest

from handraiser import due, flow
from handraiser.capture import operations as capture
from handraiser.capture.arrivals import arrivals
from handraiser.capture.models import Inquiry
from handraiser.document import Document
from handraiser.follow_up.models import Clock
from handraiser.journey import take_in
from handraiser.lead.models import Lead, OwnerLoad, Person
from handraiser.ledger.models import Event
from handraiser.score.models import Behaviour
from tests.cast import MONDAY, hand_raiser, hire
from tests.faults.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(minutes=1)
COUNT = 12


def arrived() -> pl.DataFrame:
    rows = [
        hand_raiser(email=f"jana{number}@kestrel-analytics.com", full_name=f"Jana Novak {number}")
        for number in range(COUNT)
    ]
    return arrivals(rows, door="form", system="website", at=MONDAY)


def resume(at: datetime = LATER) -> int:
    return due.resume(at=at)


def assert_each_decided_once() -> None:
    assert Inquiry.objects.filter(state="done", result="new").count() == COUNT
    assert (Person.objects.count(), Lead.objects.count(), Clock.objects.count()) == (COUNT, COUNT, COUNT)
    people = list(Person.objects.values_list("id", flat=True))
    assert Behaviour.objects.filter(person_id__in=people).count() == COUNT
    events = Counter(Event.objects.values_list("lead_id", "kind"))
    assert set(events.values()) == {1}
    assert sum(load.open_leads for load in OwnerLoad.objects.all()) == COUNT


def test_what_is_durable_but_undecided_is_decided_once_by_two_workers_that_come_at_once() -> None:
    hire()
    capture.keep(frame=arrived(), at=MONDAY)
    looked_at = at_once(resume, resume)
    assert looked_at in ([COUNT, 0], [0, COUNT])
    assert_each_decided_once()
    assert resume() == 0


@pytest.mark.parametrize("attempt", range(3))
def test_a_slow_door_and_a_worker_that_takes_it_for_dead_decide_once(attempt: int) -> None:
    hire()
    frame = arrived()
    capture.keep(frame=frame, at=MONDAY)

    def slow_door() -> pl.DataFrame:
        return take_in.carry_kept(frame, journey=flow.JOURNEY, document=Document, at=MONDAY)

    told, _ = at_once(slow_door, resume)
    assert_each_decided_once()
    assert isinstance(told, pl.DataFrame)
    assert told.get_column("state").to_list() == ["done"] * COUNT
    people = {str(person) for person in Person.objects.values_list("id", flat=True)}
    assert set(told.get_column("person_id")) == people
