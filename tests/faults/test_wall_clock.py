"""The clock on the wall is changed: by law twice a year, by hand at any time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from handraiser import due
from handraiser.follow_up.models import Clock, Notice
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from tests.cast import MONDAY, hand_raiser, hire, take_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = pytest.mark.django_db


def promise(at: datetime) -> Clock:
    """A hand-raiser is promised a first touch within 4 business hours; work is from 9 to 17 in Berlin."""
    told = take_in(hand_raiser(), at=at).row(0, named=True)
    return Clock.objects.get(lead_id=UUID(told["lead_id"]), name="first_touch")


def tick_all(at: datetime) -> int:
    done = 0
    while some := due.tick(at=at):
        done += some
    return done


def recorded() -> list[tuple[str, datetime]]:
    """What clocks did, in the order in which it was written down."""
    return list(Event.objects.filter(kind__startswith="clock.").order_by("id").values_list("kind", "at"))


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        # 16:00 on the last Friday of winter, and 12:00 on the first Monday of summer.
        (datetime(2027, 3, 26, 15, tzinfo=UTC), datetime(2027, 3, 29, 10, tzinfo=UTC)),
        # And back: 16:00 in summer, 12:00 in winter.
        (datetime(2027, 10, 29, 14, tzinfo=UTC), datetime(2027, 11, 1, 11, tzinfo=UTC)),
    ],
)
def test_a_first_touch_promised_on_friday_before_the_change_is_due_on_monday_by_the_clock_on_the_wall(
    friday: datetime, monday: datetime
) -> None:
    hire()
    clock = promise(friday)
    assert (friday.astimezone(BERLIN).hour, monday.astimezone(BERLIN).hour) == (16, 12)
    assert friday.astimezone(BERLIN).utcoffset() != monday.astimezone(BERLIN).utcoffset()
    assert clock.due_at == monday

    tick_all(monday - timedelta(seconds=1))
    assert not Event.objects.filter(kind="clock.breached").exists()
    tick_all(monday)
    assert Event.objects.get(kind="clock.breached").at == monday


def test_a_clock_put_back_by_an_hour_neither_undoes_nor_repeats_anything() -> None:
    hire()
    clock = promise(MONDAY)
    tick_all(clock.due_at)
    before = (recorded(), Notice.objects.count(), Clock.objects.get(id=clock.id))

    for minutes in range(-60, 1, 10):
        assert tick_all(clock.due_at + timedelta(minutes=minutes)) == 0
    for timed in (due.drain_holding, due.resume, due.wake_recycled, due.wake_on_hold):
        timed(at=clock.due_at - HOUR)

    after = Clock.objects.get(id=clock.id)
    assert (recorded(), Notice.objects.count()) == before[:2]
    assert (after.state, after.next_at, after.due_at) == ("breached", before[2].next_at, clock.due_at)
    # Time goes on from where it was, and what comes next comes once.
    tick_all(clock.due_at + HOUR)
    assert [kind for kind, _ in recorded()[len(before[0]) :]].count("clock.escalated") == 1


def test_what_arrives_while_the_clock_is_put_back_is_promised_and_touched_like_anything_else() -> None:
    hire()
    first = promise(MONDAY + HOUR)
    told = take_in(hand_raiser(inquiry_kind="webinar"), at=MONDAY).row(0, named=True)
    assert told["lead_id"] == str(first.lead_id)
    lead = Lead.objects.get()
    assert lead.opened_at == MONDAY + HOUR
    assert Clock.objects.get(name="first_touch", stopped_at=None).due_at == first.due_at


def test_a_clock_put_forward_by_a_day_catches_up_in_order_each_at_its_moment() -> None:
    hire()
    clock = promise(MONDAY)
    late = MONDAY + DAY
    tick_all(late)
    told = [(kind, at) for kind, at in recorded() if kind in ("clock.breached", "clock.escalated")]
    assert told[:3] == [
        ("clock.breached", clock.due_at),
        ("clock.escalated", clock.due_at),
        ("clock.escalated", clock.due_at + HOUR),
    ]
    # A warning that nobody could have heeded is not given.
    assert "clock.warned" not in [kind for kind, _ in recorded()]
    assert tick_all(late) == 0
    # And when it is put right again, nothing comes twice.
    assert tick_all(MONDAY + 2 * HOUR) == 0
