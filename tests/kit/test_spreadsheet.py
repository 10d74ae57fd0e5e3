"""Text for spreadsheets."""

import pytest

from handraiser.kit.spreadsheet import DANGEROUS, neutral


@pytest.mark.parametrize("begin", DANGEROUS)
def test_what_would_run_as_a_formula_is_text(begin: str) -> None:
    assert neutral(f"{begin}SUM(A1)") == f"'{begin}SUM(A1)"


def test_other_text_stays() -> None:
    assert [neutral(text) for text in ("", "Anna", "1-2", "'x")] == ["", "Anna", "1-2", "'x"]
