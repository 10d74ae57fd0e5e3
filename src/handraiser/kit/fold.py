"""Text folded for comparison: case, accents and punctuation no longer matter."""

import re
import unicodedata

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_APOSTROPHES = re.compile(r"['\u2019\u02bc`\u00b4.]+")
_NOT_A_WORD = re.compile(r"[\W_]+")
_PLAIN_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*").fullmatch

# Letters that Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def folded(text: str) -> str:
    """Lower-case words separated by single spaces; letters of other scripts are kept. May return ''."""
    text = text.lower() if text.isascii() else _without_accents(text)
    if _PLAIN_WORDS(text):
        return text
    return _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = _ACCENTS.sub("", decomposed).translate(_WHOLE_LETTERS)
    return unicodedata.normalize("NFC", bare)
