"""Who works here: roles, hours, absences, keys."""

from datetime import timedelta

import pytest
from django.test import Client

from handraiser.staff.models import Absence, Team, Token, User
from handraiser.staff.operations import change_team
from tests.cast import MONDAY, Cast
from tests.web.conftest import NOW

NEW = {
    "full_name": "Tomás Ferreira", "email": "Tomas@Northwind-Robotics.com", "role": "rep", "weight": "2",
    "capacity": "40", "territories": "DACH, Nordics", "time_zone": "Europe/Madrid", "is_active": "on",
    "password": "a long enough phrase", "hours_mon": "09:00-12:00, 13:00-17:00", "hours_fri": "09:00–14:00",
}  # fmt: skip


def test_everybody_sees_who_works_here(anna: Client, cast: Cast) -> None:
    page = anna.get("/staff").content.decode()
    assert "Carla Rossi" in page
    assert "Add a person" not in page


def test_a_person_is_added_with_hours_of_their_own(erin: Client) -> None:
    erin.post("/staff/people", NEW)
    user = User.objects.get(email="tomas@northwind-robotics.com")
    assert user.hours == {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "fri": [["09:00", "14:00"]]}
    assert (user.weight, user.capacity, user.territories) == (2, 40, ["DACH", "Nordics"])
    assert user.check_password("a long enough phrase")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"hours_mon": "nine to five"}, "Monday: "),
        ({"hours_wed": "17:00-09:00"}, "Wednesday: "),
        ({"email": "anna.weber@northwind-robotics.com"}, "is on the staff already"),
        ({"password": "short"}, "too short"),
        ({"holiday_country": "XX"}, "No public holidays are known"),
        ({"role": "administrator"}, "may not give or change that role"),
    ],
)
def test_a_fault_is_told_and_nobody_is_added(fault: dict[str, str], said: str, erin: Client) -> None:
    answer = erin.post("/staff/people", {**NEW, **fault}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(full_name="Tomás Ferreira").exists()


def test_a_change_keeps_what_was_not_touched(erin: Client, cast: Cast) -> None:
    page = erin.get(f"/staff/people/{cast.anna.pk}")
    present = {
        field.name: field.value() for field in page.context["form"] if field.value() and field.name != "hours"
    }
    present["team"] = str(cast.anna.team_id)
    erin.post(f"/staff/people/{cast.anna.pk}", {**present, "capacity": "7"})
    cast.anna.refresh_from_db()
    assert (cast.anna.capacity, cast.anna.hours, cast.anna.full_name) == (7, None, "Anna Weber")


@pytest.mark.parametrize("path", ["/staff/people", "/staff/teams"])
def test_only_those_who_manage_the_staff_add_to_it(
    path: str, anna: Client, mallory: Client, cast: Cast
) -> None:
    assert anna.get(path).status_code == 403
    assert mallory.post(path, NEW).status_code == 403


def test_nobody_changes_somebody_else(anna: Client, mallory: Client, cast: Cast) -> None:
    assert anna.get(f"/staff/people/{cast.ben.pk}").status_code == 403
    assert mallory.post(f"/staff/people/{cast.ben.pk}", NEW).status_code == 403


def test_a_team_gets_its_hours(erin: Client) -> None:
    form = {"key": "cs", "name": "Customer success", "time_zone": "Europe/Berlin", "hours_mon": "08:00-16:00"}
    erin.post("/staff/teams", form)
    team = Team.objects.get(key="cs")
    assert team.hours == {"mon": [["08:00", "16:00"]]}
    erin.post(f"/staff/teams/{team.pk}", {**form, "key": "other", "name": "CS"})
    team.refresh_from_db()
    assert (team.key, team.name) == ("cs", "CS")


def test_an_absence_is_noted_and_ended(anna: Client, cast: Cast) -> None:
    form = {"starts_at": "2026-11-23T08:00", "ends_at": "2026-11-27T18:00", "reason": "Holiday"}
    anna.post(f"/staff/people/{cast.anna.pk}/absences", form)
    absence = Absence.objects.get()
    assert absence.user == cast.anna
    assert "away" in anna.get("/staff").content.decode()
    anna.post(f"/staff/absences/{absence.pk}/end")
    absence.refresh_from_db()
    assert NOW <= absence.ends_at < NOW + timedelta(minutes=5)


def test_nobody_sends_a_colleague_away(anna: Client, mallory: Client, cast: Cast) -> None:
    form = {"starts_at": "2026-11-23T08:00", "ends_at": "2026-11-27T18:00"}
    for client in (anna, mallory):
        client.post(f"/staff/people/{cast.ben.pk}/absences", form)
    assert not Absence.objects.exists()


def test_a_key_is_shown_once(anna: Client, cast: Cast) -> None:
    shown = anna.post(
        f"/staff/people/{cast.anna.pk}/tokens", {"name": "Reports"}, follow=True
    ).content.decode()
    token = Token.objects.get()
    assert shown.count(token.prefix) == 2
    assert anna.get("/profile").content.decode().count(token.prefix) == 1
    anna.post(f"/staff/tokens/{token.pk}/revocation")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_nobody_makes_or_revokes_a_key_of_somebody_else(anna: Client, mallory: Client, cast: Cast) -> None:
    anna.post(f"/staff/people/{cast.anna.pk}/tokens", {"name": "Reports"})
    token = Token.objects.get()
    assert mallory.post(f"/staff/tokens/{token.pk}/revocation").status_code == 403
    assert mallory.post(f"/staff/people/{cast.anna.pk}/tokens", {"name": "x"}).status_code == 403


def test_a_key_needs_a_name(anna: Client, cast: Cast) -> None:
    anna.post(f"/staff/people/{cast.anna.pk}/tokens", {"name": " "})
    assert not Token.objects.exists()


def test_one_changes_ones_own_password_and_stays(anna: Client, cast: Cast) -> None:
    anna.post("/profile", {"password": "another long phrase", "time_zone": ""})
    cast.anna.refresh_from_db()
    assert cast.anna.check_password("another long phrase")
    assert anna.get("/profile").status_code == 200


def test_one_does_not_change_ones_own_role(anna: Client, cast: Cast) -> None:
    anna.post("/profile", {"role": "administrator", "capacity": "1", "time_zone": ""})
    cast.anna.refresh_from_db()
    assert (cast.anna.role, cast.anna.capacity) == ("rep", None)


def test_pages_speak_the_time_of_the_reader(cast: Cast, anna: Client) -> None:
    change_team(team=Team.objects.get(key="bdr"), time_zone="Asia/Tokyo", at=MONDAY)
    Absence.objects.create(user=cast.anna, starts_at=NOW, ends_at=NOW + timedelta(days=1))
    assert "19:00" in anna.get("/profile").content.decode()
