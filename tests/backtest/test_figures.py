"""The figures that say how well a number separates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.backtest.figures import area, chance, first_come, separation, tenths

leads = st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=12, max_size=80).filter(
    lambda told: 1 < sum(won for _, won in told) < len(told) - 1
)


@given(leads)
def test_the_area_is_that_of_the_well_known_library(told: list[tuple[int, bool]]) -> None:
    from sklearn.metrics import roc_auc_score

    number, won = np.array([float(each) for each, _ in told]), np.array([each for _, each in told])
    found = area(number, won)
    assert found.value == pytest.approx(roc_auc_score(won, number))
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(leads)
def test_the_area_alone_is_the_area_with_its_interval(told: list[tuple[int, bool]]) -> None:
    number, won = np.array([float(each) for each, _ in told]), np.array([each for _, each in told])
    assert chance(number, won) == area(number, won).value


@given(leads)
def test_the_tenths_share_out_every_lead_and_every_sale(told: list[tuple[int, bool]]) -> None:
    number, won = np.array([float(each) for each, _ in told]), np.array([each for _, each in told])
    parts = tenths(number, won)
    assert [part.leads for part in parts] == pytest.approx([len(told) / 10] * 10)
    assert sum(part.won for part in parts) == pytest.approx(won.sum())


def test_a_tie_is_shared_and_not_broken_by_the_order_of_rows() -> None:
    number = np.zeros(100)
    number[0] = 1.0
    won = np.zeros(100, bool)
    won[:10] = True
    best, *_ = tenths(number, won)
    # The best lead, which was won, and a share of nine in ninety-nine of the others.
    assert best.won == pytest.approx(1 + 9 * 9 / 99)
    assert tenths(number[::-1], won[::-1])[0].won == pytest.approx(best.won)


def test_too_few_sales_are_said_to_be_too_few() -> None:
    told = separation(np.arange(50.0), np.arange(50) == 7, np.arange(50))
    assert told.auc is None
    assert told.why_not == "1 of 50 leads were won; at least 5 of each kind are needed"


def test_the_lift_in_the_order_of_arrival_takes_of_a_tie_who_came_first() -> None:
    # Twenty leads, of which all but the best have the same number; of these the last to come was won, and the best too.
    number = np.array([1.0, *[0.0] * 19])
    won = np.zeros(20, bool)
    won[[0, 19]] = True
    came = np.arange(20)
    # The best tenth are two leads: the best, and of the others who came first.
    assert first_come(number, won, came).value == pytest.approx((1 / 2) / (2 / 20))
    assert first_come(number, won, came[::-1].copy()).value == pytest.approx((2 / 2) / (2 / 20))
    assert tenths(number, won)[0].lift.value == pytest.approx(((1 + 1 / 19) / 2) / (2 / 20))


def test_a_part_of_a_lead_counts_by_its_share() -> None:
    won = np.zeros(15, bool)
    won[[0, 1, 9]] = True
    # A tenth of fifteen leads is one and a half of them.
    assert first_come(-np.arange(15.0), won, np.arange(15)).value == pytest.approx((1.5 / 1.5) / (3 / 15))


@given(leads)
def test_without_ties_both_lifts_are_the_same(told: list[tuple[int, bool]]) -> None:
    won = np.array([each for _, each in told])
    number = np.random.default_rng(1).permutation(len(told)).astype(float)
    came = np.arange(len(told))
    assert first_come(number, won, came).value == pytest.approx(tenths(number, won)[0].lift.value)
