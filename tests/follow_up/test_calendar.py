from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.follow_up.calendar import ALWAYS, Calendar, read_calendar, write_calendar
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.rules import CompanyCalendar
from handraiser.staff.hours import read_hours
from handraiser.staff.queries import Member, TeamRecord

WEEK = read_hours("mon-fri 09:00-17:00")
COMPANY = CompanyCalendar(time_zone="Europe/Rome", holiday_country="IT", closed_days=(date(2026, 12, 24),))
AWAY = ((datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)),)


ANNA = Member(
    id=1,
    email="anna.weber@northwind-robotics.com",
    name="Anna Weber",
    role="rep",
    team="bdr",
    manager_id=None,
    time_zone="Europe/Berlin",
    hours=WEEK,
    holidays=("DE", "BE"),
    weight=1,
    capacity=None,
    territories=(),
    active=True,
    manages=False,
    absences=(),
)
BDR = TeamRecord("bdr", "Business development", "Europe/London", WEEK, ("GB", ""), None)


def test_a_calendar_in_words_says_what_counts() -> None:
    calendar = Calendar("Europe/Berlin", WEEK, "DE", "BE", (date(2026, 12, 24),))
    words = "Europe/Berlin | mon-fri 09:00-17:00 | holidays DE-BE | closed 2026-12-24"
    assert write_calendar(calendar) == words
    assert write_calendar(ALWAYS) == "always"


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
spans = (
    st.integers(0, 80_000)
    .map(lambda hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
    .map(lambda start: (start, start + timedelta(hours=5)))
)


@given(
    st.builds(
        Calendar,
        st.sampled_from(["Europe/Berlin", "UTC"]),
        st.sampled_from([WEEK, read_hours("sun 00:00-24:00"), ALWAYS.week]),
        st.just("DE"),
        st.sampled_from(["", "BE"]),
        st.lists(days, max_size=3).map(tuple),
        st.lists(spans, max_size=2).map(tuple),
    )
)
def test_a_calendar_reads_back_from_its_words(calendar: Calendar) -> None:
    assert read_calendar(write_calendar(calendar)) == calendar


@pytest.mark.parametrize("text", ["", "Europe/Berlin", "UTC | mon 09:00-10:00 | sometimes never"])
def test_other_text_is_not_a_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a calendar|not enough"):
        read_calendar(text)


def test_the_owner_s_calendar_counts_with_the_company_s_closed_days() -> None:
    found = Calendars([ANNA], [BDR], COMPANY).find("owner", owner_id=1, team="bdr")
    assert found == Calendar("Europe/Berlin", WEEK, "DE", "BE", COMPANY.closed_days)


def test_without_an_owner_the_team_s_calendar_counts_and_without_a_team_the_company_s() -> None:
    calendars = Calendars([ANNA], [BDR], COMPANY)
    assert calendars.find("owner", owner_id=None, team="bdr").zone == "Europe/London"
    assert calendars.find("team", owner_id=1, team="bdr").zone == "Europe/London"
    for nobody in (
        calendars.find("owner", owner_id=None, team=None),
        calendars.find("team", owner_id=1, team="x"),
    ):
        assert (nobody.zone, nobody.country) == ("Europe/Rome", "IT")
    assert calendars.find("company", owner_id=1, team="bdr").zone == "Europe/Rome"


def test_what_an_owner_leaves_out_comes_from_the_company() -> None:
    vague = replace(ANNA, time_zone="", hours=None, holidays=("", ""))
    found = Calendars([vague], [], COMPANY).find("owner", owner_id=1, team=None)
    assert (found.zone, found.week, found.country) == ("Europe/Rome", COMPANY.hours, "IT")


def test_a_promise_goes_on_while_its_owner_is_absent_unless_it_pauses() -> None:
    calendars = Calendars([replace(ANNA, absences=AWAY)], [BDR], COMPANY)
    assert calendars.find("owner", owner_id=1, team="bdr").absences == ()
    assert calendars.find("owner", owner_id=1, team="bdr", less_absences=True).absences == AWAY
