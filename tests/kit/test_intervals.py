"""Intervals agree with published figures and never leave their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.kit.intervals import Interval, newcombe, wilson


def test_wilsons_interval_is_that_of_newcombes_example() -> None:
    # Newcombe 1998, table I: 81 of 263.
    share = wilson(81, 263)
    assert [share.low, share.high] == pytest.approx([0.2553, 0.3662], abs=1e-4)


def test_newcombes_interval_is_that_of_his_example() -> None:
    # Newcombe 1998, table II: 56/70 - 48/80, method 10.
    difference = newcombe(wilson(56, 70), wilson(48, 80))
    assert difference.value == pytest.approx(0.2)
    assert [difference.low, difference.high] == pytest.approx([0.0524, 0.3339], abs=1e-4)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(pair: tuple[int, int]) -> None:
    share = wilson(*pair)
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_of_nobody_nothing_is_known() -> None:
    assert wilson(0, 0) == Interval(0.0, 0.0, 1.0)


def test_a_figure_over_a_base_keeps_its_interval_and_over_nothing_is_nothing() -> None:
    assert Interval(0.2, 0.1, 0.4).over(0.1) == Interval(2.0, 1.0, 4.0)
    assert Interval(0.2, 0.1, 0.4).over(0) == Interval(0.0, 0.0, 0.0)
