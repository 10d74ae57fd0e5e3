"""What the values of a column say about what it is."""

import re
from collections.abc import Callable, Sequence

from handraiser.capture.looks import holds_email, like_email, like_phone, like_url
from handraiser.capture.mapping.amounts import read_amount
from handraiser.capture.mapping.moments import MomentUnreadable, read_moment
from handraiser.capture.mapping.words import is_nothing, read_yes_no
from handraiser.capture.vocabulary import folded
from handraiser.kit.words import words

_SOCIAL = re.compile(r"(?:linkedin|facebook|twitter|instagram|xing|x)\.com", re.I)
_LETTER = re.compile(r"[^\W\d_]")

# A column called Title may hold them; a job they are none.
_SALUTATIONS = words(
    """
    mr mrs ms miss mx dr prof sir madam herr frau fraulein m mme mlle monsieur madame mademoiselle sr sra srta don dona senor
    senora dott sig signor signora dhr mevr mevrouw pan pani
    """
) | {"prof dr", "herr dr", "frau dr", "dr med"}

Check = Callable[[str], bool]


def is_moment(cell: str) -> bool:
    """Whether the cell reads as a moment, whichever way round."""
    try:
        return read_moment(cell) is not None
    except MomentUnreadable:
        return False


def _is_phone(cell: str) -> bool:
    return sum(character.isdigit() for character in cell) >= 6 and not is_moment(cell)


def _is_website(cell: str) -> bool:
    return like_url(cell) and not _SOCIAL.search(cell)


def _is_place(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not like_email(cell) and not like_url(cell)


def _has_digit(cell: str) -> bool:
    return any(character.isdigit() for character in cell) and not like_email(cell)


# For each target: what a value of it is, and the share of values that must be so.
_CHECKS: dict[str, tuple[Check, float, str]] = {
    "email": (holds_email, 0.3, "addresses"),
    "phone": (_is_phone, 0.3, "numbers to call"),
    "title": (lambda cell: folded(cell) not in _SALUTATIONS, 0.5, "job titles"),
    "domain": (_is_website, 0.5, "websites of companies"),
    "country": (_is_place, 0.6, "countries"),
    "region_name": (_is_place, 0.6, "regions"),
    "city": (_is_place, 0.6, "cities"),
    "occurred_at": (is_moment, 0.5, "dates"),
    "outcome_at": (is_moment, 0.5, "dates"),
    "won_at": (is_moment, 0.5, "dates"),
    "lost_at": (is_moment, 0.5, "dates"),
    "employees": (_has_digit, 0.5, "numbers"),
    "revenue": (_has_digit, 0.5, "numbers"),
    "amount": (lambda cell: read_amount(cell) is not None, 0.5, "amounts"),
    "consent": (lambda cell: read_yes_no(cell) is not None, 0.5, "yes or no"),
    "opt_out": (lambda cell: read_yes_no(cell) is not None, 0.5, "yes or no"),
    "first_name": (_is_place, 0.3, "names"),
    "last_name": (_is_place, 0.3, "names"),
    "full_name": (_is_place, 0.3, "names"),
    "company_name": (lambda cell: not like_email(cell), 0.5, "names of companies"),
}

_NAMES = frozenset(["first_name", "last_name", "full_name", "email", "phone"])
_ENOUGH, _FEW = 100, 5

_LEGAL_FORM = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|ug|e\.?k|ltd|limited|llc|llp|inc|incorporated|corp|corporation|plc|s\.?a\.?s?|s\.?a\.?r\.?l|s\.?l\.?u?"
    r"|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a/?s|aps|oyj?|ab|asa|sp\.? z ?o\.?o|s\.?r\.?o|k\.?k|pty|ltda|eirl|se)\.?\s*$",
    re.IGNORECASE,
)

# What a column without a telling name may be by its values alone, most certain first.
_BY_VALUE: tuple[tuple[str, Check, float], ...] = (
    ("email", like_email, 0.9),
    ("domain", _is_website, 0.6),
    ("occurred_at", is_moment, 0.5),
    ("phone", lambda cell: like_phone(cell) and _is_phone(cell), 0.5),
)


def told_values(cells: Sequence[str]) -> list[str]:
    """The cells that say something."""
    return [cell for cell in cells if cell.strip() and not is_nothing(cell)]


def contradiction(target: str, cells: Sequence[str]) -> str | None:
    """Why the values speak against the target, or None."""
    told = told_values(cells)
    if not told or target not in _CHECKS:
        return None
    if target in _NAMES and len(told) >= _ENOUGH and len(set(told)) <= _FEW:
        return (
            f"its {len(told)} values are only {len(set(told))} different ones, which people's names are not"
        )
    check, least, what = _CHECKS[target]
    share = sum(map(check, told)) / len(told)
    return f"only {share:.0%} of its values look like {what}" if share < least else None


def target_by_values(cells: Sequence[str]) -> tuple[str, float] | None:
    """What nine in ten of the values look like, with a confidence."""
    told = told_values(cells)
    for target, check, confidence in _BY_VALUE:
        if told and sum(map(check, told)) >= 0.9 * len(told):
            return target, confidence
    return None


def name_target(cells: Sequence[str], emails: Sequence[str]) -> tuple[str, float] | None:
    """Whether the column names the person (or company) to whom the e-mail in the same row belongs."""
    people = companies = seen = spaced = 0
    for cell, email in zip(cells, emails, strict=True):
        said = [word for word in folded(cell).split() if len(word) > 1]
        local, _, domain = email.lower().partition("@")
        if not said or not domain or not _is_place(cell):
            continue
        seen += 1
        spaced += len(said) > 1
        people += any(word in local for word in said)
        companies += any(len(word) > 2 and word in domain for word in said)
    if not seen or max(people, companies) < 0.6 * seen:
        return None
    if companies > people:
        return "company_name", 0.5
    return ("full_name", 0.6) if spaced > 0.6 * seen else ("first_name", 0.4)


def share_within(parts: Sequence[str], wholes: Sequence[str]) -> float:
    """The share of filled rows in which the one cell holds the other, as a full name holds a last name."""
    rows = [(folded(part), folded(whole)) for part, whole in zip(parts, wholes, strict=True)]
    told = [(part, whole) for part, whole in rows if part and whole]
    return sum(part in whole for part, whole in told) / len(told) if told else 0.0


def names_companies(cells: Sequence[str]) -> bool:
    """Whether a good part of the names end in a legal form, as those of companies do."""
    told = told_values(cells)
    return bool(told) and sum(_LEGAL_FORM.search(cell) is not None for cell in told) >= 0.3 * len(told)
