"""What was undone was not done: a backtest sees neither the act nor its undo."""

from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import flow
from handraiser.acts.models import Act
from handraiser.backtest.acts import acts_of
from handraiser.backtest.candidates import base_of
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope
from tests.cast import MONDAY, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db
THEN = MONDAY + timedelta(hours=1)


@pytest.fixture
def history() -> UUID:
    """Moved by mistake, undone, called and recycled."""
    cast = hire()
    lead = UUID(take_in(hand_raiser()).item(0, "lead_id"))
    flow.move_stage(lead_id=lead, to="sql", reason="A slip", by=cast.erin.id, at=THEN)
    flow.undo(stroke=Act.objects.get().stroke, by=cast.erin.id, at=THEN + timedelta(minutes=1))
    flow.touch(lead_id=lead, kind="call", by=cast.anna.id, at=THEN + timedelta(hours=1))
    return lead


def test_only_what_holds_is_replayed_as_an_act(history: UUID) -> None:
    acts = acts_of([str(history)], {str(history): 0}, horizon=MONDAY + timedelta(days=1))
    assert [act.kind for act in acts] == ["touch.made"]


def test_a_backtest_over_it_comes_to_the_record(history: UUID) -> None:
    live = base_of(None)
    report = backtest(draft=live, base=live, scope=Scope(), at=MONDAY + timedelta(days=1))
    assert report.movements == {"same": 1}
    assert not report.draft.differs
