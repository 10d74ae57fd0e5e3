"""A lead that is moved by hand while it is on offer is on offer no more."""

from datetime import timedelta

import pytest

from handraiser import flow
from handraiser.follow_up.models import Clock
from handraiser.handoff.models import Offer
from handraiser.handoff.operations import NotOnOffer
from handraiser.lead.models import Lead
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return hire()


def offered(cast: Cast) -> Lead:
    take_in(hand_raiser())
    lead = Lead.objects.get()
    flow.hand_off(lead_id=lead.id, by=cast.anna.id, note="She wants to talk", at=LATER)
    lead.refresh_from_db()
    assert (lead.stage, lead.handoff) == ("sal", "offered")
    return lead


def test_what_is_sent_back_can_be_offered_again(cast: Cast) -> None:
    lead = offered(cast)
    flow.send_back(lead_id=lead.id, by=cast.carla.id, note="Too early", at=LATER)
    lead.refresh_from_db()
    assert (lead.stage, lead.handoff) == ("mql", "withdrawn")
    flow.hand_off(lead_id=lead.id, by=cast.anna.id, note="Now", at=LATER + timedelta(hours=1))
    lead.refresh_from_db()
    assert (lead.stage, lead.handoff) == ("sal", "offered")
    answers = list(Offer.objects.order_by("offered_at", "id").values_list("answer", flat=True))
    assert answers == ["withdrawn", None]


def test_an_offer_that_was_withdrawn_cannot_be_answered_and_its_promise_is_over(cast: Cast) -> None:
    lead = offered(cast)
    flow.move_stage(lead_id=lead.id, to="prospect", by=cast.erin.id, reason="A mistake", at=LATER)
    assert not Clock.objects.filter(lead=lead, name="acceptance", stopped_at=None).exists()
    with pytest.raises(NotOnOffer):
        flow.accept(lead_id=lead.id, by=cast.carla.id, at=LATER)
