"""The time zones that there are, and those of countries, from the time zone database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

# Two zones are the same to a caller when their clocks agree in winter and in summer.
_WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
_SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)

# Countries of several zones, in which nearly everybody lives in one.
_MAIN_ZONES = {
    "BR": "America/Sao_Paulo",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "GL": "America/Nuuk",
    "MN": "Asia/Ulaanbaatar",
    "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "XK": "Europe/Belgrade",
}


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones, such as Europe/Berlin. Read from some hundred folders and files, once."""
    return frozenset(available_timezones())


def zone_of_country(country: str) -> tuple[str | None, bool]:
    """The zone of a country (alpha-2), and whether it holds throughout; (None, False) if there are several."""
    zones = _zones_by_country().get(country, [])
    if zone := one_zone(tuple(zones)):
        return zone, True
    return _MAIN_ZONES.get(country), False


@lru_cache(maxsize=4096)
def one_zone(zones: Sequence[str]) -> str | None:
    """The first of the zones, if the clocks of all agree; else None."""
    clocks = {
        (_WINTER.astimezone(zone).utcoffset(), _SUMMER.astimezone(zone).utcoffset())
        for zone in map(ZoneInfo, zones)
    }
    return zones[0] if len(clocks) == 1 else None


@cache
def _zones_by_country() -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    return zones
