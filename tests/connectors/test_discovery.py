"""Connectors are found, not listed."""

from pathlib import Path

import polars as pl
import pytest

import handraiser.connectors
from handraiser.connectors import Provider, confidence_of, providers

FOLDERS = sorted(
    path.parent.name for path in Path(handraiser.connectors.__file__).parent.glob("*/provider.py")
)


def test_every_folder_is_found_under_its_own_name() -> None:
    assert list(providers()) == FOLDERS


def _everything_needed() -> pl.DataFrame:
    needed = sorted({need for provider in providers().values() for need in provider.needs})
    samples = {
        "email": ["info@kestrel.de", None, "ben@gmail.com"],
        "email_domain": ["kestrel.de", None, "gmail.com"],
        "domain": [None, None, "blueharbor.co.uk"],
        "phone": ["+49301234567", None, "+12125550123"],
        "title": ["Head of Sales", None, "???"],
        "country": [None, None, "US"],
    }
    return pl.DataFrame({name: samples[name] for name in needed}, schema=dict.fromkeys(needed, pl.Utf8))


@pytest.mark.parametrize("provider", list(providers().values()), ids=lambda provider: provider.name)
class TestEveryProvider:
    def test_answers_for_each_row_in_order(self, provider: Provider) -> None:
        frame = _everything_needed()
        answer = provider.look_up(frame)
        backwards = provider.look_up(frame.reverse())
        assert answer.height == frame.height
        assert answer.reverse().equals(backwards)

    def test_gives_a_confidence_exactly_where_it_gives_a_value(self, provider: Provider) -> None:
        answer = provider.look_up(_everything_needed())
        assert set(answer.columns) == {
            name for fill in provider.fills for name in (fill, confidence_of(fill))
        }
        for fill in provider.fills:
            value, confidence = answer[fill], answer[confidence_of(fill)]
            assert value.is_null().equals(confidence.is_null().alias(fill))
            assert confidence.drop_nulls().is_between(0, 1).all()

    def test_knows_nothing_of_an_empty_row(self, provider: Provider) -> None:
        answer = provider.look_up(_everything_needed())[1]
        assert answer.row(0) == (None,) * answer.width

    def test_takes_a_frame_without_rows(self, provider: Provider) -> None:
        answer = provider.look_up(_everything_needed().clear())
        assert answer.height == 0
        assert answer.schema[provider.fills[0]] == pl.Utf8
