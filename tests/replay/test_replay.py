"""Replay makes every decision of the ledger again."""

from datetime import timedelta

import pytest

from handraiser import due, flow
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.replay.replay import replay
from handraiser.score.operations import Seen
from tests.cast import MONDAY, Cast, hand_raiser, hire, live_process, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return hire()


def test_a_lead_that_was_worked_to_the_end_comes_out_as_recorded(cast: Cast) -> None:
    take_in(hand_raiser(), {"email": "leo.braun@blue-harbor.com", "inquiry_kind": "webinar", "country": "US"})
    lead = Lead.objects.get(person__email="jana.novak@kestrel-analytics.com")
    later = MONDAY + timedelta(hours=1)
    for page in ("/pricing", "/blog", "/pricing/teams"):
        seen = Seen(kind="page_viewed", at=later, person_id=lead.person_id, properties={"page": page})
        flow.see(seen=[seen], at=later)
    flow.touch(lead_id=lead.id, kind="call", outcome="meeting_booked", by=cast.anna.id, at=later)
    flow.answer(lead_id=lead.id, question="budget", value="approved", by=cast.anna.id, at=later)
    lead.refresh_from_db()
    assert lead.handoff == "offered"
    while due.tick(at=MONDAY + timedelta(days=3)):
        pass
    report = replay()
    assert report.differences == []
    assert report.why_not == {}
    assert set(report.tallies) >= {
        "person.identified",
        "lead.graded",
        "lead.scored",
        "stage.moved",
        "lead.assigned",
        "lead.offered",
        "clock.started",
        "clock.met",
        "clock.breached",
        "clock.escalated",
    }
    assert report.checked + sum(report.facts.values()) == Event.objects.count()


def test_what_was_decided_while_nobody_worked_here_is_made_again_too() -> None:
    live_process()
    take_in(hand_raiser())
    report = replay()
    assert report.differences == []
    assert report.why_not == {}
