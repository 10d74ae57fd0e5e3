from collections.abc import Callable
from typing import Any

import pytest

from handraiser.staff import permissions as may
from handraiser.staff.models import Role, Team, User
from handraiser.staff.operations import add_user, change_team, change_user
from handraiser.staff.permissions import NotAllowed, require, visible_leads_filter
from tests.staff.conftest import MONDAY

pytestmark = pytest.mark.django_db

OTHER = 999_999


def person(role: str, **fields: Any) -> User:
    return add_user(
        email=f"{role}@kestrel-analytics.com", full_name=role.title(), role=role, at=MONDAY, **fields
    )


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        (may.may_import, {"administrator", "operations", "marketing"}),
        (may.may_export, {"administrator", "operations", "marketing", "executive"}),
        (may.may_publish, {"administrator", "operations"}),
        (may.may_manage_forms, {"administrator", "operations", "marketing"}),
        (may.may_manage_staff, {"administrator", "operations"}),
    ],
)
def test_a_role_may_what_the_table_says(question: Callable[[User], bool], roles: set[str]) -> None:
    assert {role for role in Role.values if question(person(role))} == roles


@pytest.mark.parametrize("role", sorted(Role.values))
def test_everybody_comments_and_whoever_is_named_signs(role: str) -> None:
    user = person(role)
    assert may.may_comment(user)
    assert may.may_sign(user, ["carla.rossi@kestrel-analytics.com", f" {role.title()}@Kestrel-Analytics.com"])
    assert not may.may_sign(user, ["carla.rossi@kestrel-analytics.com"])
    assert may.may_settle(user, user.pk)
    assert may.may_settle(user, OTHER) == may.may_draft(user)
    change_user(user=user, is_active=False, at=MONDAY)
    assert not may.may_comment(user)
    assert not may.may_sign(user, [user.email])
    assert not may.may_settle(user, user.pk)


def test_a_rep_sees_own_leads_and_those_of_the_team(anna: User) -> None:
    assert may.may_see_lead(anna, anna.pk, "ae")
    assert may.may_see_lead(anna, OTHER, "bdr")
    assert may.may_see_lead(anna, None, "bdr")
    assert not may.may_see_lead(anna, OTHER, "ae")
    assert not may.may_see_lead(anna, None, None)


def test_a_rep_without_a_team_sees_only_own_leads() -> None:
    carla = person("rep")
    assert may.may_see_lead(carla, carla.pk, None)
    assert not may.may_see_lead(carla, None, None)
    assert visible_leads_filter(carla).team is None


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"rep"}))
def test_everyone_else_sees_every_lead(role: str) -> None:
    user = person(role)
    assert may.may_see_lead(user, OTHER, "ae")
    assert visible_leads_filter(user).everything


def test_a_rep_who_manages_sees_every_lead_and_may_give_it(anna: User, bdr: Team) -> None:
    assert not may.may_reassign(anna, OTHER, "bdr")
    change_team(team=bdr, lead=anna, at=MONDAY)
    assert may.may_see_lead(anna, OTHER, "ae")
    assert may.may_reassign(anna, OTHER, "ae")


def test_a_rep_gives_away_own_leads_and_free_ones_of_the_team(anna: User) -> None:
    assert may.may_reassign(anna, anna.pk, "bdr")
    assert may.may_reassign(anna, None, "bdr")
    assert not may.may_reassign(anna, None, "ae")


@pytest.mark.parametrize("role", ["executive", "reader"])
def test_readers_see_and_do_nothing(role: str) -> None:
    user = person(role)
    assert may.may_see_lead(user, OTHER, "ae")
    assert not may.may_act(user, user.pk, "ae")
    assert not may.may_reassign(user, user.pk, "ae")


@pytest.mark.parametrize("role", Role.values)
def test_mallory_who_left_may_nothing(role: str, bdr: Team) -> None:
    mallory = add_user(
        email="mallory.finch@kestrel-analytics.com", full_name="Mallory Finch", role=role, team=bdr, at=MONDAY
    )
    change_team(team=bdr, lead=mallory, at=MONDAY)
    change_user(user=mallory, is_active=False, at=MONDAY)
    assert not may.may_undo(mallory, mallory.pk)
    about_leads = (may.may_see_lead, may.may_act, may.may_reassign)
    alone = (may.may_import, may.may_export, may.may_publish, may.may_manage_forms, may.may_manage_staff)
    assert not any(question(mallory, mallory.pk, "bdr") for question in about_leads)
    assert not any(question(mallory) for question in alone)
    assert not may.may_note_absence(mallory, mallory)
    assert not may.may_give_role(mallory, "rep")
    scope = visible_leads_filter(mallory)
    assert (scope.everything, scope.user_id, scope.team) == (False, 0, None)


def test_operations_cannot_make_or_change_an_administrator(erin: User) -> None:
    assert may.may_give_role(erin, "rep")
    assert not may.may_give_role(erin, "administrator")
    assert not may.may_give_role(erin, "rep", present_role="administrator")
    assert may.may_give_role(person("administrator"), "administrator")


def test_an_act_is_undone_by_who_did_it_a_manager_or_operations(anna: User, erin: User) -> None:
    ben = person("rep", manager=anna)
    assert may.may_undo(ben, ben.pk)
    assert may.may_undo(anna, ben.pk)
    assert may.may_undo(erin, ben.pk)
    assert not may.may_undo(ben, anna.pk)
    assert not may.may_undo(person("reader"), ben.pk)


def test_an_absence_is_noted_by_oneself_ones_manager_or_operations(anna: User, erin: User) -> None:
    ben = person("rep", manager=anna)
    assert may.may_note_absence(ben, ben)
    assert may.may_note_absence(anna, ben)
    assert may.may_note_absence(erin, ben)
    assert not may.may_note_absence(ben, anna)


def test_a_refusal_says_who_may_not_do_what(anna: User) -> None:
    with pytest.raises(NotAllowed, match=r"Anna Weber \(representative\) may not import contacts\."):
        require(may.may_import, anna)
    with pytest.raises(NotAllowed, match="may not work on this lead"):
        require(may.may_act, anna, OTHER, "ae")
    require(may.may_act, anna, anna.pk, "ae")


def test_every_question_has_its_sentence() -> None:
    questions = {name for name in vars(may) if name.startswith("may_")}
    assert questions == set(may.REFUSED)
