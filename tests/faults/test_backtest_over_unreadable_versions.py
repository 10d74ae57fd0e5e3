"""A ledger with a version that does not load any more: named, left out, and its leads counted."""

from datetime import timedelta

import pytest
from django.db import connection

from handraiser.backtest.candidates import DraftFaulty, base_of, stored
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope
from handraiser.process import queries
from tests.cast import MONDAY, PROCESS, hand_raiser, hire, live_process, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unreadable() -> None:
    """Somebody came under the first version; then it was spoilt, and another went live."""
    cast = hire()
    take_in(hand_raiser())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE process_version DISABLE TRIGGER USER")
        cursor.execute("UPDATE process_version SET text = 'stages: [oops' WHERE id = %s", [cast.version.id])
        cursor.execute("ALTER TABLE process_version ENABLE TRIGGER USER")
    queries._read.clear()
    live_process(PROCESS.read_text(encoding="utf-8").replace("score >= 20", "score >= 10"))


def test_the_version_is_named_and_its_leads_are_counted() -> None:
    live = base_of(None)
    report = backtest(draft=live, base=live, scope=Scope(), at=MONDAY + timedelta(days=1))
    assert report.draft.leads == 1
    assert any("under which 1 leads ran, cannot be read any more" in warning for warning in report.warnings)
    # It ran under another version than the one that is simulated.
    assert report.fidelity is None


def test_to_try_the_version_itself_is_refused_with_its_faults() -> None:
    with pytest.raises(DraftFaulty) as refused:
        stored("1.0")
    assert refused.value.faults
