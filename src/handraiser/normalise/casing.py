"""Case repaired where a form or an old system shouted or mumbled. Scripts other than Latin are left alone."""

import re
from collections.abc import Collection

from handraiser.kit.words import words

_LETTER = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_LATIN_WORD = re.compile(f"{_LETTER}+").fullmatch
_NAME_LIKE = re.compile(rf"{_LETTER}(?:{_LETTER}|[ .,'\u2019&\-])*").fullmatch
_NUMERAL = re.compile(r"[IVXL]+").fullmatch
_ELIDED = re.compile(r"^([ODLodl])(['\u2019])(\w)")
_MC = re.compile(r"^Mc([a-z\u00df-\u024f])(?=[a-z]{2})")
_MAC = words("macdonald macdougall macgregor macintosh mackenzie maclean macleod macmillan macpherson")
_VOWELS = set("aeiouyäöüéè")
# A longer run of small words is a phrase, not a name that somebody mumbled.
_MOST_WORDS = 3

# Small words inside a surname, and inside the name of a place.
PARTICLES = words(
    """
    af al am an auf aus av bin bint da dal das de degli dei del dela della dell der den des di do dos du el
    ibn la las le les lo los op 't ten ter thor till van vande vanden vander vom von y e zu zum zur zu
    """
)
_PLACE_PARTICLES = PARTICLES | words("of on upon under in sur sous aan bei ob and und the")

# What programs write for "nothing". As a name it is shown exactly as it came.
_MACHINE_WORDS = words("null nil none nan undefined undef true false inf con prn aux nul")


def proper_name(text: str, *, leading: bool) -> str:
    """A name with the case of names: 'ANNA-LENA MCDONALD' -> 'Anna-Lena McDonald'.

    Mixed case is how its owner writes it and stays, save for a word all in capitals ('Anna WEBER').
    `leading`: the text begins with a first name, so a particle at its front is no particle.
    """
    return _proper(text, PARTICLES, leading=leading)


def proper_place(text: str) -> str:
    """A city or region: 'BERLIN' -> 'Berlin', 'new york' -> 'New York'; mixed case and short codes stay."""
    if len(text) <= 3 or not (text.isupper() or text.islower()):
        return text
    return _proper(text, _PLACE_PARTICLES, leading=True)


def capitalised(word: str) -> str:
    """First letter large, the rest small; only if the word is Latin throughout."""
    if not _LATIN_WORD(word) or len(word[0].upper()) != 1:
        return word
    return word[0].upper() + word[1:].lower().replace("i\u0307", "i")


def _proper(text: str, particles: Collection[str], *, leading: bool) -> str:
    mumbled, shouted = text.islower(), text.isupper()
    if text.isalpha():
        if (mumbled or _is_shouted(text, among_shouted=False)) and text.lower() not in _MACHINE_WORDS:
            return _proper_word(text)
        return text
    if not _NAME_LIKE(text):
        return text
    parts = text.split(" ")
    small = [
        bool(index or not leading) and index < len(parts) - 1 and part.lower() in particles
        for index, part in enumerate(parts)
    ]
    if mumbled and len(parts) - sum(small) > _MOST_WORDS:
        return text
    repaired = []
    for part, is_small in zip(parts, small, strict=True):
        if is_small and (mumbled or shouted):
            repaired.append(part.lower())
        elif mumbled or _is_shouted(part, among_shouted=shouted and len(parts) > 1):
            repaired.append("-".join(_proper_word(piece) for piece in part.split("-")))
        else:
            repaired.append(part)
    return " ".join(repaired)


def _is_shouted(word: str, *, among_shouted: bool) -> bool:
    """Whether capitals are shouting: letters with points are initials, and so are most pairs ('JP', 'US')."""
    if not word.isupper() or "." in word or _NUMERAL(word):
        return False
    letters = [letter for letter in word.lower() if letter.isalpha()]
    if len(letters) == 2:
        return among_shouted and letters[1] != "j" and not _VOWELS.isdisjoint(letters)
    return len(letters) > 2


def _proper_word(word: str) -> str:
    if (elided := _ELIDED.match(word)) and len(word) > 3:
        return elided[1].upper() + elided[2] + capitalised(word[2:])
    proper = capitalised(word)
    if proper.lower() in _MAC:
        return "Mac" + proper[3:].capitalize()
    return _MC.sub(lambda found: "Mc" + found[1].upper(), proper)
