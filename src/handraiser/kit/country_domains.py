"""Country-code domains."""

from functools import cache

import pycountry

from handraiser.kit.words import words

# Country-code domains that are sold as ordinary ones: they say nothing about a place.
_PLACELESS = words("ac ai am ag bz cc cx fm gg gl io la ly me ms mu nu sc sh so st tk to tv vc vu ws")
_RENAMED = {"uk": "GB", "eu": None, "su": None}


def country_of_domain(domain: str | None) -> str | None:
    """The country of a country-code domain: 'kestrel.de' -> 'DE'; None for '.com' and the placeless ones."""
    if not domain:
        return None
    suffix = domain.rpartition(".")[2]
    if len(suffix) != 2 or suffix in _PLACELESS:
        return None
    if suffix in _RENAMED:
        return _RENAMED[suffix]
    code = suffix.upper()
    return code if code in _country_codes() else None


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)
