from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handraiser.follow_up.local_time import from_wall, to_microseconds, to_moment, to_wall

ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Europe/Dublin")
]
BERLIN = ZONES[0]
walls = st.timedeltas(timedelta(0), timedelta(days=365 * 35)).map(
    lambda ahead: reading("2000-01-01 00:00") + ahead
)


def reading(text: str) -> datetime:
    """What a clock on the wall shows: no zone."""
    return datetime.fromisoformat(text)


def test_a_skipped_reading_is_the_moment_of_the_jump() -> None:
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    for minute in (0, 30, 59):
        assert to_moment(from_wall(reading(f"2026-03-29 02:{minute:02}"), BERLIN)) == jump


def test_a_repeated_reading_is_its_first_time() -> None:
    assert to_moment(from_wall(reading("2026-10-25 02:30"), BERLIN)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_the_second_pass_of_an_hour_stands_still() -> None:
    second = to_microseconds(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert to_wall(second, BERLIN) == reading("2026-10-25 03:00")


@given(walls, st.timedeltas(timedelta(0), timedelta(days=2)), st.sampled_from(ZONES))
def test_a_later_reading_is_never_an_earlier_moment(wall: datetime, later: timedelta, zone: ZoneInfo) -> None:
    assert from_wall(wall, zone) <= from_wall(wall + later, zone)


@given(walls, st.timedeltas(timedelta(0), timedelta(days=2)), st.sampled_from(ZONES))
def test_a_later_moment_never_shows_an_earlier_reading(
    wall: datetime, later: timedelta, zone: ZoneInfo
) -> None:
    first = to_microseconds(wall.replace(tzinfo=UTC))
    assert to_wall(first, zone) <= to_wall(first + later // timedelta(microseconds=1), zone)


@given(walls, st.sampled_from(ZONES))
def test_a_reading_that_exists_once_goes_there_and_back(wall: datetime, zone: ZoneInfo) -> None:
    moment = from_wall(wall, zone)
    shown = to_moment(moment).astimezone(zone).replace(tzinfo=None)
    if shown == wall:
        assert to_wall(moment, zone) == wall
    else:
        assert shown > wall
