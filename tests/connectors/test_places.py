"""Countries, regions and time zones."""

import phonenumbers
import polars as pl
import pycountry
import pytest

from handraiser.connectors import providers
from handraiser.connectors.country_region.regions import REGIONS, region_of
from handraiser.connectors.phone_region.numbers import CountryFinder, zone_of


def _place(country: str) -> tuple[str | None, str | None]:
    answer = providers()["country_region"].look_up(pl.DataFrame({"country": [country]}))
    return answer.item(0, "region"), answer.item(0, "time_zone")


@pytest.mark.parametrize(
    ("country", "region", "zone"),
    [
        ("DE", "EMEA", "Europe/Berlin"),
        ("ES", "EMEA", "Europe/Madrid"),
        ("US", "North America", None),
        ("CA", "North America", None),
        ("MX", "LATAM", None),
        ("AR", "LATAM", "America/Argentina/Buenos_Aires"),
        ("IN", "APAC", "Asia/Kolkata"),
        ("AU", "APAC", None),
        ("ZA", "EMEA", "Africa/Johannesburg"),
    ],
)
def test_a_country_lies_in_a_region_and_often_in_one_zone(
    country: str, region: str, zone: str | None
) -> None:
    assert _place(country) == (region, zone)


def test_a_zone_that_does_not_hold_throughout_is_less_sure() -> None:
    answer = providers()["country_region"].look_up(pl.DataFrame({"country": ["PT", "DE"]}))
    sure = answer["time_zone_confidence"].to_list()
    assert sure[0] < sure[1]


def test_every_country_but_antarctica_has_a_region() -> None:
    without = {
        country.alpha_2 for country in pycountry.countries if region_of(country.alpha_2) not in REGIONS
    }
    assert without == {"AQ"}


@pytest.mark.parametrize(
    ("number", "country", "zone"),
    [
        ("+49301234567", "DE", "Europe/Berlin"),
        ("+12125550123", "US", "America/New_York"),
        ("+14155550123", "US", "America/Los_Angeles"),
        ("+14165550123", "CA", "America/Toronto"),
        ("+441481960194", "GG", "Europe/Guernsey"),
        ("+77172123456", "KZ", "Asia/Almaty"),
        ("+74951234567", "RU", "Europe/Moscow"),
        ("+80012345678", None, None),
    ],
)
def test_a_number_tells_its_country_and_zone(number: str, country: str | None, zone: str | None) -> None:
    assert CountryFinder().country_of(number) == country
    assert zone_of(number) == zone


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_country_of_a_number_is_the_librarys(region: str) -> None:
    finder = CountryFinder()
    for kind in phonenumbers.PhoneNumberType.values():
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None:
            number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            assert finder.country_of(number) == phonenumbers.region_code_for_number(example)


def test_a_number_from_abroad_does_not_tell_the_hour() -> None:
    frame = pl.DataFrame({"phone": ["+12125550123"] * 2, "country": ["US", "DE"]})
    answer = providers()["phone_region"].look_up(frame)
    assert answer["time_zone"].to_list() == ["America/New_York", None]


def test_a_country_code_domain_is_a_weak_hint() -> None:
    frame = pl.DataFrame(
        {
            "domain": ["kestrel.de", None, "kestrel.io", "kestrel.com"],
            "email_domain": ["kestrel.fr", "kestrel.co.uk", None, "gmail.com"],
        }
    )
    answer = providers()["country_from_domain"].look_up(frame)
    assert answer["country"].to_list() == ["DE", "GB", None, None]
    assert answer["country_confidence"].max() <= 0.5  # type: ignore[operator]
