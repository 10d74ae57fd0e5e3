"""The figures that say how well a number separates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.backtest.figures import area, separation, tenths, wilson

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
    told = separation(np.arange(50.0), np.arange(50) == 7)
    assert told.auc is None
    assert told.why_not == "1 of 50 leads were won; at least 5 of each kind are needed"


def test_the_interval_of_a_rate_is_wilsons() -> None:
    found = wilson(10, 100)
    assert (found.low, found.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)
