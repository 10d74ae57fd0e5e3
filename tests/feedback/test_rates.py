"""Intervals and adjustments agree with published figures and never leave their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.feedback.rates import benjamini_hochberg, chi_square, fisher, holm, newcombe, wilson


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


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusting_never_makes_chance_look_smaller(p_values: list[float]) -> None:
    for adjusted in (holm(p_values), benjamini_hochberg(p_values)):
        assert len(adjusted) == len(p_values)
        assert all(after >= before - 1e-12 for before, after in zip(p_values, adjusted, strict=True))
        assert all(after <= 1 for after in adjusted)


def test_holm_multiplies_by_how_many_are_left() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_dependent_leads_make_a_difference_less_sure() -> None:
    assert chi_square((30, 10), (100, 100)) < chi_square((30, 10), (100, 100), design=4)


def test_two_small_shares_are_compared_exactly() -> None:
    # Fisher's tea: 3 of 4 right against 1 of 4.
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
