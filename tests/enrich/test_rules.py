"""The waterfall is checked when the document is read."""

import pytest
from pydantic import ValidationError

from handraiser.enrich import EnrichRules
from handraiser.enrich.rules import USUAL


def test_without_a_word_the_usual_order_holds() -> None:
    assert EnrichRules().waterfall == USUAL


def test_a_named_field_replaces_its_providers_and_leaves_the_others() -> None:
    rules = EnrichRules.model_validate({"waterfall": {"country": ["country_from_domain"]}})
    assert rules.waterfall == {**USUAL, "country": ("country_from_domain",)}


def test_an_empty_list_switches_a_field_off() -> None:
    assert EnrichRules.model_validate({"waterfall": {"country": []}}).waterfall["country"] == ()


@pytest.mark.parametrize(
    ("waterfall", "says"),
    [
        ({"country": ["crystal_ball"]}, "There is no provider 'crystal_ball'."),
        ({"country": ["job_title"]}, "'job_title' does not fill 'country'."),
        ({"shoe_size": ["job_title"]}, "'job_title' does not fill 'shoe_size'."),
        ({"domain": "mail_domain"}, "tuple"),
    ],
)
def test_a_waterfall_that_cannot_be_followed_is_refused(waterfall: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        EnrichRules.model_validate({"waterfall": waterfall})


def test_a_refusal_says_what_was_meant() -> None:
    with pytest.raises(ValidationError) as refused:
        EnrichRules.model_validate({"waterfall": {"country": ["crystal_ball"]}})
    (error,) = refused.value.errors()
    assert error["ctx"]["meant"] == "For 'country' one of: country_from_domain, phone_region."
