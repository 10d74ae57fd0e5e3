"""Tests and adjustments agree with published figures and never leave their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.feedback.rates import benjamini_hochberg, chi_square, fisher, holm


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
