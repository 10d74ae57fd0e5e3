"""Amounts, outcomes, yes and no."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.capture.mapping.amounts import read_amount
from handraiser.capture.mapping.outcomes import read_outcome
from handraiser.capture.mapping.words import read_yes_no


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1.234,56 €", "1234.56", "EUR"),
        ("$1,234", "1234", "USD"),
        ("1.2M", "1200000", None),
        ("USD 5000", "5000", "USD"),
        ("5000 EUR", "5000", "EUR"),
        ("1,054", "1054", None),
        ("1054.0", "1054.0", None),
        ("(1,234.50)", "-1234.50", None),
        ("-5", "-5", None),
        ("1 234,50", "1234.50", None),
        ("1'234.50", "1234.50", None),
        ("1,23,456.78", "123456.78", None),
        ("85 L", "8500000", None),
        ("12k", "12000", None),
        ("£1m", "1000000", "GBP"),
        ("€ 1.234,-", "1234", "EUR"),
        ("5.–", "5", None),
        ("74056.740", "74056.740", None),
        ("9.14003E+4", "91400.3", None),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, amount: str, currency: str | None) -> None:
    assert read_amount(text) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3.4", "12 apples", "1,2,3", "ten"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(("decimal", "amount"), [(",", "1.234"), (".", "1234")])
def test_the_decimal_mark_of_the_file_decides(decimal: Literal[",", "."], amount: str) -> None:
    assert read_amount("1,234", decimal) == (Decimal(amount), None)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_both_ways_of_writing_are_read_back(number: Decimal) -> None:
    english = f"{number:,.2f}"
    assert read_amount(english) == (number, None)
    assert read_amount(english.translate(str.maketrans(",.", ".,"))) == (number, None)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Won", "won"),
        ("Closed Won", "won"),
        ("closedlost", "lost"),
        ("Verloren", "lost"),
        ("On Hold", "on_hold"),
        ("on_hold", "on_hold"),
        ("Unqualified", "disqualified"),
        ("Negotiation/Review", "open"),
        ("Engaging", "open"),
        ("gagné", "won"),
        ("NEW", None),
        ("DID_NOT_CONNECT", None),
    ],
)
def test_an_outcome_is_known_in_many_words(text: str, outcome: str | None) -> None:
    assert read_outcome(text) == outcome


@pytest.mark.parametrize(
    ("text", "said"),
    [("Yes", True), ("Ja", True), ("✓", True), ("opted out", False), ("0", False), ("maybe", None)],
)
def test_yes_and_no(text: str, said: bool | None) -> None:
    assert read_yes_no(text) is said
