"""Sections refuse what they do not know; durations are written as people say them."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from handraiser.process import Duration, DurationRefused, Shape


class Clock(Shape):
    within: Duration


@pytest.mark.parametrize(
    ("text", "seconds", "days", "business"),
    [
        ("4 business hours", 14_400, 0, True),
        ("1 business hour", 3_600, 0, True),
        ("24 hours", 86_400, 0, False),
        ("90 minutes", 5_400, 0, False),
        ("30 business minutes", 1_800, 0, True),
        ("3 business days", 0, 3, True),
        ("10 days", 864_000, 0, False),
        ("2 Weeks", 1_209_600, 0, False),
        (" 1  day ", 86_400, 0, False),
    ],
)
def test_a_duration_is_read_as_people_say_it(text: str, seconds: int, days: int, business: bool) -> None:
    duration = Duration(text)

    assert (duration.seconds, duration.days, duration.business) == (seconds, days, business)
    assert str(duration) == text


def test_a_duration_is_written_as_it_was_read() -> None:
    clock = Clock.model_validate({"within": "4 business hours"})

    assert clock.model_dump() == {"within": "4 business hours"}
    assert clock.model_dump_json() == '{"within":"4 business hours"}'


def test_durations_are_equal_by_their_length() -> None:
    assert Duration("1 day") == Duration("24 hours")
    assert hash(Duration("1 day")) == hash(Duration("24 hours"))
    assert Duration("1 day") != Duration("1 business day")
    assert Duration("1 day") != "1 day"


def test_the_length_on_the_wall_clock_is_a_timedelta() -> None:
    assert Duration("90 minutes").delta == timedelta(minutes=90)
    assert Duration("3 business days").delta == timedelta(days=3)


@pytest.mark.parametrize(
    "text",
    ["", "4", "four hours", "4h", "-1 days", "1.5 hours", "0 hours", "1 business week", "9999 weeks", "5 fortnights",
     "٤ hours", "1 day 2 hours", "1" * 5_000 + " days"],
)  # fmt: skip
def test_what_is_no_duration_is_refused_with_what_was_meant(text: str) -> None:
    with pytest.raises(DurationRefused) as caught:
        Duration(text)
    assert caught.value.wrong
    assert caught.value.meant

    with pytest.raises(ValidationError) as refused:
        Clock.model_validate({"within": text})
    assert refused.value.errors()[0]["ctx"]["meant"] == caught.value.meant


def test_a_number_is_not_a_duration() -> None:
    with pytest.raises(ValidationError, match="A duration is a text"):
        Clock.model_validate({"within": 4})


def test_the_json_schema_of_a_duration_has_its_form() -> None:
    schema = Clock.model_json_schema()["properties"]["within"]

    assert schema["type"] == "string"
    assert "business" in schema["pattern"]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Clock.model_validate({"within": "1 day", "whitin": "2 days"})


def test_nothing_changes_after_reading() -> None:
    clock = Clock(within=Duration("1 day"))

    with pytest.raises(ValidationError, match="frozen"):
        clock.within = Duration("2 days")  # type: ignore[misc]
