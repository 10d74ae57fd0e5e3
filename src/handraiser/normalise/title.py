"""Job titles: tidied, and readable again where they shouted."""

import re

from handraiser.kit.words import words
from handraiser.normalise.casing import capitalised
from handraiser.normalise.tidy import tidy

_WORDS = re.compile(r"(?<!\w)[^\W\d_]+(?:['\u2019][^\W\d_]+)?(?!\w)")
_ABBREVIATIONS = words(
    """
    CEO CFO CTO CIO COO CMO CRO CSO CPO CDO CHRO CISO CCO CKO CLO VP SVP EVP AVP GM MD IT ICT HR PR QA
    QM UX UI BI AI ML SEO SEM SEA PPC CRM ERP SAP PM PMO PMP HSE EHS RD R D B2B B2C EMEA APAC DACH LATAM
    MEA UK US USA EU UAE II III IV SAAS IOT BDR SDR AE CSM KAM NRW DE AT CH FR ES NL DBA CPA CFA MBA PHD
    LLM GTM OEM CAD CAM CNC PLM PLC POS FMCG NGO PMI TQM
    """
)
_SMALL = words(
    """
    and of for the in at to und der die das des für im de la et du le von zu y e e/ou
    """
)
_MACHINE_WORDS = words("NULL NIL NONE NAN UNDEFINED TRUE FALSE INF CON PRN AUX NUL")


def title(text: str) -> str | None:
    """'VICE PRESIDENT OF IT' -> 'Vice President of IT'; anything not all in capitals keeps its case."""
    text = tidy(text)
    if len(text) > 3 and text.isupper() and text not in _MACHINE_WORDS and not _looks_like_code(text):
        text = tidy(_WORDS.sub(_title_word, text))
    return text or None


def _title_word(found: re.Match[str]) -> str:
    word = found[0]
    if word in _ABBREVIATIONS or word in _MACHINE_WORDS:
        return word
    if found.start() and word.lower() in _SMALL:
        return word.lower()
    return capitalised(word)


def _looks_like_code(text: str) -> bool:
    return not re.fullmatch(r"[\w\s&/,.()\-+'\u2019|:\u2013]+", text)
