"""The least that an inquiry must bring."""

import polars as pl
import pytest

from handraiser.capture.admit import admit
from handraiser.capture.rules import Criterion

SAID = {"email": pl.Utf8, "email_domain": pl.Utf8, "phone": pl.Utf8, "door": pl.Utf8}
REACHABLE = Criterion.model_validate(
    {"says": "We can reach them.", "when": "email IS NOT NULL OR phone IS NOT NULL"}
)
LASTING = Criterion.model_validate(
    {"says": "The address lasts.", "when": "coalesce(email_kind, 'unknown') <> 'disposable'"}
)


def falls_short(*criteria: Criterion, **said: str) -> str | None:
    """What one inquiry by the form door falls short of."""
    frame = pl.DataFrame([{"door": "form", **said}], schema=SAID)
    found: str | None = admit(frame, minimum=criteria).item(0, "falls_short")
    return found


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ({"email": "jana@kestrel-analytics.com", "email_domain": "kestrel-analytics.com"}, None),
        ({"phone": "+493023125123"}, None),
        ({}, "We can reach them."),
        ({"email": "x@mailinator.com", "email_domain": "mailinator.com"}, "The address lasts."),
    ],
    ids=["by mail", "by phone", "not at all", "by an address to be thrown away"],
)
def test_an_inquiry_falls_short_of_the_first_criterion_it_does_not_meet(
    said: dict[str, str], short: str | None
) -> None:
    assert falls_short(REACHABLE, LASTING, **said) == short


def test_a_criterion_without_a_condition_asks_nothing_of_the_machine() -> None:
    assert falls_short(Criterion(says="They sound serious.")) is None


def test_who_comes_back_from_nurture_needs_not_say_again_who_they_are() -> None:
    assert falls_short(REACHABLE, door="recycle") is None
