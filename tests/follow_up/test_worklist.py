from dataclasses import replace
from datetime import timedelta

import pytest

from handraiser.follow_up.operations import snooze
from handraiser.follow_up.tick import tick
from handraiser.follow_up.worklist import After, Badges, Wanted, WorkRow, badges, worklist
from handraiser.lead.models import Lead
from handraiser.staff.models import User
from tests.follow_up.conftest import MONDAY, Company, make_lead, rules_of, start

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def mine(user: User) -> Wanted:
    return Wanted(whose="mine", user_id=user.pk, team="bdr")


def ids(wanted: Wanted, at_hours: float = 1) -> list[object]:
    return [row.lead_id for row in worklist(wanted, at=MONDAY + at_hours * HOUR).rows]


def test_the_earliest_due_comes_first_then_worth_then_what_has_no_clock(company: Company) -> None:
    later, early, worthy = (make_lead(company.anna, score=score) for score in (90, 10, 40))
    idle, idle_worthy = (make_lead(company.anna, stage="sal", score=score) for score in (5, 50))
    start(later, at=MONDAY + HOUR)
    start(early, worthy)
    expected = [worthy.id, early.id, later.id, idle_worthy.id, idle.id]
    assert ids(mine(company.anna)) == expected


def test_a_row_shows_who_where_and_how_long(company: Company) -> None:
    lead = make_lead(company.anna, score=12.5, grade="B", source="website")
    start(lead)
    (row,) = worklist(mine(company.anna), at=MONDAY).rows
    assert (row.name, row.email, row.company) == ("Dev Patel", "dev@kestrel-analytics.com", None)
    assert (row.stage, row.grade, row.score, row.source) == ("mql", "B", 12.5, "website")
    assert (row.clock, row.clock_state, row.due_at) == ("first_touch", "running", MONDAY + 4 * HOUR)


def test_people_see_their_own_their_team_s_or_the_free_ones(company: Company) -> None:
    own, colleague, free = make_lead(company.anna), make_lead(company.ben), make_lead(None)
    elsewhere = make_lead(company.carla, team="ae")
    start(own, colleague, free, elsewhere)
    wanted = mine(company.anna)
    assert ids(wanted) == [own.id]
    assert set(ids(replace(wanted, whose="team"))) == {own.id, colleague.id, free.id}
    assert ids(replace(wanted, whose="free")) == [free.id]
    assert ids(Wanted(whose="team", user_id=company.erin.pk, team=None)) == []


def test_what_ended_or_sleeps_is_not_there(company: Company) -> None:
    ended, asleep, awake = (make_lead(company.anna) for _ in range(3))
    idle_asleep = make_lead(company.anna, stage="sal")
    start(ended, asleep, awake)
    Lead.objects.filter(id=ended.id).update(ended_at=MONDAY)
    for lead in (asleep, idle_asleep):
        snooze(lead_id=lead.id, until=MONDAY + 24 * HOUR, by=company.anna.pk, at=MONDAY)
    assert ids(mine(company.anna)) == [awake.id]
    assert ids(replace(mine(company.anna), snoozed=True)) == [asleep.id, idle_asleep.id]
    assert set(ids(mine(company.anna), at_hours=24)) == {asleep.id, idle_asleep.id, awake.id}


def test_the_list_can_be_narrowed(company: Company) -> None:
    warned, running = make_lead(company.anna, grade="A"), make_lead(company.anna, grade="B")
    idle = make_lead(company.anna, stage="sal", grade="A")
    start(warned)
    start(running, at=MONDAY + 2 * HOUR)
    tick(at=MONDAY + 3 * HOUR, rules_of=rules_of)
    wanted = mine(company.anna)
    assert ids(replace(wanted, grades=("A",)), 3) == [warned.id, idle.id]
    assert ids(replace(wanted, stages=("sal",)), 3) == [idle.id]
    assert ids(replace(wanted, clock="warned"), 3) == [warned.id]
    assert ids(replace(wanted, clock="running"), 3) == [warned.id, running.id]
    assert ids(replace(wanted, clock="overdue"), 3) == []
    assert ids(replace(wanted, clock="overdue"), 5) == [warned.id]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_show_every_lead_once_and_in_order(company: Company, limit: int) -> None:
    clocked = [make_lead(company.anna, score=score % 3) for score in range(6)]
    start(*clocked[:4])
    start(*clocked[4:], at=MONDAY + HOUR)
    for score in range(5):
        make_lead(company.anna, stage="sal", score=score % 2)
    at, after = MONDAY + HOUR, None
    seen: list[WorkRow] = []
    while True:
        page = worklist(mine(company.anna), at=at, after=after, limit=limit)
        seen += page.rows
        assert len(page.rows) <= limit
        after = page.after
        if after is None:
            break
        assert after == After.row(page.rows[-1])
    assert seen == list(worklist(mine(company.anna), at=at, limit=100).rows)
    assert len({row.lead_id for row in seen}) == 11


def test_badges_count_what_is_late_what_is_due_and_what_is_free(company: Company) -> None:
    start(make_lead(company.anna), make_lead(company.anna))
    start(make_lead(company.anna), at=MONDAY + 2 * HOUR)
    start(make_lead(company.ben))
    make_lead(None, hold_reason="nobody_fits")
    counted = badges(mine(company.anna), at=MONDAY + 5 * HOUR, until=MONDAY + 8 * HOUR)
    assert counted == Badges(overdue=2, due=1, free=1)
