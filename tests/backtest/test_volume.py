"""What owners and teams would carry by week, against their capacity."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from handraiser.backtest.desk import Earlier
from handraiser.backtest.tally import Tally
from handraiser.backtest.volume import owners, teams
from handraiser.staff.operations import change_user
from handraiser.staff.queries import snapshot
from tests.cast import MONDAY, Cast, hire

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = hire()
    for user, capacity in ((cast.anna, 2), (cast.ben, 3)):
        change_user(user=user, capacity=capacity, at=MONDAY)
    return cast


def moments(*days: float) -> np.ndarray:
    return np.array([micro(MONDAY + timedelta(days=day)) for day in days], np.int64)


def micro(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def week(number: int) -> str:
    monday = MONDAY - timedelta(days=MONDAY.weekday()) + timedelta(weeks=number)
    return monday.strftime("%Y-%m-%d")


def test_a_week_is_above_the_capacity_if_too_many_are_open_at_one_time(cast: Cast) -> None:
    anna, team = cast.anna.id, snapshot().by_id[cast.anna.id].team
    tally = Tally()
    tally.assigned.update({(week(0), team, anna): 3, (week(2), team, anna): 1})
    # Three at one time in the first week, one of them over the second, and one for another in the third.
    earlier = Earlier(taken={anna: moments(0, 1, 2, 14)}, given_up={anna: moments(3, 4, 14)})
    (volume,) = owners(tally, earlier, snapshot())
    assert volume.by_week == {week(0): 3, week(2): 1}
    assert volume.open_by_week == {week(0): 3, week(1): 1, week(2): 1}
    assert (volume.most_open, volume.capacity, volume.above) == (3, 2, 1)


def test_a_team_carries_what_its_members_carry_together(cast: Cast) -> None:
    anna, ben = cast.anna.id, cast.ben.id
    team = snapshot().by_id[anna].team
    assert snapshot().by_id[ben].team == team
    tally = Tally()
    tally.assigned.update({(week(0), team, anna): 2, (week(0), team, ben): 1})
    earlier = Earlier(taken={anna: moments(0, 1), ben: moments(1)}, given_up={anna: moments(0.5)})
    (volume,) = teams(tally, earlier, snapshot())
    assert volume.by_week == {week(0): 3}
    assert (volume.most_open, volume.capacity, volume.above) == (2, 5, 0)


def test_who_has_no_capacity_and_carries_no_lead_leaves_the_teams_capacity_as_it_is(cast: Cast) -> None:
    anna, ben = cast.anna.id, cast.ben.id
    change_user(user=cast.ben, capacity=None, at=MONDAY)
    tally = Tally()
    tally.assigned[week(0), snapshot().by_id[anna].team, anna] = 1
    assert teams(tally, Earlier(taken={anna: moments(0)}), snapshot())[0].capacity == 2
    both = Earlier(taken={anna: moments(0), ben: moments(0)})
    assert teams(tally, both, snapshot())[0].capacity is None


def test_leads_for_which_nobody_was_free_are_counted_and_carried_by_nobody(cast: Cast) -> None:
    tally = Tally()
    tally.assigned[week(0), "bdr", None] = 4
    (volume,) = owners(tally, Earlier(), snapshot())
    assert (volume.owner, volume.by_week, volume.open_by_week) == ("nobody was free", {week(0): 4}, {})
