"""Words for nothing, and for yes and no, in the languages of the exports."""

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


def is_nothing(text: str) -> bool:
    """Whether a typed cell says that there is no value."""
    return text.strip().lower() in _NOTHING


def read_yes_no(text: str) -> bool | None:
    """True, False, or None when the text is neither."""
    said = folded(text) or text.strip()
    return True if said in _YES else False if said in _NO else None
