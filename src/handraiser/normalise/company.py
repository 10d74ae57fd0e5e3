"""Company names: one to show, one key to compare by."""

import re
from functools import cache

from cleanco.clean import get_unique_terms

from handraiser.kit.fold import folded
from handraiser.kit.words import words
from handraiser.normalise.casing import capitalised
from handraiser.normalise.tidy import tidy

_NAME_LIKE = re.compile(r"(?:[^\W\d_]|[ .,'\u2019&\-+()/])+").fullmatch
_WORDS = re.compile(r"[^\W\d_]+")
_LONG = 12
_SMALL = words("and of for the und der die das et de la du le van von y e di del")
_SHORT_WORDS = words(
    "blue north south east west home data soft tech care food auto life bank park city world"
)
_LEGAL_FORMS = {
    form.lower(): form
    for form in words(
        "GmbH mbH Ltd Limited Inc Corp Co SARL Srl SpA Pty Pvt KGaA plc ApS Oy haftungsbeschränkt"
    )
}

# Legal forms that the library's list lacks.
_MORE_FORMS = words("ug ek mbh se spa sl slu bv pty pvt cokg haftungsbeschrankt")


def company_name(text: str) -> str | None:
    """The name to show: tidied; case repaired when a long name is all in capitals."""
    text = tidy(text)
    if len(text) > _LONG and text.isupper() and _NAME_LIKE(text):
        text = tidy(_WORDS.sub(_name_word, text))
    return text or None


def company_key(name: str) -> str | None:
    """The name without its legal form, folded: 'Kestrel Analytics GmbH & Co. KG' -> 'kestrel analytics'."""
    words = [word for word in folded(name.replace("&", " and ")).split(" ") if word]
    kept = _without_legal_form(words)
    if len(kept) > 1 and kept[0] == "the":
        kept = kept[1:]
    return " ".join(kept) or None


def _without_legal_form(words: list[str]) -> list[str]:
    forms = _legal_forms()
    kept = words
    while len(kept) > 1:
        for form in forms.get(kept[-1], ()):
            if len(form) < len(kept) and tuple(kept[-len(form) :]) == form:
                kept = kept[: -len(form)]
                break
        else:
            break
    return kept


@cache
def _legal_forms() -> dict[str, list[tuple[str, ...]]]:
    """Legal forms as words, longest first, by their last word."""
    forms = {
        tuple(folded(term.replace("&", " and ")).split(" ")) for term in (*get_unique_terms(), *_MORE_FORMS)
    }
    forms |= {("and",), ("und",)}
    # 'S p A' and 'S.p.A.' fold differently, so the spelled-out letters are forms as well.
    forms |= {tuple(form[0]) for form in forms if len(form) == 1 and 1 < len(form[0]) <= 5}
    by_last_word: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(forms - {("",)}, key=lambda form: (-len(form), form)):
        by_last_word.setdefault(form[-1], []).append(form)
    return by_last_word


def _name_word(found: re.Match[str]) -> str:
    word = found[0]
    lowered = word.lower()
    if lowered in _LEGAL_FORMS:
        return _LEGAL_FORMS[lowered]
    if found.start() and lowered in _SMALL:
        return lowered
    if len(word) <= 4 and lowered not in _SHORT_WORDS | _SMALL:
        # Three or four capitals are more often an abbreviation than a word.
        return word
    return capitalised(word)
