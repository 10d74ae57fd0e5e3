"""Moments and lengths in words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.web import spans

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(seconds=59), "0:59"),
        (timedelta(minutes=34, seconds=5), "34:05"),
        (timedelta(hours=2, minutes=4), "2 h 04 m"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (-timedelta(minutes=5), "−5:00"),
        (-timedelta(days=1), "−1 d 0 h"),
    ],
)
def test_a_clock_shows_two_units_and_a_minus_when_late(ahead: timedelta, said: str) -> None:
    assert spans.left(NOW + ahead, NOW) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"),
        (0, "0 s"),
        (59.6, "60 s"),
        (720, "12 min"),
        (7_200, "2 h"),
        (12_000, "3 h 20 min"),
        (352_800, "4 d 2 h"),
        (-7_200, "−2 h"),
    ],
)
def test_a_length_is_said_in_two_units_at_most(seconds: float | None, said: str) -> None:
    assert spans.length(seconds) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "10:00"),
        (1, "tomorrow 10:00"),
        (-1, "yesterday 10:00"),
        (3, "Thu 10:00"),
        (30, "23 Dec"),
        (300, "19 Sep 2027"),
    ],
)
def test_a_day_is_named_as_people_name_it(days: int, said: str) -> None:
    assert spans.day_and_time(NOW + timedelta(days=days), NOW) == said


@given(st.floats(min_value=0, max_value=10**8))
def test_no_length_names_a_unit_beyond_its_measure(seconds: float) -> None:
    minutes = [
        int(part)
        for part in spans.left(NOW + timedelta(seconds=seconds), NOW).replace(" m", "").split()
        if part.isdigit()
    ]
    assert all(number < 60 for number in minutes[1:])
