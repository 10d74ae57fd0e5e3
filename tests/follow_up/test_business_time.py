from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handraiser.follow_up.business_time import (
    add_business,
    business_between,
    due_time,
    due_times,
)
from handraiser.follow_up.calendar import ALWAYS, Calendar, NoWorkingHours, UnknownHolidays
from handraiser.follow_up.local_time import to_microseconds, to_wall
from handraiser.follow_up.timeline import timeline
from handraiser.process import Duration
from handraiser.staff.hours import NO_HOURS, read_hours

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar("Europe/Berlin", read_hours("mon-fri 09:00-17:00"))
WITH_LUNCH = Calendar("Europe/Berlin", read_hours("mon-fri 09:00-12:00,13:00-17:00"), "DE", "BE")

# Zones that turn their clocks by an hour, by half an hour, at midnight, southwards, or that skipped a day.
ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"),
    *("Pacific/Apia", "Pacific/Chatham", "Asia/Kolkata", "America/Havana", "Europe/Dublin", "UTC"),
)
WEEKS = (
    *("mon-fri 09:00-17:00", "mon-fri 09:00-12:00,13:00-17:30", "mon-sun 00:00-24:00", "sun 00:00-24:00"),
    *("sat-sun 01:30-02:30", "mon-sun 02:00-03:00", "mon-sun 22:00-24:00", "wed 00:00-00:30"),
)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def due(start: str, within: str, calendar: Calendar = OFFICE) -> str:
    moment = due_time(berlin(start), Duration(within), calendar)
    return moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-11-23 09:00", "4 business hours", "2026-11-23 13:00"),
        ("2026-11-23 09:00", "8 business hours", "2026-11-23 17:00"),
        ("2026-11-23 15:00", "4 business hours", "2026-11-24 11:00"),
        ("2026-11-20 16:00", "4 business hours", "2026-11-23 12:00"),
        ("2026-11-21 12:00", "4 business hours", "2026-11-23 13:00"),
        ("2026-11-23 03:00", "30 business minutes", "2026-11-23 09:30"),
        ("2026-11-23 17:00", "1 business hour", "2026-11-24 10:00"),
        ("2026-11-21 12:00", "24 hours", "2026-11-22 12:00"),
    ],
)
def test_business_hours_pass_only_at_work(start: str, within: str, expected: str) -> None:
    assert due(start, within) == expected


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        ("2026-11-20 16:00", "1 business day", "2026-11-23 16:00"),
        ("2026-11-20 20:00", "1 business day", "2026-11-24 09:00"),
        ("2026-11-21 12:00", "1 business day", "2026-11-24 09:00"),
        ("2026-11-20 06:00", "1 business day", "2026-11-23 09:00"),
        ("2026-11-20 12:30", "1 business day", "2026-11-23 13:00"),
        ("2026-12-23 16:30", "3 business days", "2026-12-29 16:30"),
    ],
)
def test_a_business_day_keeps_the_time_of_day(start: str, within: str, expected: str) -> None:
    assert due(start, within, WITH_LUNCH) == expected


def test_a_business_day_that_closes_early_ends_with_it() -> None:
    early_friday = Calendar("Europe/Berlin", read_hours("mon-thu 09:00-17:00; fri 09:00-12:00"))
    assert due("2026-11-19 16:00", "1 business day", early_friday) == "2026-11-20 12:00"


def test_a_public_holiday_is_free() -> None:
    assert due("2026-12-24 16:00", "2 business hours", WITH_LUNCH) == "2026-12-28 10:00"
    assert due("2026-12-24 16:00", "2 business hours", OFFICE) == "2026-12-25 10:00"


def test_a_holiday_of_a_part_of_the_country_is_free_there() -> None:
    women = "2027-03-08 10:00"
    assert due(women, "1 business hour", Calendar("Europe/Berlin", OFFICE.week, "DE", "BE")) > "2027-03-09"
    assert (
        due(women, "1 business hour", Calendar("Europe/Berlin", OFFICE.week, "DE", "BY"))
        == "2027-03-08 11:00"
    )


def test_a_holiday_that_is_kept_in_the_old_year_is_free() -> None:
    """New Year's Day of 2028 is a Saturday and kept on the Friday before."""
    calendar = Calendar("America/New_York", OFFICE.week, "US")
    assert due_time(
        datetime(2027, 12, 31, 15, tzinfo=UTC), Duration("1 business hour"), calendar
    ) == datetime(2028, 1, 3, 15, tzinfo=UTC)


def test_a_closed_day_is_free() -> None:
    closed = Calendar("Europe/Berlin", OFFICE.week, closed_days=(date(2026, 11, 24),))
    assert due("2026-11-23 16:00", "2 business hours", closed) == "2026-11-25 10:00"


def test_an_absence_is_not_working_time() -> None:
    gone = (berlin("2026-11-23 11:00").astimezone(UTC), berlin("2026-11-25 10:00").astimezone(UTC))
    away = Calendar("Europe/Berlin", OFFICE.week, absences=(gone,))
    assert due("2026-11-23 10:00", "2 business hours", away) == "2026-11-25 11:00"
    assert due("2026-11-23 10:00", "1 business day", away) == "2026-11-25 10:00"


def test_a_night_over_the_change_of_the_clocks_is_as_long_as_it_is_for_those_who_work_it() -> None:
    night = Calendar("Europe/Berlin", read_hours("sun 00:00-06:00"))
    spring, autumn = berlin("2026-03-29 00:00"), berlin("2026-10-25 00:00")
    assert business_between(spring, spring + timedelta(hours=12), night) == timedelta(hours=5)
    assert business_between(autumn, autumn + timedelta(hours=12), night) == timedelta(hours=7)
    assert due("2026-03-29 00:00", "3 business hours", night) == "2026-03-29 04:00"


def test_hours_that_the_clock_skips_are_nobody_s() -> None:
    skipped = Calendar("Europe/Berlin", read_hours("sun 02:00-03:00"))
    assert due("2026-03-28 12:00", "30 business minutes", skipped) == "2026-04-05 02:30"


def test_a_span_that_begins_in_the_skipped_hour_begins_after_it() -> None:
    calendar = Calendar("Europe/Berlin", read_hours("sun 02:30-05:00"))
    assert due("2026-03-29 00:00", "1 business hour", calendar) == "2026-03-29 04:00"


def test_a_day_that_a_zone_skips_is_not_worked() -> None:
    """Samoa had no 30 December 2011."""
    calendar = Calendar("Pacific/Apia", read_hours("mon-fri 09:00-17:00"))
    thursday = datetime(2011, 12, 29, 16, tzinfo=ZoneInfo("Pacific/Apia"))
    expected = datetime(2012, 1, 2, 10, tzinfo=ZoneInfo("Pacific/Apia"))
    assert due_time(thursday, Duration("2 business hours"), calendar) == expected


def test_hours_that_are_not_business_pass_also_over_a_change_of_the_clocks() -> None:
    assert due_time(berlin("2026-03-28 12:00"), Duration("24 hours"), OFFICE) == berlin("2026-03-29 13:00")


def test_a_calendar_without_hours_says_so() -> None:
    with pytest.raises(NoWorkingHours):
        due("2026-11-23 09:00", "1 business hour", Calendar("Europe/Berlin", NO_HOURS))


def test_an_absence_without_end_is_told_and_not_waited_for() -> None:
    for_ever = (datetime(2020, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))
    with pytest.raises(NoWorkingHours, match="never comes"):
        due(
            "2026-11-23 09:00",
            "1 business hour",
            Calendar("Europe/Berlin", OFFICE.week, absences=(for_ever,)),
        )


@pytest.mark.parametrize("year", [1, 1800, 2500, 9999])
def test_a_year_that_no_promise_is_given_in_is_told(year: int) -> None:
    with pytest.raises(NoWorkingHours, match="between"):
        due_time(datetime(year, 6, 1, tzinfo=UTC), Duration("1 business hour"), OFFICE)


def test_holidays_of_an_unknown_country_are_told() -> None:
    with pytest.raises(UnknownHolidays, match="ZZ"):
        due("2026-11-23 09:00", "1 business hour", Calendar("UTC", OFFICE.week, "ZZ"))


def test_many_starts_get_their_own_due_times_in_order() -> None:
    starts = [berlin("2026-11-23 09:00"), berlin("2026-11-20 16:00"), berlin("2026-11-23 09:00")]
    duration = Duration("4 business hours")
    assert due_times(starts, duration, OFFICE) == [due_time(start, duration, OFFICE) for start in starts]
    assert due_times([], duration, OFFICE) == []


calendars = st.builds(
    Calendar,
    st.sampled_from(ZONES),
    st.sampled_from([read_hours(text) for text in WEEKS]),
    st.sampled_from(["", "DE", "US"]),
)
moments = st.timedeltas(timedelta(0), timedelta(days=365 * 30)).map(
    lambda ahead: datetime(2005, 1, 1, tzinfo=UTC) + ahead
)
lengths = st.timedeltas(timedelta(microseconds=1), timedelta(hours=60))
business = st.one_of(
    st.integers(1, 300).map(lambda n: Duration(f"{n} business minutes")),
    st.integers(1, 60).map(lambda n: Duration(f"{n} business hours")),
    st.integers(1, 15).map(lambda n: Duration(f"{n} business days")),
)


def at_work(moment: datetime, calendar: Calendar) -> bool:
    """In a span, or at its very end."""
    line = timeline(calendar, moment.year - 1, moment.year + 1)
    microseconds = to_microseconds(moment)
    return any(a <= microseconds <= b for a, b in zip(line.starts, line.ends, strict=True))


@settings(deadline=None)
@given(moments, lengths, calendars)
def test_what_is_added_has_passed_in_between(start: datetime, length: timedelta, calendar: Calendar) -> None:
    assert business_between(start, add_business(start, length, calendar), calendar) == length


@settings(deadline=None)
@given(moments, business, calendars)
def test_a_due_time_is_at_work_and_not_before_the_start(
    start: datetime, within: Duration, calendar: Calendar
) -> None:
    moment = due_time(start, within, calendar)
    assert moment >= start
    assert at_work(moment, calendar)


@settings(deadline=None)
@given(moments, st.timedeltas(timedelta(0), timedelta(days=3)), business, calendars)
def test_who_starts_later_is_not_due_earlier(
    start: datetime, later: timedelta, within: Duration, calendar: Calendar
) -> None:
    assert due_time(start, within, calendar) <= due_time(start + later, within, calendar)


@settings(deadline=None)
@given(moments, st.integers(1, 50), st.integers(1, 50), calendars)
def test_a_longer_promise_is_due_later(start: datetime, shorter: int, more: int, calendar: Calendar) -> None:
    assert due_time(start, Duration(f"{shorter} business minutes"), calendar) < due_time(
        start, Duration(f"{shorter + more} business minutes"), calendar
    )


@settings(deadline=None)
@given(moments, lengths, lengths, calendars)
def test_two_stretches_add_up(
    start: datetime, first: timedelta, second: timedelta, calendar: Calendar
) -> None:
    between = add_business(start, first, calendar)
    assert add_business(between, second, calendar) == add_business(start, first + second, calendar)


@settings(deadline=None)
@given(moments, st.integers(1, 10), st.sampled_from(ZONES), st.sampled_from(WEEKS[:3]))
def test_business_days_count_working_days(start: datetime, days: int, zone: str, week: str) -> None:
    calendar = Calendar(zone, read_hours(week))
    begun = to_wall(to_microseconds(add_business(start, timedelta(0), calendar)), ZoneInfo(zone)).date()
    ended = to_wall(
        to_microseconds(due_time(start, Duration(f"{days} business days"), calendar)), ZoneInfo(zone)
    ).date()
    worked = [
        begun + timedelta(days=ahead)
        for ahead in range(1, (ended - begun).days + 1)
        if calendar.week[(begun + timedelta(days=ahead)).weekday()]
    ]
    # A day that the zone skipped altogether, or that turned at midnight, is told by the tests above.
    assume(zone not in {"Pacific/Apia", "America/Havana", "Africa/Cairo", "America/Santiago"})
    assert len(worked) == days


@settings(deadline=None)
@given(moments, st.integers(1, 10_000))
def test_the_calendar_that_never_closes_counts_all_time(start: datetime, minutes: int) -> None:
    assert due_time(start, Duration(f"{minutes} business minutes"), ALWAYS) == start + timedelta(
        minutes=minutes
    )
