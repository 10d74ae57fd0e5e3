"""Behaviour is seen: it scores, it moves leads on, and it fades."""

from datetime import timedelta

import pytest

from handraiser import due, flow
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.score.operations import Seen
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return hire()


def test_behaviour_scores_a_lead_and_moves_it_on(cast: Cast) -> None:
    take_in(hand_raiser(inquiry_kind=None))
    lead = Lead.objects.get()
    assert (lead.stage, lead.score) == ("prospect", 0.0)
    flow.see(seen=[Seen(kind="webinar", at=MONDAY + HOUR, person_id=lead.person_id)], at=MONDAY + HOUR)
    lead.refresh_from_db()
    assert (lead.stage, lead.score, lead.behaviours) == ("mql", 25.0, ["webinar"])
    told = Event.objects.get(lead_id=lead.id, kind="behaviour.seen").explanation["seen"]
    assert [event["kind"] for event in told] == ["webinar"]


def test_behaviour_that_came_before_its_person_counts_once_they_are_captured(cast: Cast) -> None:
    seen = Seen(kind="webinar", at=MONDAY - HOUR, email_key="jana.novak@kestrel-analytics.com", id=new_id())
    assert flow.see(seen=[seen, seen], at=MONDAY) == 1
    take_in(hand_raiser(inquiry_kind=None))
    assert Lead.objects.get().stage == "mql"


def test_a_score_fades_day_by_day(cast: Cast) -> None:
    take_in(hand_raiser(inquiry_kind="webinar"))
    assert due.fade_scores(at=MONDAY + HOUR) == 0
    assert due.fade_scores(at=MONDAY + timedelta(days=30)) == 1
    assert Lead.objects.get().score == 12.5
