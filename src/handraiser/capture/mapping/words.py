"""Words for nothing, for yes and no, and for outcomes, in the languages of the exports."""

import re

from handraiser.capture.vocabulary import folded
from handraiser.kit.words import words

# What programs write for "nothing" where a value of some type is meant. In a name or a message it is kept.
_NOTHING = words(r"- -- — n/a #n/a na n.a. null (null) none nil nan nat undefined \n ?") | {""}

_YES = words(
    """
    yes y true t 1 on x ok ja j wahr oui o vrai si s sim verdadero verdadeiro vero waar optin subscribed granted given agreed
    accepted confirmed allowed zugestimmt erteilt accepte aceptado accettato aceito ✓ ✔
    """
) | {"opted in", "opt in"}
_NO = words(
    """
    no n false f 0 off nein falsch non faux nao falso nee onwaar optout unsubscribed denied refused declined revoked withdrawn
    abgelehnt widerrufen refuse rechazado rifiutato recusado never
    """
) | {"opted out", "opt out", "not given"}

_LOST = re.compile(
    r"lost|verloren|perdu|perdid|persa?\b|perso\b|verlor|no deal|closed no|did not buy|no sale"
)
_WON = re.compile(r"\bwon\b|closedwon|gewonnen|gagne|ganad|ganho|vint[oa]\b|gewonn|sale done|sold|customer$")
_HOLD = re.compile(
    r"on ?hold|pausiert|zuruckgestellt|en attente|en espera|in sospeso|em espera|stalled|postponed|parked|deferred"
)
_OUT = re.compile(
    r"disqualif|unqualif|not qualified|bad lead|junk|spam|invalid|unqualifiziert|duplicate|bad fit|wrong number"
)
_OPEN = re.compile(
    r"^open|prospecting|engaging|qualif|proposal|negotiat|appointment|presentation|contract|decision|needs analysis"
    r"|value proposition|perception|quote|demo|pipeline|in progress|working|commit|converted|verbal|offen|en cours|abiert"
    r"|apert|abert|discovery|evaluation"
)
_OUTCOMES = (("lost", _LOST), ("disqualified", _OUT), ("on_hold", _HOLD), ("won", _WON), ("open", _OPEN))


def is_nothing(text: str) -> bool:
    """Whether a typed cell says that there is no value."""
    return text.strip().lower() in _NOTHING


def read_yes_no(text: str) -> bool | None:
    """True, False, or None when the text is neither."""
    said = folded(text) or text.strip()
    return True if said in _YES else False if said in _NO else None


def read_outcome(text: str) -> str | None:
    """won, lost, on_hold, disqualified or open; None when the text is none of them. `Closed Lost` is lost."""
    said = folded(text)
    if said in ("won", "lost", "open", "disqualified"):
        return said
    for outcome, pattern in _OUTCOMES:
        if pattern.search(said) or pattern.search(said.replace(" ", "")):
            return outcome
    return None
