"""Country and time zone from the phone number."""

from dataclasses import dataclass

import polars as pl

from handraiser.connectors.phone_region.numbers import CountryFinder, zone_of
from handraiser.connectors.provider import NOTHING, Finding, Provider, answers

# People keep a number when they move, and some never had one of where they live.
_COUNTRY = 0.8
_ZONE = 0.75


@dataclass(frozen=True, slots=True)
class PhoneRegion:
    """Fills country and time_zone from phone (E.164).

    A number from abroad says nothing about the hour: where the row's country is another, no zone is given.
    """

    name: str = "phone_region"
    fills: tuple[str, ...] = ("country", "time_zone")
    needs: tuple[str, ...] = ("phone", "country")
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        finder = CountryFinder()

        def place(key: tuple[str, str | None]) -> tuple[Finding, Finding]:
            number, stated = key
            country = finder.country_of(number)
            zone = NOTHING if stated is not None and stated != country else (zone_of(number), _ZONE)
            return (country, _COUNTRY), zone

        phones, countries = frame.get_column("phone").to_list(), frame.get_column("country").to_list()
        keys = [
            None if phone is None else (phone, country)
            for phone, country in zip(phones, countries, strict=True)
        ]
        return answers(self.fills, keys, place)


PROVIDER: Provider = PhoneRegion()
