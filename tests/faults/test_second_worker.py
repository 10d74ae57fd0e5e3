"""A second worker beside the first: all that is due happens once, whoever comes first."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from handraiser import due, flow
from handraiser.follow_up.models import Clock, Notice
from handraiser.lead.models import Lead, OwnerLoad, Person
from handraiser.ledger.models import Event
from handraiser.staff.operations import change_user
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in
from tests.faults.at_once import at_once

COUNT = 40
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db(transaction=True)


def hand_raisers(count: int = COUNT) -> list[UUID]:
    rows = [
        hand_raiser(
            email=f"p{number}@company{number}.com",
            full_name=f"Jana Novak {number}",
            company_name=f"Company {number}",
        )
        for number in range(count)
    ]
    return [UUID(lead) for lead in take_in(*rows).get_column("lead_id")]


def happened(kind: str) -> Counter[UUID | None]:
    return Counter(Event.objects.filter(kind=kind).values_list("lead_id", flat=True))


def open_loads() -> dict[int, int]:
    return {load.owner_id: load.open_leads for load in OwnerLoad.objects.all()}


def owned_leads(cast: Cast) -> dict[int, int]:
    return {rep.id: Lead.objects.filter(owner=rep, ended_at=None).count() for rep in (cast.anna, cast.ben)}


def test_each_promise_is_warned_of_broken_and_escalated_once() -> None:
    cast = hire()
    leads = hand_raisers()
    once = dict.fromkeys(leads, 1)

    def tick_until_nothing(at: datetime) -> None:
        # Small bites, so that the two meet again and again.
        while due.tick(at=at, limit=3):
            continue

    for hours, kind in ((3, "clock.warned"), (4, "clock.breached"), (5, "clock.escalated")):
        at_once(*[partial(tick_until_nothing, MONDAY + hours * HOUR)] * 2)
        told = happened(kind)
        assert set(told) == set(leads)
        assert set(told.values()) == ({2} if kind == "clock.escalated" else {1}), kind
    for kind in ("warned", "breached"):
        assert Counter(Notice.objects.filter(kind=kind).values_list("lead_id", flat=True)) == once
    # The promise was broken, so each was given to the other of the two, once, and the load follows.
    assert set(happened("lead.assigned").values()) == {2}
    assert open_loads() == owned_leads(cast)


def test_leads_that_waited_for_an_owner_are_given_out_once() -> None:
    cast = hire()
    for rep in (cast.anna, cast.ben):
        change_user(user=rep, is_active=False, at=MONDAY)
    leads = hand_raisers()
    assert Lead.objects.filter(owner=None).exclude(hold_reason=None).count() == COUNT
    for rep in (cast.anna, cast.ben):
        change_user(user=rep, is_active=True, at=MONDAY)

    at_once(*[lambda: due.drain_holding(at=MONDAY + HOUR)] * 2)

    assert Lead.objects.filter(owner__in=(cast.anna, cast.ben)).count() == COUNT
    given = Event.objects.filter(kind="lead.assigned", at=MONDAY + HOUR).values_list("lead_id", flat=True)
    assert Counter(given) == dict.fromkeys(leads, 1)
    assert open_loads() == owned_leads(cast)
    assert Clock.objects.filter(name="first_touch", stopped_at=None).count() == COUNT


def test_people_who_were_recycled_come_back_once() -> None:
    cast = hire()
    for lead in hand_raisers(15):
        flow.recycle(lead_id=lead, reason="not_ready", by=cast.erin.id, at=MONDAY + HOUR)
    later = MONDAY + timedelta(days=31)

    woken = at_once(*[lambda: due.wake_recycled(at=later)] * 2)

    assert sum(woken) == 15
    assert Person.objects.count() == 15
    passes = Counter(Lead.objects.values_list("pass_number", flat=True))
    assert passes == {1: 15, 2: 15}
    assert due.wake_recycled(at=later) == 0
