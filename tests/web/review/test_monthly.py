"""Once a month scores, clocks and routes are looked at; reminded once, noted once each."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from handraiser.config.schedule import SCHEDULE
from handraiser.follow_up.models import Notice
from handraiser.ledger.models import Event
from handraiser.process.models import Version
from handraiser.process.review.monthly import MonthlyReviewRefused, month_of, note_monthly_review
from handraiser.web.review.reminders import remind
from tests.cast import MONDAY, Cast, hand_raiser, hire, live_process, take_in
from tests.process.review.conftest import TEXT

DECEMBER = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


def told() -> dict[str, str]:
    return dict(Notice.objects.filter(kind="monthly_review").values_list("user__full_name", "text"))


@pytest.mark.parametrize(
    ("at", "name", "ends"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), "2026-11", datetime(2026, 12, 1, tzinfo=UTC)),
        (datetime(2026, 12, 31, tzinfo=UTC), "2026-12", datetime(2027, 1, 1, tzinfo=UTC)),
        (datetime(2027, 1, 1, tzinfo=UTC), "2027-01", datetime(2027, 2, 1, tzinfo=UTC)),
    ],
)
def test_a_month_begins_on_its_first_and_ends_where_the_next_begins(
    at: datetime, name: str, ends: datetime
) -> None:
    assert (month_of(at).name, month_of(at).ends) == (name, ends)


def test_whoever_owns_the_rules_is_reminded_once_a_month(cast: Cast) -> None:
    live_process(TEXT)
    assert remind(at=DECEMBER) == 4
    assert set(told()) == {"Erin Walsh", "Dev Patel", "Anna Weber", "Carla Rossi"}
    assert "scores, clocks and routes" in told()["Erin Walsh"]
    assert "review of scores is" in told()["Dev Patel"]
    assert remind(at=DECEMBER + timedelta(hours=1)) == 0
    assert remind(at=DECEMBER + timedelta(days=29)) == 0
    assert remind(at=DECEMBER + timedelta(days=31)) == 4


def test_a_process_that_went_live_this_month_has_nothing_to_look_back_on(cast: Cast) -> None:
    assert remind(at=MONDAY + timedelta(days=3)) == 0
    assert not Event.objects.filter(kind="version.monthly_review_due").exists()


def test_after_months_without_a_worker_there_is_one_reminder(cast: Cast) -> None:
    assert remind(at=DECEMBER + timedelta(days=120)) == 1
    assert remind(at=DECEMBER + timedelta(days=120, hours=1)) == 0
    assert Event.objects.get(kind="version.monthly_review_due").explanation["month"] == "2027-03"


def test_what_was_looked_at_already_is_not_reminded_of(cast: Cast) -> None:
    live = live_process(TEXT)
    note_monthly_review(
        version_id=live.id, subject="scores", note="Fine.", by=cast.dev.pk, at=DECEMBER - timedelta(hours=1)
    )
    for subject in ("clocks", "scores"):
        note_monthly_review(version_id=live.id, subject=subject, note="", by=cast.erin.pk, at=DECEMBER)
    assert remind(at=DECEMBER + timedelta(hours=1)) == 1
    assert "review of routes is" in told()["Erin Walsh"]


def test_without_a_process_nobody_is_reminded(db: None) -> None:
    assert remind(at=DECEMBER) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once() -> None:
    hire()
    together = Barrier(3)

    def go() -> None:
        together.wait()
        try:
            remind(at=DECEMBER)
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Notice.objects.count() == 1


def test_the_reminder_is_on_the_schedule() -> None:
    assert remind in [timed.function() for timed in SCHEDULE]


def test_the_page_shows_the_figures_and_takes_the_note(cast: Cast, erin: Client) -> None:
    live_process(TEXT)
    take_in(hand_raiser(inquiry_kind="webinar"), hand_raiser(email="a@c1.com"))
    page = erin.get("/process/monthly-review").content.decode()
    assert "November 2026" in page
    assert "1 of 2 rules never had anything to count" in page
    assert "First touch" in page
    assert "to be looked at" in page

    erin.post("/process/monthly-review/scores", {"note": "The rule on prices never fires."})
    event = Event.objects.get(kind="version.monthly_review")
    assert event.explanation == {
        "month": "2026-11",
        "subject": "scores",
        "note": "The rule on prices never fires.",
    }
    page = erin.get("/process/monthly-review").content.decode()
    assert "The rule on prices never fires." in page
    twice = erin.post("/process/monthly-review/scores", {"note": "x"}, headers={"HX-Request": "true"})
    assert twice.status_code == 422


def test_mallory_reads_and_notes_nothing(cast: Cast, mallory: Client, anna: Client) -> None:
    live_process(TEXT)
    assert mallory.get("/process/monthly-review").status_code == 200
    for client, subject in ((mallory, "scores"), (anna, "routes"), (mallory, "nonsense")):
        sent = client.post(f"/process/monthly-review/{subject}", headers={"HX-Request": "true"})
        assert sent.status_code == 422
    assert anna.post("/process/monthly-review/scores").status_code == 302
    assert Event.objects.filter(kind="version.monthly_review").count() == 1


def test_a_rep_sees_no_figures_of_others(cast: Cast, anna: Client) -> None:
    page = anna.get("/process/monthly-review").content.decode()
    assert "shown to those who see all leads" in page


def test_an_unknown_subject_is_refused(cast: Cast) -> None:
    with pytest.raises(MonthlyReviewRefused):
        note_monthly_review(version_id=cast.version.id, subject="hats", note="", by=cast.erin.pk, at=MONDAY)


def test_without_a_process_the_page_says_how_to_get_one(cast: Cast, erin: Client) -> None:
    Version.objects.filter(id=cast.version.id).update(state="retired", retired_at=MONDAY)
    assert "No process is live yet" in erin.get("/process/monthly-review").content.decode()
