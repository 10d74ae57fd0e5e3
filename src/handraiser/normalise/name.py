"""Names of people: titles off, order and case repaired. What does not look like a name is left as it is."""

import re
from typing import NamedTuple

from nameparser import HumanName

from handraiser.kit.fold import folded
from handraiser.kit.words import words
from handraiser.normalise.casing import PARTICLES, proper_name
from handraiser.normalise.tidy import tidy

# One well-formed word, the case of most cells.
_ONE_WORD = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de][a-z\u00df-\u00f6\u00f8-\u00ff]+").fullmatch
_NAME_LIKE = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f]|[ .,'\u2019\u02bc`\u00b4\-\u2010()\"\u201c\u201d\u201e&])+"
).fullmatch
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SURNAME_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]").search
_PLAIN_PARTS = re.compile(r"[^,.()\"&\u201c\u201d\u201e]+").fullmatch
_MOST_PARTS = 6
_EDGES = ' ,;"\u201c\u201d\u201e'

_HONORIFICS = words(
    """
    mr mrs ms miss mx dr prof professor doctor sir madam herr hr frau fr fräulein dipl dipl-ing ing mag
    m mme mlle monsieur madame mademoiselle me señor señora señorita sr sra srta don doña dott dott.ssa
    dottore sig sig.ra signor signora dhr mevr mevrouw drs ir pan pani eng rev hon
    """
)
# These are honorifics only with their point or before another word: they are names too.
_ALSO_NAMES = words("don m me ing mag fr eng pan hr ir hon rev")
_SUFFIXES = words(
    """
    jr sr phd ph.d mba msc m.sc bsc b.sc md m.d cpa esq dds cfa pmp ii iii iv llm ll.m llb dphil mag.a
    fh
    """
)
# Written like this they are letters after a name; otherwise they are names.
_SUFFIXES_IN_CAPITALS = words("MA BA MD MS CPA CFA PMP DDS LLM LLB FH")
_TITLES = _HONORIFICS | _SUFFIXES


class Person(NamedTuple):
    """A cleaned name; any part may be missing."""

    first: str | None
    last: str | None
    full: str | None


def person(first: str | None, last: str | None, full: str | None) -> Person:
    """Clean and complete the three fields from one another."""
    if first and last and not full and _is_clean(first, last):
        return Person(first, last, f"{first} {last}")
    cleaned_first = _stable(first, leading=True)
    cleaned_last = _stable(last, leading=False)
    cleaned_full = _stable(full, leading=True)
    if cleaned_full is None and (reversed_name := _reversed(cleaned_first, cleaned_last)):
        # 'Weber, Anna' in one of two fields is a full name.
        cleaned_first = cleaned_last = None
        full = cleaned_full = reversed_name
    if cleaned_full and not (cleaned_first and cleaned_last):
        # One name in two fields says no more than in one.
        if cleaned_full.casefold() == (cleaned_first or cleaned_last or "").casefold():
            return Person(cleaned_first, cleaned_last, cleaned_first or cleaned_last)
        split = _only_surname(full, cleaned_full) or _split(cleaned_full)
        if (cleaned_first is None and cleaned_last is None) or (split.first and split.last):
            cleaned_first = cleaned_first or _stable(split.first, leading=True)
            cleaned_last = cleaned_last or _stable(split.last, leading=False)
            cleaned_full = split.full
    return Person(cleaned_first, cleaned_last, _whole(cleaned_first, cleaned_last, cleaned_full))


def name_key(name: Person) -> str | None:
    """The folded name for comparison: 'anna weber'; None without a letter."""
    joined = f"{name.first} {name.last}" if name.first and name.last else name.full
    return (folded(joined) or None) if joined else None


def _is_clean(first: str, last: str) -> bool:
    if not _ONE_WORD(first) or not _ONE_WORD(last):
        return False
    return first.lower() not in _HONORIFICS and last.lower() not in _SUFFIXES


def _stable(text: str | None, *, leading: bool) -> str | None:
    """Clean until nothing changes: a title taken off may show another one."""
    if text and text.isascii() and text.isalpha() and text.lower() not in _TITLES:
        return proper_name(text, leading=leading)
    for _ in range(8):
        if not text:
            return None
        once = _cleaned(text, leading=leading)
        if once == text:
            break
        text = once
    return text or None


def _cleaned(text: str, *, leading: bool) -> str:
    text = tidy(text)
    if not _NAME_LIKE(text) or not _LATIN.search(text):
        return text
    words = _without_titles(text.strip(_EDGES).split(" "), leading=leading)
    return proper_name(" ".join(words).strip(_EDGES), leading=leading)


def _without_titles(words: list[str], *, leading: bool) -> list[str]:
    while words and _is_honorific(words[0], alone=len(words) == 1, leading=leading):
        words = words[1:]
    while len(words) > 1 and _is_suffix(words[-1], after_comma=words[-2].endswith(",")):
        words = [*words[:-2], words[-2].rstrip(",")]
    return words


def _is_honorific(word: str, *, alone: bool, leading: bool) -> bool:
    bare = word.lower().rstrip(".")
    if bare not in _HONORIFICS:
        return False
    if alone:
        # As a whole first name 'Dr.' says nothing; as a whole last name 'Herr' is somebody.
        return leading and bare not in _ALSO_NAMES
    return bare not in _ALSO_NAMES or word.endswith(".") or bare in ("me", "hr")


def _is_suffix(word: str, *, after_comma: bool) -> bool:
    bare = word.rstrip(".,")
    if bare.upper() in _SUFFIXES_IN_CAPITALS:
        return bare.isupper() and (after_comma or len(bare) > 2)
    return bare.lower() in _SUFFIXES


def _split(full: str) -> Person:
    """First and last name of a cleaned full name; none where its shape does not tell."""
    parts = full.split(" ")
    unsplit = Person(None, None, full)
    if not _NAME_LIKE(full):
        return unsplit
    if _SURNAME_FIRST(full):
        return Person(parts[1], parts[0], full) if len(parts) == 2 else unsplit
    if _PLAIN_PARTS(full) and len(parts) == 1:
        return Person(full, None, full)
    if _PLAIN_PARTS(full) and len(parts) == 2 and parts[0].lower() not in PARTICLES:
        return Person(parts[0], parts[1], full)
    return _parsed(full) if _is_one_name(full) else unsplit


def _only_surname(stated: str | None, cleaned: str) -> Person | None:
    """'Frau Dr. Weber' is somebody's last name."""
    if (
        " " in cleaned
        or not stated
        or not _is_honorific(tidy(stated).split(" ")[0], alone=False, leading=True)
    ):
        return None
    return Person(None, cleaned, cleaned)


def _reversed(first: str | None, last: str | None) -> str | None:
    """The text of the only field that is filled, if it reads 'Weber, Anna'."""
    text = first or last
    if text is None or (first and last) or "," not in text[1:-1]:
        return None
    return text if _NAME_LIKE(text) and _LATIN.search(text) and _is_one_name(text) else None


def _is_one_name(text: str) -> bool:
    """Whether the text is the name of one person, as far as its shape tells."""
    before, comma, after = text.partition(",")
    if not comma:
        # What is still small after the repair of case is a phrase.
        return len(text.split(" ")) <= _MOST_PARTS and not text.islower()
    weighty = [part for part in before.split(" ") if part.lower() not in PARTICLES]
    return "," not in after and (len(weighty) == 1 or (len(weighty) == 2 and " " not in after.strip()))


def _parsed(full: str) -> Person:
    """Commas, particles, middle names and nicknames are the parser's work."""
    parsed = HumanName(full)
    first, middle, last = parsed.first, parsed.middle, parsed.last
    if not first or not last:
        return Person(first or None, last or None, full)
    return Person(first, last, " ".join(part for part in (first, middle, last) if part))


def _whole(first: str | None, last: str | None, full: str | None) -> str | None:
    """The stated full name where it holds both parts (it may hold a middle name too), else the parts."""
    if not first or not last:
        return full or first or last
    joined = f"{first} {last}"
    if full is None and " " not in first and " " not in last:
        return joined
    for candidate in (_stable(full, leading=True), _stable(joined, leading=True)):
        if candidate and f" {first} " in f" {candidate} " and f" {last} " in f" {candidate} ":
            return candidate
    return joined
