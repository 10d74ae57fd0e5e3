import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from handraiser.follow_up.clocks import hand_over
from handraiser.follow_up.models import Clock, Notice
from handraiser.follow_up.operations import touch
from handraiser.follow_up.tick import Due, tick
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.staff.models import Team
from handraiser.staff.operations import change_team, change_user
from tests.follow_up.conftest import MONDAY, RULES, Company, make_lead, open_clocks, rules_of, start

HOUR = timedelta(hours=1)


def what(dues: list[Due]) -> list[str]:
    return [due.what for due in dues]


@pytest.mark.django_db
def test_nothing_happens_before_its_moment(company: Company) -> None:
    start(make_lead(company.anna))
    assert tick(at=MONDAY + 3 * HOUR - timedelta(microseconds=1), rules_of=rules_of) == []


@pytest.mark.django_db
def test_the_owner_is_warned_at_the_moment(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    (due,) = tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    assert (due.what, due.at, due.told) == ("warned", MONDAY + 3 * HOUR, (company.anna.pk,))
    clock = open_clocks(lead)["first_touch"]
    assert (clock.state, clock.next_at) == ("warned", clock.due_at)
    notice = Notice.objects.get()
    assert (notice.user_id, notice.lead_id, notice.kind) == (company.anna.pk, lead.id, "warned")
    assert notice.text == "First touch: Dev Patel is waiting, and time runs out."


@pytest.mark.django_db
def test_a_promise_breaks_at_the_moment_it_is_due_and_the_manager_is_told(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    dues = tick(at=MONDAY + 4 * HOUR, rules_of=rules_of)
    assert [(due.what, due.told) for due in dues] == [
        ("breached", (company.anna.pk,)),
        ("notified", (company.carla.pk,)),
    ]
    clock = open_clocks(lead)["first_touch"]
    assert (clock.state, clock.breached_at, clock.escalation_step) == ("breached", clock.due_at, 1)
    assert clock.next_at == MONDAY + 6 * HOUR


@pytest.mark.django_db
def test_escalation_waits_in_business_time_and_then_asks_for_another_owner(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead, at=MONDAY + 3 * HOUR)
    tick(at=MONDAY + 7 * HOUR, rules_of=rules_of)
    tuesday = MONDAY + timedelta(days=1)
    assert tick(at=tuesday + HOUR - timedelta(seconds=1), rules_of=rules_of) == []
    (due,) = tick(at=tuesday + HOUR, rules_of=rules_of)
    assert (due.what, due.lead_id, due.owner_id, due.at) == (
        "reassign",
        lead.id,
        company.anna.pk,
        tuesday + HOUR,
    )
    assert open_clocks(lead)["first_touch"].next_at is None


@pytest.mark.django_db
def test_what_was_missed_is_made_up_for_in_order_without_a_stale_warning(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    dues = tick(at=MONDAY + timedelta(days=1), rules_of=rules_of)
    assert [(due.what, due.at) for due in dues] == [
        ("breached", MONDAY + 4 * HOUR),
        ("notified", MONDAY + 4 * HOUR),
        ("reassign", MONDAY + 6 * HOUR),
    ]
    assert tick(at=MONDAY + timedelta(days=1), rules_of=rules_of) == []


@pytest.mark.django_db
def test_the_longest_stay_runs_out_for_the_journey_to_act(company: Company) -> None:
    lead = make_lead(company.anna, stage="prospect")
    start(lead)
    dues = tick(at=MONDAY + timedelta(days=30), rules_of=rules_of)
    assert what(dues) == ["breached", "stage_ran_out"]
    assert dues[1].stage == "prospect"


@pytest.mark.django_db
def test_an_offer_that_nobody_answers_is_to_be_returned(company: Company) -> None:
    lead = make_lead(company.carla, team="ae")
    start(lead, stage_changed=False, offered=True)
    dues = tick(at=MONDAY + timedelta(days=1), rules_of=rules_of)
    assert what(dues) == ["breached", "return"]
    assert dues[1].stage is None


@pytest.mark.django_db
def test_a_touch_stops_what_the_tick_would_have_done(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    touch(
        lead_id=lead.id,
        kind="mail",
        outcome=None,
        note="",
        by=company.anna.pk,
        at=MONDAY + 2 * HOUR,
        rules=RULES,
    )
    assert tick(at=MONDAY + timedelta(days=3), rules_of=rules_of) == []


@pytest.mark.django_db
def test_whoever_has_the_lead_now_is_told(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    Lead.objects.filter(id=lead.id).update(owner=company.ben)
    hand_over(owners={lead.id: (company.ben.pk, "bdr")})
    (due,) = tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    assert due.told == (company.ben.pk,)


@pytest.mark.django_db
def test_where_nobody_has_the_lead_the_team_s_lead_is_told_and_then_operations(company: Company) -> None:
    start(make_lead(None))
    (due,) = tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    assert due.told == (company.carla.pk,)
    change_user(user=company.carla, is_active=False, at=MONDAY)
    assert tick(at=MONDAY + 4 * HOUR, rules_of=rules_of)[0].told == (company.erin.pk,)


@pytest.mark.django_db
def test_a_company_where_nobody_is_left_breaks_promises_unheard(company: Company) -> None:
    change_team(team=Team.objects.get(), lead=None, at=MONDAY)
    for user in (company.anna, company.carla, company.erin):
        change_user(user=user, is_active=False, at=MONDAY)
    start(make_lead(company.anna))
    dues = tick(at=MONDAY + 4 * HOUR, rules_of=rules_of)
    assert [(due.what, due.told) for due in dues] == [("breached", ()), ("notified", ())]
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_a_version_that_cannot_be_read_breaks_promises_without_escalation(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    dues = tick(at=MONDAY + timedelta(days=1), rules_of=lambda version_id: None)
    assert what(dues) == ["breached"]
    assert open_clocks(lead)["first_touch"].next_at is None


@pytest.mark.django_db
def test_the_clock_of_a_lead_that_ended_lapses(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    Lead.objects.filter(id=lead.id).update(ended_at=MONDAY + HOUR)
    assert tick(at=MONDAY + 4 * HOUR, rules_of=rules_of) == []
    assert Clock.objects.get(name="first_touch").state == "cancelled"


@pytest.mark.django_db
def test_everything_a_clock_did_is_in_the_ledger_at_its_moment(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    tick(at=MONDAY + 7 * HOUR, rules_of=rules_of)
    events = Event.objects.filter(lead_id=lead.id).order_by("at", "id")
    assert [(event.kind, event.at) for event in events] == [
        ("clock.warned", MONDAY + 3 * HOUR),
        ("clock.breached", MONDAY + 4 * HOUR),
        ("clock.escalated", MONDAY + 4 * HOUR),
        ("clock.escalated", MONDAY + 6 * HOUR),
    ]
    assert {event.recorded_at for event in events[1:]} == {MONDAY + 7 * HOUR}


@pytest.mark.django_db
def test_a_promise_over_a_change_of_the_clocks_breaks_at_the_right_moment(company: Company) -> None:
    friday = datetime(2026, 3, 27, 15, tzinfo=UTC)
    lead = make_lead(company.anna, at=friday)
    start(lead, at=friday)
    # 16:00 in winter; one hour is left on Friday, three come on Monday in summer time.
    due_at = datetime(2026, 3, 30, 10, tzinfo=UTC)
    assert what(tick(at=due_at - timedelta(seconds=1), rules_of=rules_of)) == ["warned"]
    assert what(tick(at=due_at, rules_of=rules_of))[0] == "breached"


@pytest.mark.django_db
def test_a_tick_takes_no_more_than_it_was_told(company: Company) -> None:
    start(*[make_lead(company.anna) for _ in range(5)])
    assert [len(tick(at=MONDAY + 3 * HOUR, rules_of=rules_of, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db
def test_a_hundred_due_clocks_cost_as_many_statements_as_one(
    company: Company, django_assert_max_num_queries: object
) -> None:
    start(*[make_lead(company.anna) for _ in range(100)])
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(tick(at=MONDAY + 4 * HOUR, rules_of=rules_of)) == 200


@pytest.mark.django_db
def test_the_tick_walks_the_index_of_what_is_next(company: Company) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM follow_up_clock WHERE next_at <= now() ORDER BY next_at LIMIT 9"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "follow_up_clock_next" in plan
    assert "Sort" not in plan


@pytest.mark.django_db(transaction=True)
def test_two_workers_break_each_promise_once(lasting_company: Company) -> None:
    start(*[make_lead(lasting_company.anna) for _ in range(30)])
    ready, results = threading.Barrier(2), []

    def work() -> None:
        try:
            ready.wait(10)
            while dues := tick(at=MONDAY + 4 * HOUR, rules_of=rules_of, limit=5):
                results.extend(dues)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sorted(what(results)) == ["breached"] * 30 + ["notified"] * 30
    assert len({due.clock_id for due in results}) == 30
    assert Event.objects.filter(kind="clock.breached").count() == 30
    assert Notice.objects.filter(kind="escalated").count() == 30


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_holds_is_passed_by_and_not_waited_for(lasting_company: Company) -> None:
    held, free = make_lead(lasting_company.anna), make_lead(lasting_company.ben)
    start(held, free)
    seen: list[Due] = []

    def work() -> None:
        try:
            seen.extend(tick(at=MONDAY + 3 * HOUR, rules_of=rules_of))
        finally:
            connections.close_all()

    with transaction.atomic():
        Lead.objects.select_for_update().get(id=held.id)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(30)
    assert [due.lead_id for due in seen] == [free.id]
    assert [due.lead_id for due in tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)] == [held.id]


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_dies_has_done_nothing(lasting_company: Company) -> None:
    start(make_lead(lasting_company.anna))
    with transaction.atomic():
        assert what(tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)) == ["warned"]
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert what(tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)) == ["warned"]
