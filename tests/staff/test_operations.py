from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handraiser.staff.fields import StaffRefused
from handraiser.staff.hours import HoursRefused
from handraiser.staff.models import Absence, Team, Token, User
from handraiser.staff.operations import (
    add_absence,
    add_team,
    add_user,
    change_team,
    change_user,
    end_absence,
    issue_token,
    revoke_token,
    use_token,
)
from tests.staff.conftest import MONDAY

pytestmark = pytest.mark.django_db


def test_an_address_is_one_person_in_any_case(anna: User) -> None:
    with pytest.raises(StaffRefused, match="on the staff already"):
        add_user(email="ANNA.weber@northwind-robotics.COM", full_name="Anna W", role="rep", at=MONDAY)
    assert User.objects.count() == 1


def test_a_person_without_a_password_cannot_sign_in(anna: User) -> None:
    assert not anna.has_usable_password()


def test_a_password_opens_and_a_weak_one_is_refused() -> None:
    ben = add_user(
        email="ben@northwind-robotics.com",
        full_name="Ben Okafor",
        role="rep",
        password="seven tall sunflowers",
        at=MONDAY,
    )
    assert ben.check_password("seven tall sunflowers")
    with pytest.raises(StaffRefused) as refused:
        change_user(user=ben, password="password12", at=MONDAY)
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a\0b@northwind-robotics.com"}, "email"),
        ({"full_name": "  "}, "full_name"),
        ({"role": "king"}, "role"),
        ({"team": "nowhere"}, "team"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"hours": {"mon": [["17:00", "09:00"]]}}, "hours"),
        ({"holiday_country": "ZZ"}, "holiday_country"),
        ({"holiday_country": "DE", "holiday_subdivision": "XX"}, "holiday_country"),
        ({"weight": -1}, "weight"),
        ({"capacity": 1_000_000}, "capacity"),
        ({"password_hash": "x"}, "password_hash"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(fields: dict[str, object], field: str) -> None:
    given = {"email": "carla@northwind-robotics.com", "full_name": "Carla Rossi", "role": "rep", **fields}
    with pytest.raises((StaffRefused, HoursRefused)) as refused:
        add_user(**given, at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not User.objects.exists()


def test_nobody_is_their_own_manager(anna: User) -> None:
    with pytest.raises(StaffRefused, match="their own manager"):
        change_user(user=anna, manager=anna, at=MONDAY)


def test_a_team_has_a_key_of_its_own(bdr: Team) -> None:
    with pytest.raises(StaffRefused, match="already"):
        add_team(key="bdr", name="Another", at=MONDAY)
    with pytest.raises(StaffRefused, match="short word"):
        add_team(key="Business Development", name="Another", at=MONDAY)


def test_a_team_can_be_changed(bdr: Team, anna: User) -> None:
    change_team(team=bdr, lead=anna, time_zone="Europe/Rome", at=MONDAY)
    assert Team.objects.get(lead=anna).time_zone == "Europe/Rome"


def test_an_absence_that_ends_before_it_starts_is_refused(anna: User) -> None:
    with pytest.raises(StaffRefused):
        add_absence(user=anna, starts_at=MONDAY, ends_at=MONDAY, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(user=anna, starts_at=MONDAY, ends_at=MONDAY)


def test_an_absence_that_has_not_begun_is_taken_back(anna: User) -> None:
    later = MONDAY + timedelta(days=3)
    absence = add_absence(user=anna, starts_at=later, ends_at=later + timedelta(days=1), at=MONDAY)
    end_absence(absence=absence, at=MONDAY)
    assert not Absence.objects.exists()


def test_an_absence_that_is_over_stays_as_it_was(anna: User) -> None:
    absence = add_absence(user=anna, starts_at=MONDAY, ends_at=MONDAY + timedelta(days=1), at=MONDAY)
    with pytest.raises(StaffRefused, match="over already"):
        end_absence(absence=absence, at=MONDAY + timedelta(days=2))


def test_a_key_acts_as_its_user_until_it_is_revoked(anna: User) -> None:
    issued = issue_token(user=anna, name="import script", at=MONDAY)
    assert use_token(clear_text=issued.clear_text, at=MONDAY) == anna
    assert Token.objects.get().last_used_at == MONDAY
    revoke_token(token=issued.token, at=MONDAY)
    assert use_token(clear_text=issued.clear_text, at=MONDAY) is None


def test_the_clear_text_of_a_key_is_kept_nowhere(anna: User) -> None:
    issued = issue_token(user=anna, name="import script", at=MONDAY)
    row = Token.objects.values().get()
    assert issued.clear_text not in map(str, row.values())
    assert issued.clear_text.startswith(row["prefix"])


@pytest.mark.parametrize("text", ["", "hr_", "\0", "\ud800", "x" * 100_000])
def test_a_wrong_key_opens_nothing(anna: User, text: str) -> None:
    issue_token(user=anna, name="import script", at=MONDAY)
    assert use_token(clear_text=text, at=MONDAY) is None


def test_the_key_of_somebody_who_left_opens_nothing(anna: User) -> None:
    issued = issue_token(user=anna, name="import script", at=MONDAY)
    change_user(user=anna, is_active=False, at=MONDAY)
    assert use_token(clear_text=issued.clear_text, at=MONDAY) is None
    with pytest.raises(StaffRefused):
        issue_token(user=anna, name="another", at=MONDAY)


def test_a_busy_key_notes_its_use_now_and_then(anna: User) -> None:
    issued = issue_token(user=anna, name="import script", at=MONDAY)
    for minutes in (0, 1, 6):
        use_token(clear_text=issued.clear_text, at=MONDAY + timedelta(minutes=minutes))
    assert Token.objects.get().last_used_at == MONDAY + timedelta(minutes=6)
