"""World region and time zone from the country."""

from dataclasses import dataclass

import polars as pl

from handraiser.connectors.country_region.regions import region_of
from handraiser.connectors.provider import Finding, Provider, answers
from handraiser.kit.time_zones import zone_of_country

_SURE = 0.95
_NEARLY_ALL_LIVE_THERE = 0.7


@dataclass(frozen=True, slots=True)
class CountryRegion:
    """Fills region (see `REGIONS`) and time_zone from country; no zone where a country has several."""

    name: str = "country_region"
    fills: tuple[str, ...] = ("region", "time_zone")
    needs: tuple[str, ...] = ("country",)
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        return answers(self.fills, frame.get_column("country").to_list(), _place)


def _place(country: str) -> tuple[Finding, Finding]:
    zone, throughout = zone_of_country(country)
    return (region_of(country), _SURE), (zone, _SURE if throughout else _NEARLY_ALL_LIVE_THERE)


PROVIDER: Provider = CountryRegion()
