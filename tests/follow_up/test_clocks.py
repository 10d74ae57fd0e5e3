from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handraiser.follow_up.clocks import answer, hand_over, leave_stage, start_clocks, stop_clocks
from handraiser.follow_up.models import Clock
from handraiser.follow_up.queries import clocks_of, nearest_due, recount
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from tests.follow_up.conftest import (
    MONDAY,
    Company,
    frame_of,
    make_lead,
    open_clocks,
    run_step,
    start,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def kinds(lead: Lead) -> list[str]:
    return list(Event.objects.filter(lead_id=lead.id).order_by("at", "id").values_list("kind", flat=True))


def test_a_new_lead_has_its_clocks_running(company: Company) -> None:
    clocks = start(make_lead(company.anna))
    assert {name: clock.state for name, clock in clocks.items()} == {
        "first_touch": "running",
        "stage_duration": "running",
    }
    assert clocks["first_touch"].stops_on == ["touch"]


def test_a_due_time_can_be_counted_again_from_what_the_clock_says(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    start(lead, at=MONDAY + HOUR, stage_changed=False, offered=True)
    again = recount(lead.id)
    assert {each.name for each in again} == {"first_touch", "stage_duration", "acceptance"}
    assert all(each.agrees for each in again)


def test_the_clock_that_is_due_next_stands_for_its_lead(company: Company) -> None:
    lead, idle = make_lead(company.anna), make_lead(company.ben, stage="sal")
    start(lead)
    nearest = nearest_due([lead.id, idle.id])
    assert {lead_id: clock.name for lead_id, clock in nearest.items()} == {lead.id: "first_touch"}


def test_leaving_a_stage_keeps_its_longest_stay_and_lets_its_promises_lapse(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    Lead.objects.filter(id=lead.id).update(stage="sal")
    leave_stage(lead_ids=[lead.id], at=MONDAY + HOUR)
    states = {clock.name: (clock.state, clock.stopped_by) for clock in clocks_of(lead.id)}
    assert states == {
        "first_touch": ("cancelled", "left the stage"),
        "stage_duration": ("met", "left the stage"),
    }
    assert sorted(kinds(lead)) == ["clock.met", "clock.stopped"]


def test_a_lead_that_stays_in_its_stage_keeps_its_clocks(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    assert leave_stage(lead_ids=[lead.id], at=MONDAY + HOUR) == []
    assert set(open_clocks(lead)) == {"first_touch", "stage_duration"}


def test_a_new_stage_replaces_the_clocks_of_the_old_one(company: Company) -> None:
    lead = make_lead(company.anna, stage="prospect")
    old = start(lead)["stage_duration"]
    Lead.objects.filter(id=lead.id).update(stage="mql")
    lead.refresh_from_db()
    new = start(lead, at=MONDAY + HOUR)
    assert new["stage_duration"].stage == "mql"
    old.refresh_from_db()
    assert (old.state, old.stopped_at) == ("met", MONDAY + HOUR)


def test_an_offer_lets_the_clocks_of_the_stage_run_on(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    assert set(start(lead, at=MONDAY + HOUR, stage_changed=False, offered=True)) == {
        "first_touch",
        "stage_duration",
        "acceptance",
    }


def test_an_offer_made_again_starts_its_clock_anew(company: Company) -> None:
    lead = make_lead(company.anna)
    first = start(lead, stage_changed=False, offered=True)["acceptance"]
    second = start(lead, at=MONDAY + HOUR, stage_changed=False, offered=True)["acceptance"]
    first.refresh_from_db()
    assert (first.state, first.stopped_by) == ("cancelled", "started anew")
    assert second.started_at == MONDAY + HOUR


@pytest.mark.parametrize(
    ("after", "state"),
    [(timedelta(hours=1), "met"), (timedelta(days=1), "met"), (timedelta(days=2), "breached")],
)
def test_an_answer_keeps_the_promise_if_it_comes_in_time(
    company: Company, after: timedelta, state: str
) -> None:
    lead = make_lead(company.anna)
    start(lead, stage_changed=False, offered=True)
    (stopped,) = answer(lead_ids=[lead.id], word="accept", at=MONDAY + after, actor_id=company.carla.pk)
    assert (stopped.name, stopped.state) == ("acceptance", state)
    clock = Clock.objects.get()
    assert clock.breached_at == (clock.due_at if state == "breached" else None)
    assert clock.next_at is None


def test_an_answer_that_came_too_late_tells_also_that_the_promise_broke(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead, stage_changed=False, offered=True)
    answer(lead_ids=[lead.id], word="reject", at=MONDAY + timedelta(days=3))
    assert kinds(lead) == ["clock.breached", "clock.stopped"]


def test_an_answer_stops_nothing_that_waits_for_something_else(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    assert answer(lead_ids=[lead.id], word="accept", at=MONDAY + HOUR) == []


def test_the_end_of_a_lead_stops_everything_and_breaks_nothing(company: Company) -> None:
    lead, other = make_lead(company.anna), make_lead(company.ben)
    start(lead, other)
    stopped = stop_clocks(lead_ids=[lead.id], why="disqualified", at=MONDAY + HOUR)
    assert {each.state for each in stopped} == {"cancelled"}
    assert open_clocks(lead) == {}
    assert len(open_clocks(other)) == 2


def test_what_is_stopped_is_not_stopped_twice(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    stop_clocks(lead_ids=[lead.id], why="disqualified", at=MONDAY + HOUR)
    assert stop_clocks(lead_ids=[lead.id], why="again", at=MONDAY + 2 * HOUR) == []
    assert stop_clocks(lead_ids=[], why="nothing", at=MONDAY) == []


def test_clocks_follow_their_lead_to_a_new_owner_with_the_due_time_kept(company: Company) -> None:
    lead = make_lead(company.anna)
    before = start(lead)["first_touch"]
    hand_over(owners={lead.id: (company.ben.pk, "bdr")})
    after = open_clocks(lead)["first_touch"]
    assert (after.owner_id, after.due_at) == (company.ben.pk, before.due_at)
    hand_over(owners={lead.id: (None, None)})
    assert open_clocks(lead)["first_touch"].owner_id is None
    hand_over(owners={})


def test_two_open_clocks_of_one_name_cannot_be(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    clock.id = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        clock.save(force_insert=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sleeping"},
        {"state": "met"},
        {"due_at": MONDAY - HOUR},
    ],
)
def test_the_database_refuses_a_clock_that_cannot_be(company: Company, wrong: dict[str, object]) -> None:
    start(make_lead(company.anna))
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.update(**wrong)


def test_many_leads_start_and_stop_in_a_handful_of_statements(
    company: Company, django_assert_max_num_queries: object
) -> None:
    leads = [make_lead(company.anna) for _ in range(40)]
    clocks = run_step(frame_of(*leads)).clocks
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        start_clocks(clocks, moved=[], at=MONDAY)
        stop_clocks(lead_ids=[lead.id for lead in leads], why="disqualified", at=MONDAY + HOUR)
    assert not Clock.objects.filter(stopped_at=None).exists()
