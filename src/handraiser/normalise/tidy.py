"""Text as a person would have typed it: no control characters, no mojibake, no stray blanks.

Visible characters are never removed: a name may be made of anything.
"""

import re
import unicodedata

import ftfy

# Most cells are plain ASCII with single spaces; they leave here at once.
_already_tidy = re.compile(r"[!-~]+(?: [!-~]+)*").fullmatch

_LINE_BLANKS = re.compile(r"[\t\n\v\f\r\x85\xa0\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r" {2,}")
# Only between words are several blanks a slip; in other text they may be meant.
_WORDS_ONLY = re.compile(r"[\w .,:&/'\u2019()+\-\u2013]+").fullmatch
_EDGE = " \ufeff\u200b\u2060"

# UTF-8 read as Latin-1 or Windows-1252: a lead byte shown as a letter, then a continuation byte.
_MOJIBAKE = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)


def tidy(text: str) -> str:
    """Trim, repair the encoding, compose accents and drop control characters. May return ''."""
    if _already_tidy(text):
        return text
    # A repair can lay bare something to repair, so go on until nothing changes.
    for _ in range(8):
        once = _tidied_once(text)
        if once == text:
            break
        text = once
    return text


def _tidied_once(text: str) -> str:
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    text = _LINE_BLANKS.sub(" ", text)
    text = _CONTROLS.sub("", text)
    # Composing joins a letter and its accent. Where it would only reorder marks, nothing is gained
    # and the text would no longer be what was typed.
    composed = unicodedata.normalize("NFC", text)
    if len(composed) < len(text):
        text = composed
    text = text.strip(_EDGE).strip()
    return _SPACES.sub(" ", text) if _WORDS_ONLY(text) else text
