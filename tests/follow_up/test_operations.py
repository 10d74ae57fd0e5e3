from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from handraiser.follow_up.models import Notice, Touch
from handraiser.follow_up.operations import (
    LeadEnded,
    LeadUnknown,
    SnoozeRefused,
    Touched,
    TouchRefused,
    read_notices,
    snooze,
    touch,
    undo_touch,
    wake,
)
from handraiser.follow_up.queries import notices_of, touches_of
from handraiser.follow_up.tick import tick
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.staff.models import User
from tests.follow_up.conftest import MONDAY, RULES, Company, make_lead, open_clocks, rules_of, start

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def call(lead: Lead, by: User, *, hours: float = 1, **fields: object) -> Touched:
    plain: dict[str, object] = {"kind": "call", "outcome": "reached", "note": ""}
    return touch(
        lead_id=lead.id,
        by=by.pk,
        at=MONDAY + hours * HOUR,
        rules=RULES,
        **{**plain, **fields},  # type: ignore[arg-type]
    )


def test_a_touch_in_time_keeps_the_promise(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    touched = call(lead, company.anna)
    assert [(stopped.name, stopped.state) for stopped in touched.stopped] == [("first_touch", "met")]
    assert (touched.first, touched.contact) == (True, True)
    clock.refresh_from_db()
    assert (clock.state, clock.stopped_at, clock.next_at) == ("met", MONDAY + HOUR, None)
    assert set(open_clocks(lead)) == {"stage_duration"}


def test_a_touch_at_the_very_moment_it_is_due_is_in_time(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    assert call(lead, company.anna, hours=4).stopped[0].state == "met"


def test_a_touch_too_late_leaves_the_promise_broken(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    assert call(lead, company.anna, hours=4.5).stopped[0].state == "breached"
    clock.refresh_from_db()
    assert clock.breached_at == clock.due_at


def test_a_touch_in_time_that_was_told_late_keeps_the_promise(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    tick(at=MONDAY + 5 * HOUR, rules_of=rules_of)
    call(lead, company.anna, hours=2, recorded_at=MONDAY + 6 * HOUR)
    clock.refresh_from_db()
    assert (clock.state, clock.breached_at) == ("met", None)


def test_a_note_reaches_nobody_and_keeps_no_promise(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    noted = call(lead, company.anna, kind="note", outcome=None, note="Looks like a fit.")
    assert (noted.contact, noted.first, noted.stopped) == (False, False, ())
    lead.refresh_from_db()
    assert (lead.touches, lead.first_touch_at) == (0, None)


def test_what_people_did_is_counted_on_the_lead(company: Company) -> None:
    lead = make_lead(company.anna)
    call(lead, company.anna, hours=1, outcome="no_answer")
    call(lead, company.anna, hours=2, kind="mail", outcome=None)
    call(lead, company.anna, hours=3, outcome="meeting_booked")
    lead.refresh_from_db()
    assert (lead.touches, lead.calls, lead.meetings) == (3, 2, 1)
    assert (lead.first_touch_at, lead.last_touch_at) == (MONDAY + HOUR, MONDAY + 3 * HOUR)


def test_every_touch_is_in_the_ledger_with_who_and_what(company: Company) -> None:
    lead = make_lead(company.anna)
    touched = call(lead, company.ben, note="Asked for a demo.")
    event = Event.objects.get(kind="touch.made")
    assert (event.lead_id, event.person_id, event.actor_id) == (lead.id, lead.person_id, company.ben.pk)
    assert event.explanation == {
        "touch": str(touched.touch_id),
        "kind": "call",
        "direction": "out",
        "outcome": "reached",
        "note": "Asked for a demo.",
    }


def test_a_touch_taken_back_lets_the_clock_run_again(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    touched = call(lead, company.anna)
    assert undo_touch(touch_id=touched.touch_id, by=company.anna.pk, at=MONDAY + 2 * HOUR) == lead.id
    clock.refresh_from_db()
    assert (clock.state, clock.stopped_at, clock.next_at) == ("running", None, clock.warn_at)
    lead.refresh_from_db()
    assert (lead.touches, lead.calls, lead.first_touch_at) == (0, 0, None)
    assert not touches_of(lead.id).exists()
    assert Event.objects.filter(kind="touch.undone").exists()


def test_a_touch_taken_back_after_the_due_time_breaks_the_promise(company: Company) -> None:
    lead = make_lead(company.anna)
    clock = start(lead)["first_touch"]
    touched = call(lead, company.anna)
    later = MONDAY + 5 * HOUR
    undo_touch(touch_id=touched.touch_id, by=company.anna.pk, at=later)
    assert "breached" in [due.what for due in tick(at=later, rules_of=rules_of)]
    clock.refresh_from_db()
    assert (clock.state, clock.breached_at) == ("breached", clock.due_at)


def test_a_late_touch_taken_back_goes_on_with_the_escalation(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    tick(at=MONDAY + 4 * HOUR, rules_of=rules_of)
    touched = call(lead, company.anna, hours=5)
    undo_touch(touch_id=touched.touch_id, by=company.anna.pk, at=MONDAY + 5.5 * HOUR)
    assert tick(at=MONDAY + 5.5 * HOUR, rules_of=rules_of) == []
    assert [due.what for due in tick(at=MONDAY + 6 * HOUR, rules_of=rules_of)] == ["reassign"]


def test_a_touch_is_taken_back_once(company: Company) -> None:
    touched = call(make_lead(company.anna), company.anna)
    undo_touch(touch_id=touched.touch_id, by=None, at=MONDAY + 2 * HOUR)
    for touch_id in (touched.touch_id, new_id()):
        with pytest.raises(TouchRefused):
            undo_touch(touch_id=touch_id, by=None, at=MONDAY + 3 * HOUR)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "fax"}, "kind"),
        ({"outcome": "married"}, "outcome"),
        ({"note": "x" * 20_001}, "note"),
        ({"recorded_at": MONDAY}, "at"),
    ],
)
def test_a_touch_that_cannot_be_is_refused(company: Company, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(TouchRefused) as refused:
        call(make_lead(company.anna), company.anna, **fields)
    assert refused.value.field == field
    assert not Touch.objects.exists()


@pytest.mark.parametrize("note", ["a\0b", "half \ud83d a face", "Zoë 😀 نص", "'; DROP TABLE lead_lead; --"])
def test_a_note_of_any_letters_is_kept(company: Company, note: str) -> None:
    call(make_lead(company.anna), company.anna, note=note)
    kept = Touch.objects.get().note
    assert kept == note.replace("\0", "\ufffd").replace("\ud83d", "\ufffd")


def test_a_touch_of_no_lead_is_refused() -> None:
    unknown = UUID(int=7)
    with pytest.raises(LeadUnknown):
        touch(lead_id=unknown, kind="call", outcome=None, note="", by=None, at=MONDAY, rules=RULES)


def test_a_lead_that_ended_can_still_be_called_but_not_put_aside(company: Company) -> None:
    lead = make_lead(company.anna, ended_at=MONDAY, outcome="won")
    assert call(lead, company.anna).contact
    with pytest.raises(LeadEnded):
        snooze(lead_id=lead.id, until=MONDAY + 24 * HOUR, by=company.anna.pk, at=MONDAY)


def test_a_snoozed_lead_sleeps_while_its_clocks_run_on(company: Company) -> None:
    lead = make_lead(company.anna)
    start(lead)
    snooze(lead_id=lead.id, until=MONDAY + 24 * HOUR, by=company.anna.pk, at=MONDAY)
    lead.refresh_from_db()
    assert lead.snoozed_until == MONDAY + 24 * HOUR
    assert set(open_clocks(lead)) == {"first_touch", "stage_duration"}
    wake(lead_id=lead.id, by=company.anna.pk, at=MONDAY + HOUR)
    lead.refresh_from_db()
    assert lead.snoozed_until is None
    wake(lead_id=lead.id, by=company.anna.pk, at=MONDAY + 2 * HOUR)
    kinds = Event.objects.filter(lead_id=lead.id).order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["lead.snoozed", "lead.woke"]


def test_nobody_sleeps_until_yesterday(company: Company) -> None:
    lead = make_lead(company.anna)
    with pytest.raises(SnoozeRefused):
        snooze(lead_id=lead.id, until=MONDAY, by=company.anna.pk, at=MONDAY)


def test_notices_are_read_once(company: Company) -> None:
    start(make_lead(company.anna))
    tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    assert notices_of(company.anna.pk, unread=True).count() == 1
    assert read_notices(user_id=company.anna.pk, at=MONDAY + 4 * HOUR) == 1
    assert read_notices(user_id=company.anna.pk, at=MONDAY + 4 * HOUR) == 0
    assert Notice.objects.get().read_at == MONDAY + 4 * HOUR
