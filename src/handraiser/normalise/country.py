"""Countries, however they are written, as ISO 3166-1 alpha-2."""

import gettext
import re
from functools import cache, lru_cache

import pycountry
from rapidfuzz import fuzz, process

from handraiser.kit.fold import folded
from handraiser.normalise.country_names import ALIASES

# The languages whose country names are understood, in order: the first to claim a name keeps it.
_LANGUAGES = (
    *(
        "de",
        "fr",
        "es",
        "it",
        "nl",
        "pt",
        "pt_BR",
        "pl",
        "sv",
        "da",
        "nb_NO",
        "fi",
        "cs",
        "sk",
        "hu",
        "ro",
        "tr",
    ),
    *(
        "ca",
        "hr",
        "sl",
        "bg",
        "el",
        "ru",
        "uk",
        "et",
        "lv",
        "lt",
        "he",
        "ar",
        "zh_CN",
        "zh_TW",
        "ja",
        "ko",
        "vi",
        "id",
    ),
)
# Misspellings are looked for among the names of these only.
_SPELLED = ("de", "fr", "es", "it", "nl", "pt")
_SIMILAR_ENOUGH = 88
_LONG_ENOUGH = 6
_BRACKETS = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*$")


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """`Deutschland`, `U.S.A.`, `Holland`, `DEU`, `Germany (DE)` -> alpha-2; None if it is no country."""
    name = folded(text)
    if not name:
        return None
    return _exact(name) or _either_side_of_brackets(text) or _misspelled(name)


def _exact(name: str) -> str | None:
    bare = name.removeprefix("the ")
    return _usual_names().get(name) or _usual_names().get(bare) or _foreign_names().get(bare)


def _either_side_of_brackets(text: str) -> str | None:
    if not (parts := _BRACKETS.match(text)):
        return None
    return _exact(folded(parts[1])) or _exact(folded(parts[2]))


def _misspelled(name: str) -> str | None:
    if len(name) < _LONG_ENOUGH or len(name) > 40:
        return None
    close = process.extract(
        name, list(_spelled_names()), scorer=fuzz.ratio, score_cutoff=_SIMILAR_ENOUGH, limit=5
    )
    if not close:
        return None
    best = close[0][1]
    # A misspelling that is as near to two countries is neither.
    codes = {_spelled_names()[candidate] for candidate, score, _ in close if score > best - 2}
    return codes.pop() if len(codes) == 1 else None


@cache
def _usual_names() -> dict[str, str]:
    """Codes, English names and the names that people use; folded name -> alpha-2."""
    names = {
        code.lower(): country.alpha_2
        for country in pycountry.countries
        for code in (country.alpha_2, country.alpha_3)
    }
    names.update(ALIASES)
    for name, code in _english_names():
        names.setdefault(folded(name), code)
    return names


@cache
def _foreign_names() -> dict[str, str]:
    """Names in other languages. Reading them takes a third of a second, so it waits until one is needed."""
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for name, code in _translated_names(language):
            names.setdefault(folded(name), code)
    names.pop("", None)
    return names


@cache
def _spelled_names() -> dict[str, str]:
    """Names long enough to be recognised when misspelled."""
    written = [*_english_names(), *(pair for language in _SPELLED for pair in _translated_names(language))]
    names = {folded(name): code for name, code in reversed(written)} | _usual_names()
    return {name: code for name, code in names.items() if len(name) >= _LONG_ENOUGH}


def _english_names() -> list[tuple[str, str]]:
    names: list[tuple[str, str]] = []
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            if written := getattr(country, key, None):
                names.append((written, country.alpha_2))
    return names


def _translated_names(language: str) -> list[tuple[str, str]]:
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
    return [(translation.gettext(name), code) for name, code in _english_names()]
