"""An inquiry goes in; an owned lead on the clock comes out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.capture.models import Inquiry
from handraiser.follow_up.models import Clock
from handraiser.lead.models import Company, Lead, OwnerLoad, Person, PersonKey
from handraiser.ledger.models import Event
from tests.cast import MONDAY, hand_raiser, hire, live_process, take_in

pytestmark = pytest.mark.django_db


def test_a_hand_raiser_becomes_an_owned_lead_on_the_clock() -> None:
    cast = hire()
    told = take_in(hand_raiser()).row(0, named=True)
    lead = Lead.objects.get(id=told["lead_id"])
    assert (told["state"], told["result"], lead.stage, lead.grade) == ("done", "new", "mql", "A")
    assert lead.owner in (cast.anna, cast.ben)
    clock = Clock.objects.get(lead=lead, name="first_touch")
    assert clock.due_at == datetime(2026, 11, 23, 13, tzinfo=UTC) == told["due_at"]
    assert lead.version_id == cast.version.id


def test_every_decision_is_in_the_ledger_with_its_reason_and_version() -> None:
    cast = hire()
    lead_id = take_in(hand_raiser()).item(0, "lead_id")
    events = {event.kind: event for event in Event.objects.filter(lead_id=lead_id)}
    assert set(events) == {
        "person.identified",
        "lead.graded",
        "stage.moved",
        "lead.assigned",
        "clock.started",
    }
    assert {event.version_id for event in events.values()} == {cast.version.id}
    graded = events["lead.graded"].explanation
    assert sum(rule["points"] for rule in graded["rules"]) == graded["points"] == 35
    assert graded["inputs"]["title"] == "VP Data"
    assert events["lead.assigned"].explanation["reasons"]["rejected"][0]["why"] == "nobody serves it"


def test_what_arrived_is_kept_to_the_letter() -> None:
    hire()
    take_in(hand_raiser(full_name="  JANA\x00 novák ", extra='{"shoe": 38}'))
    raw = Inquiry.objects.get().raw
    assert "JANA\\u0000 novák" in raw
    assert '"shoe": 38' in raw.replace("\\", "")


def test_an_inquiry_below_the_minimum_stops_with_the_reason_and_is_kept() -> None:
    hire()
    told = take_in({"full_name": "Somebody"}).row(0, named=True)
    assert (told["state"], told["stop_reason"], told["result"]) == ("stopped", "below_minimum", "refused")
    assert told["stop_detail"] == "There is a way to reach or to know them."
    assert Inquiry.objects.get().stop_reason == "below_minimum"
    assert Lead.objects.count() == 0


def test_spellings_of_one_mail_are_one_person() -> None:
    hire()
    told = take_in(
        hand_raiser(),
        hand_raiser(email="Jana.Novak+News@Kestrel-Analytics.COM "),
        hand_raiser(email=" JANA.NOVAK@kestrel-analytics.com", inquiry_kind=None),
    )
    assert told["person_id"].n_unique() == 1
    assert told["result"].to_list() == ["new", "updated", "same"]
    assert Person.objects.get().email == "jana.novak@kestrel-analytics.com"


def test_a_second_inquiry_joins_the_open_lead() -> None:
    hire()
    first = take_in(hand_raiser())
    second = take_in(hand_raiser(inquiry_kind="webinar"), at=MONDAY + timedelta(hours=1))
    assert first.item(0, "lead_id") == second.item(0, "lead_id")
    lead = Lead.objects.get()
    assert (lead.inquiry_kinds, lead.score) == (["contact_us", "webinar"], 25.0)


def test_a_person_who_returns_after_the_end_starts_a_new_pass_with_the_memory_of_the_last() -> None:
    cast = hire()
    first = Lead.objects.get(id=take_in(hand_raiser()).item(0, "lead_id"))
    flow.disqualify(lead_id=first.id, reason="spam", by=cast.erin.id, at=MONDAY + timedelta(hours=1))
    again = Lead.objects.get(id=take_in(hand_raiser(), at=MONDAY + timedelta(hours=2)).item(0, "lead_id"))
    assert (again.pass_number, again.person_id, again.owner_id) == (2, first.person_id, first.owner_id)
    assigned = Event.objects.get(lead_id=again.id, kind="lead.assigned").explanation["reasons"]
    assert assigned["way"] == "existing_owner"


def test_people_of_one_domain_are_of_one_company_and_a_free_mail_makes_none() -> None:
    hire()
    take_in(
        hand_raiser(),
        hand_raiser(email="petr@kestrel-analytics.com", full_name="Petr Dvorak", company_name="Kestrel Inc."),
        hand_raiser(email="eva@gmail.com", full_name="Eva Mala", company_name=None),
    )
    assert [company.domain for company in Company.objects.all()] == ["kestrel-analytics.com"]
    assert Person.objects.get(email="eva@gmail.com").company is None


def test_one_person_who_names_two_companies_at_once_breaks_nothing() -> None:
    hire()
    told = take_in(
        hand_raiser(email="jana@gmail.com", company_name="Kestrel"),
        hand_raiser(email="jana@gmail.com", company_name="Blue Harbor"),
    )
    assert told["state"].to_list() == ["done", "done"]
    assert Person.objects.get().company is not None


def test_older_news_does_not_overwrite_newer() -> None:
    hire()
    take_in(hand_raiser(title="CTO"))
    take_in(hand_raiser(title="Intern", city="Berlin", occurred_at=MONDAY - timedelta(days=300)))
    person = Person.objects.get()
    assert (person.title, person.city) == ("CTO", "Berlin")


def test_a_dated_history_keeps_its_dates_and_starts_no_clock() -> None:
    hire()
    long_ago = datetime(2024, 3, 5, 12, tzinfo=UTC)
    take_in(hand_raiser(occurred_at=long_ago))
    lead = Lead.objects.get()
    assert (lead.opened_at, lead.stage_entered_at) == (long_ago, long_ago)
    assert not Clock.objects.exists()
    assert "history" in Event.objects.get(kind="clock.omitted").explanation["no_clock"]


def test_an_outcome_from_outside_ends_the_pass_and_a_second_telling_changes_nothing() -> None:
    hire()
    take_in({"external_id": "7", "occurred_at": MONDAY - timedelta(days=90)}, system="crm")
    won = {"external_id": "7", "outcome": "won", "outcome_at": MONDAY - timedelta(days=30), "amount": "900"}
    take_in(won, system="crm")
    take_in(won, system="crm")
    lead = Lead.objects.get()
    assert (lead.outcome, lead.stage, lead.opportunity, lead.amount) == ("won", "customer", "won", 900.0)
    assert lead.sale.flag is None


def test_a_deal_won_before_its_first_contact_is_flagged() -> None:
    hire()
    take_in({"external_id": "7", "occurred_at": MONDAY}, system="crm")
    take_in({"external_id": "7", "outcome": "won", "outcome_at": MONDAY - timedelta(days=2)}, system="crm")
    assert Lead.objects.get().sale.flag == "closed_before_first_contact"


def test_the_very_same_row_of_the_same_system_is_taken_in_once() -> None:
    hire()
    row = hand_raiser(dedupe_key="list:1")
    first = take_in(row, row)
    second = take_in(row)
    assert first["result"].to_list() == ["new", "same"]
    assert second["result"].to_list() == ["same"]
    assert Inquiry.objects.count() == 1


def test_a_rehearsal_tells_what_would_happen_and_writes_nothing() -> None:
    hire()
    take_in(hand_raiser())
    rows = [
        hand_raiser(inquiry_kind=None),
        hand_raiser(email="new@kestrel-analytics.com", full_name="New One"),
        {},
    ]
    told = flow.rehearse(arrivals(rows, door="import", system="list", at=MONDAY), at=MONDAY)
    assert told["result"].to_list() == ["same", "new", "refused"]
    assert (Inquiry.objects.count(), Lead.objects.count()) == (1, 1)


def test_without_a_process_the_inquiry_waits_and_is_run_again_once_there_is_one() -> None:
    told = take_in(hand_raiser()).row(0, named=True)
    assert told["stop_reason"] == "no_process"
    from handraiser import due

    live_process()
    assert due.resume(at=MONDAY + timedelta(hours=1)) == 0
    assert due.retry_stopped(at=MONDAY + timedelta(hours=1)) == 1
    assert Inquiry.objects.get().state == "done"
    assert Lead.objects.get().stage == "mql"


def test_an_owner_s_load_follows_every_way_in_and_out() -> None:
    cast = hire()
    first = take_in(hand_raiser()).item(0, "lead_id")
    take_in(hand_raiser(email="petr@blue-harbor.com", full_name="Petr Dvorak", company_name="Blue Harbor"))
    load = {load.owner_id: load.open_leads for load in OwnerLoad.objects.all()}
    assert load == {cast.anna.id: 1, cast.ben.id: 1}
    flow.reassign(lead_ids=[first], to=cast.ben.id, by=cast.erin.id, at=MONDAY)
    flow.disqualify(lead_id=first, reason="spam", by=cast.erin.id, at=MONDAY)
    load = {load.owner_id: load.open_leads for load in OwnerLoad.objects.all()}
    assert load == {cast.anna.id: 0, cast.ben.id: 1}


@pytest.mark.django_db(transaction=True)
def test_sixteen_captures_of_one_person_at_the_same_instant_are_one_person() -> None:
    hire()

    def capture(number: int) -> str:
        try:
            return str(
                take_in(hand_raiser(phone="+49 30 901820", external_id=str(number))).item(0, "person_id")
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as clients:
        people = set(clients.map(capture, range(16)))
    assert len(people) == 1
    assert (Person.objects.count(), Lead.objects.count(), Inquiry.objects.count()) == (1, 1, 16)
    assert PersonKey.objects.filter(kind="external").count() == 16


@pytest.mark.django_db(transaction=True)
def test_a_failing_step_stops_only_the_row_on_which_it_fails() -> None:
    hire()
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE lead_person ADD CONSTRAINT no_mallory CHECK (full_name NOT LIKE 'Mallory%')"
        )
    try:
        told = take_in(
            hand_raiser(),
            hand_raiser(email="m@kestrel-analytics.com", full_name="Mallory Finch"),
            hand_raiser(email="petr@kestrel-analytics.com", full_name="Petr Dvorak"),
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE lead_person DROP CONSTRAINT no_mallory")
    assert told["state"].to_list() == ["done", "stopped", "done"]
    assert told["stop_reason"].to_list() == [None, "store_failed", None]
