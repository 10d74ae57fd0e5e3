"""The night's sample: once a night, kept, and told where something differs."""

from datetime import timedelta

import pytest
from django.db import connection

from handraiser.follow_up.models import Notice
from handraiser.replay import sample
from handraiser.replay.models import Run
from handraiser.replay.nightly import nightly, replay_sample
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db

# The decisions are made at nine; the night after is Tuesday's.
NIGHT = MONDAY.replace(hour=3, minute=1) + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    made = hire()
    take_in(*(hand_raiser(email=f"p{n}@firm{n}.com", company_name=f"Firm {n}") for n in range(20)))
    return made


def test_it_runs_once_a_night(cast: Cast) -> None:
    assert nightly(at=NIGHT - timedelta(hours=1)) == 0
    assert not Run.objects.exists()
    nightly(at=NIGHT)
    nightly(at=NIGHT + timedelta(minutes=10))
    assert Run.objects.count() == 1
    nightly(at=NIGHT + timedelta(days=1))
    assert Run.objects.count() == 2


def test_what_differs_is_told_to_operations(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE ledger_event SET explanation = explanation || '{\"points\": 1}' WHERE kind = 'lead.graded'"
        )
    assert nightly(at=NIGHT) == 20
    notice = Notice.objects.get(kind="replay")
    assert notice.user_id == cast.erin.id
    assert "20 decisions do not come out as recorded" in notice.text


def test_nobody_is_bothered_where_nothing_differs(cast: Cast) -> None:
    assert replay_sample(by=cast.erin.id, at=NIGHT).different == 0
    assert not Notice.objects.filter(kind="replay").exists()


def test_a_night_has_its_own_sample_and_always_the_same(cast: Cast) -> None:
    first, second = sample.of_all_time(10, seed=1), sample.of_all_time(10, seed=2)
    assert len(first) == len(second) == 10
    assert first != second
    assert sample.of_all_time(10, seed=1) == first
    assert set(sample.since(MONDAY - timedelta(days=2), 10_000, seed=1)) >= {*first, *second}
