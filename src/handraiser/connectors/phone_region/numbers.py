"""Where a number in E.164 belongs."""

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, NumberParseException, parse, region_code_for_number
from phonenumbers.tzdata import TIMEZONE_DATA, TIMEZONE_LONGEST_PREFIX

from handraiser.kit.time_zones import one_zone

# Digits after the calling code that decide between the countries that share it.
_DECISIVE = {"1": 3, "7": 3}
_DECISIVE_ELSEWHERE = 7


class CountryFinder:
    """Finds the countries of many numbers; numbers that begin alike are decided once."""

    def __init__(self) -> None:
        self._by_start: dict[str, str | None] = {}

    def country_of(self, number: str) -> str | None:
        """The country (alpha-2) of an E.164 number; None for numbers of no country, such as +800."""
        code = _calling_code(number)
        if code is None:
            return None
        regions = COUNTRY_CODE_TO_REGION_CODE[int(code)]
        if len(regions) == 1:
            return None if regions[0] == "001" else regions[0]
        start = number[: 1 + len(code) + _DECISIVE.get(code, _DECISIVE_ELSEWHERE)]
        if start not in self._by_start:
            self._by_start[start] = _by_library(number)
        return self._by_start[start]


def zone_of(number: str) -> str | None:
    """The time zone of an E.164 number, as far as its first digits tell one."""
    digits = number[1:]
    for size in range(min(TIMEZONE_LONGEST_PREFIX, len(digits)), 0, -1):
        zones = TIMEZONE_DATA.get(digits[:size])
        if zones is not None:
            return one_zone(tuple(zones))
    return None


def _calling_code(number: str) -> str | None:
    return next((number[1:end] for end in (2, 3, 4) if _is_calling_code(number[1:end])), None)


def _is_calling_code(digits: str) -> bool:
    return digits.isdigit() and int(digits) in COUNTRY_CODE_TO_REGION_CODE


def _by_library(number: str) -> str | None:
    try:
        return region_code_for_number(parse(number, None))
    except NumberParseException:
        return None
