"""How columns are called: for each target its names in seven languages and in the exports of other programs."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from handraiser.kit.words import words

_SPLIT_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9\u0370-\uffff]+")
_SUFFIX = re.compile(r"__c$|\s*\(\d+\)$", re.IGNORECASE)
# Said about whom or how, not what: "Lead Email", "Your e-mail address?", "Please enter your name".
NEUTRAL = words(
    """
    lead leads contact customer client person persons user respondent attendee applicant invitee participant registrant
    subscriber visitor guest member buyer your my the a an of is
    what s please enter provide primary main original current work business valid best field required value 1
    properties kunden kontakt ihr ihre votre su tu suo il la le el de du des der die das
    """
)


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """A column name as plain lower-case words: `firstName` and `FIRST_NAME` and `Prénom ` fold to words."""
    text = _SUFFIX.sub("", header.strip())
    if not text.isupper():
        text = _SPLIT_CAMEL.sub(" ", text)
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ẞ", "ss"))
    text = "".join(character for character in text if not unicodedata.combining(character)).casefold()
    return " ".join(_NOT_WORD.sub(" ", text).split())


def compact(header: str) -> str:
    """The folded name without blanks: `E-Mail` and `email` are one."""
    return folded(header).replace(" ", "")


@cache
def names() -> dict[str, tuple[str, float]]:
    """Compact name -> (target, confidence); target `-` for names that are known and mean nothing here."""
    known: dict[str, tuple[str, float]] = {}
    text = files("handraiser.capture").joinpath("column_names.txt").read_text("utf-8")
    for block in re.split(r"\n(?=\S)", text):
        if block.startswith("#"):
            continue
        target, _, listed = block.partition(":")
        for rank, part in enumerate(listed.split("~")):
            for name in part.split(";"):
                known.setdefault(compact(name), (target, 0.6 if rank else 1.0))
    known.pop("", None)
    return known


def is_known_header(header: str) -> bool:
    """Whether people call a column this."""
    return compact(header) in names()
