"""The demo company comes to life through the real journey."""

from datetime import UTC, datetime

import pytest

from handraiser.demo import ACCOUNTS, PASSWORD, DemoRefused, is_populated, populate
from handraiser.document import Document
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.process.models import Version
from handraiser.process.review.queries import review_of
from handraiser.staff.models import User

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_company_has_worked_for_half_a_year_and_is_made_only_once() -> None:
    populate(at=NOW, leads=60)
    assert is_populated()
    assert Lead.objects.count() >= 50
    assert {"lead.assigned", "touch.made", "stage.moved", "question.answered"} <= set(
        Event.objects.values_list("kind", flat=True)
    )
    assert not Lead.objects.filter(opened_at__gt=NOW).exists()
    review = review_of(Version.objects.get(state="draft"), Document)
    assert 0 < review.signed < review.needed
    assert [block.kind for block in review.blocks] == ["changes", "sign_offs"]
    assert User.objects.get(email=ACCOUNTS[0].email).check_password(PASSWORD)
    with pytest.raises(DemoRefused):
        populate(at=NOW, leads=60)
