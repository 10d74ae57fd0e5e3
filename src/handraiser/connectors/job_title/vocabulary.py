"""Word lists in order of precedence, and the search for the first that a title touches."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Self

from handraiser.kit.fold import folded

# Umlauts written out, in the stems where titles have them.
_SPELLED_OUT = {
    "geschaeft": "geschaft",
    "fuehr": "fuhr",
    "praesid": "prasid",
    "gruend": "grund",
    "eigentuem": "eigentum",
    "kaeuf": "kauf",
    "oeffentlich": "offentlich",
    "buero": "buro",
}
_SPELLED = re.compile("|".join(_SPELLED_OUT))


def readable(title: str) -> str:
    """A title folded for the search: 'Geschaeftsführer/in' -> 'geschaftsfuhrer in'."""
    text = folded(title)
    if "ae" in text or "ue" in text or "oe" in text:
        text = _SPELLED.sub(lambda found: _SPELLED_OUT[found[0]], text)
    return text


def any_of(written: str) -> re.Pattern[str]:
    """A pattern for any of the comma-separated words and phrases of a list."""
    return re.compile(rf"\b(?:{'|'.join(_pattern(entry) for entry in _entries(written))})\b")


class Vocabulary:
    """Named word lists, comma-separated, the first of higher precedence.

    Entries are written as they read in a `readable` title: lower-case ASCII. `*` stands for the rest of a
    word, so that '*leiter*' finds 'Vertriebsleiterin'; an entry of several words is found as a phrase.
    """

    def __init__(self, lists: Sequence[tuple[str, str]]) -> None:
        self._names = [name for name, _ in lists]
        self._whole: dict[str, int] = {}
        self._partial: list[tuple[str, re.Pattern[str], int]] = []
        self._phrases: list[tuple[str, re.Pattern[str], int]] = []
        for index, (_, written) in enumerate(lists):
            for entry in _entries(written):
                self._add(entry, 1 << index)
        # Titles share their words, so each word is looked up once.
        self._lists_of_word = lru_cache(maxsize=16_384)(self._search_word)

    @classmethod
    def from_file(cls, name: str) -> Self:
        """Read the lists of a text file beside this one: a name with a colon, then its entries, indented."""
        text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        lists: list[tuple[str, str]] = []
        for line in text.splitlines():
            if line.startswith("    "):
                lists[-1] = (lists[-1][0], f"{lists[-1][1]} {line}")
            elif line.endswith(":"):
                lists.append((line[:-1], ""))
        return cls(lists)

    def first(self, title: str) -> str | None:
        """The name of the first list with an entry in the title; None if there is none."""
        touched = 0
        for word in title.split(" "):
            touched |= self._lists_of_word(word)
        for literal, pattern, bit in self._phrases:
            if literal in title and not touched & bit and pattern.search(title):
                touched |= bit
        return self._names[(touched & -touched).bit_length() - 1] if touched else None

    def _add(self, entry: str, bit: int) -> None:
        if " " in entry:
            pattern = re.compile(rf"\b{_pattern(entry)}\b")
            self._phrases.append((_longest_literal(entry), pattern, bit))
        elif "*" in entry:
            self._partial.append((_longest_literal(entry), re.compile(_pattern(entry)), bit))
        else:
            self._whole[entry] = self._whole.get(entry, 0) | bit

    def _search_word(self, word: str) -> int:
        touched = self._whole.get(word, 0)
        for literal, pattern, bit in self._partial:
            if literal in word and not touched & bit and pattern.fullmatch(word):
                touched |= bit
        return touched


def _entries(written: str) -> list[str]:
    return sorted({" ".join(entry.split()) for entry in written.split(",")} - {""})


def _pattern(entry: str) -> str:
    return entry.replace("*", r"\w*")


def _longest_literal(entry: str) -> str:
    return max(re.split(r"[* ]", entry), key=len)
