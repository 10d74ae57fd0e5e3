from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from handraiser.staff.hours import read_hours
from handraiser.staff.models import Team, User
from handraiser.staff.operations import add_absence, add_team, add_user, change_user, end_absence
from handraiser.staff.queries import is_absent, roster, snapshot
from tests.staff.conftest import MONDAY

pytestmark = pytest.mark.django_db


def test_a_member_works_the_hours_of_the_team(anna: User) -> None:
    (member,) = roster()
    assert (member.email, member.team) == ("anna.weber@northwind-robotics.com", "bdr")
    assert (member.time_zone, member.holidays) == ("Europe/Berlin", ("DE", "BE"))
    assert member.hours == read_hours("mon-fri 09:00-17:00")


def test_own_hours_count_before_those_of_the_team(anna: User) -> None:
    change_user(
        user=anna,
        hours={"mon": [["06:00", "10:00"]]},
        time_zone="America/New_York",
        holiday_country="US",
        at=MONDAY,
    )
    (member,) = roster()
    assert (member.hours, member.time_zone) == (read_hours("mon 06:00-10:00"), "America/New_York")
    assert member.holidays == ("US", "")


def test_a_member_without_hours_anywhere_has_none() -> None:
    add_user(email="dev@northwind-robotics.com", full_name="Dev Patel", role="marketing", at=MONDAY)
    assert roster()[0].hours is None


def test_whoever_leads_a_team_or_has_reports_manages(anna: User, bdr: Team, erin: User) -> None:
    ben = add_user(
        email="ben@northwind-robotics.com", full_name="Ben Okafor", role="rep", manager=anna, at=MONDAY
    )
    by_id = snapshot().by_id
    assert [by_id[user.pk].manages for user in (anna, ben, erin)] == [True, False, False]


def test_absence_begins_with_its_first_moment_and_ends_before_its_last(anna: User) -> None:
    add_absence(user=anna, starts_at=MONDAY, ends_at=MONDAY + timedelta(days=1), at=MONDAY)
    (member,) = roster()
    moments = [timedelta(seconds=-1), timedelta(0), timedelta(hours=23), timedelta(days=1)]
    assert [is_absent(member, MONDAY + ahead) for ahead in moments] == [False, True, True, False]


def test_an_absence_can_be_ended_early(anna: User) -> None:
    absence = add_absence(user=anna, starts_at=MONDAY, ends_at=MONDAY + timedelta(days=5), at=MONDAY)
    end_absence(absence=absence, at=MONDAY + timedelta(days=1))
    assert not is_absent(roster()[0], MONDAY + timedelta(days=2))


def test_an_unchanged_staff_is_read_with_one_small_query(anna: User) -> None:
    first = snapshot()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert snapshot() is first
    assert len(queries) == 1


def test_everyone_is_read_with_as_many_queries_as_one(anna: User) -> None:
    for number in range(50):
        user = add_user(email=f"rep{number}@northwind-robotics.com", full_name="Rep", role="rep", at=MONDAY)
        add_absence(user=user, starts_at=MONDAY, ends_at=MONDAY + timedelta(days=1), at=MONDAY)
    with CaptureQueriesContext(connection) as queries:
        assert len(roster()) == 51
    assert len(queries) == 4


def test_a_change_is_seen_whoever_made_it(anna: User) -> None:
    assert roster()[0].weight == 1
    User.objects.filter(pk=anna.pk).update(weight=3)
    assert roster()[0].weight == 3


def test_a_change_that_was_rolled_back_leaves_no_trace(anna: User) -> None:
    with transaction.atomic():
        change_user(user=anna, weight=7, at=MONDAY)
        assert roster()[0].weight == 7
        transaction.set_rollback(True)
    assert roster()[0].weight == 1


def test_signing_in_does_not_make_everyone_read_the_staff_again(anna: User) -> None:
    first = snapshot()
    User.objects.filter(pk=anna.pk).update(last_login=MONDAY)
    assert snapshot() is first


def test_a_team_is_known_before_anybody_is_in_it() -> None:
    add_team(key="ae", name="Account executives", at=MONDAY)
    assert snapshot().by_key["ae"].name == "Account executives"
