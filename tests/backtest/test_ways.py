"""How an owner was found is told by the way that decided, never by one that was rejected."""

from datetime import timedelta

import pytest

from handraiser.backtest.candidates import base_of
from handraiser.backtest.run import backtest
from handraiser.backtest.scope import Scope
from handraiser.staff.operations import change_user
from tests.cast import MONDAY, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


def test_a_lead_for_which_nobody_was_free_was_given_by_no_way() -> None:
    cast = hire()
    for user in (cast.anna, cast.ben):
        change_user(user=user, capacity=1, at=MONDAY)
    take_in(
        *(
            hand_raiser(
                email=f"lead@kestrel-{number}.com", full_name=f"Lead {number}", company_name=f"K {number}"
            )
            for number in range(3)
        )
    )
    live = base_of(None)
    told = backtest(draft=live, base=live, scope=Scope(), at=MONDAY + timedelta(minutes=5)).draft
    assert told.ways == {"bdr / rota": 2, "bdr / nobody was free": 1}
    assert sum(told.ways.values()) == sum(sum(owner.by_week.values()) for owner in told.owners)


def test_a_territory_is_told_by_its_name_and_the_one_that_found_nobody_never_fired() -> None:
    cast = hire()
    change_user(user=cast.anna, territories=["DACH"], at=MONDAY)
    take_in(hand_raiser())
    live = base_of(None)
    told = backtest(draft=live, base=live, scope=Scope(), at=MONDAY + timedelta(minutes=5)).draft
    assert told.ways == {"bdr / territory DACH": 1}
    assert not [each for each in told.never_fired if each.startswith("territory")]
    change_user(user=cast.anna, territories=[], at=MONDAY)
    without = backtest(draft=live, base=live, scope=Scope(), at=MONDAY + timedelta(minutes=5)).draft
    assert "territory: DACH / bdr" in without.never_fired
