"""Numbers of employees and revenues as people write them."""

import re

from handraiser.kit.words import words
from handraiser.normalise.faults import Fault

_MOST_EMPLOYEES = 10_000_000
_MOST_REVENUE = 1e14
_LONGEST = 60

_WORTH = {
    1e9: "billion billions milliarden milliarde milliards miliardi miljard mrd mia bn bln b bi",
    1e7: "crore crores",
    1e6: "million millions millionen millones milioni miljoen milhoes milhões mio mln mm mn mill m",
    1e5: "lakh lakhs",
    1e3: "thousand thousands tausend mille tsd k",
}
_UNITS = {word: worth for worth, written in _WORTH.items() for word in written.split(" ")}
# Longer words first: 'mrd' must not be read as 'm'.
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(rf"(\d(?:[\d.,'\u2019 \u00a0\u202f]*\d)?)\s*(?:({_UNIT})\b\.?)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-\u2013\u2014~]|\b(?:to|bis|a|à|until|and|und)\b)\s*[$€£¥]?\s*", re.IGNORECASE)
_BLANKS = re.compile(r"['\u2019 \u00a0\u202f]+")
_NOT_A_WORD = re.compile(r"[^\w]+")

# What may stand around a number. '10 mil' is a million to some and a thousand to others: refused.
_COMPANY_WORDS = words(
    """
    about approx approximately around ca circa over more than up to at least roughly between from under less
    ungefähr etwa rund mehr als über unter zwischen mindestens env environ plus de unos más meer dan
    employee employees people staff fte ftes headcount persons personen mitarbeiter mitarbeitende
    beschäftigte salariés employés empleados dipendenti medewerkers funcionários
    usd eur gbp chf us dollar dollars euro euros pound pounds sterling brl inr sek r s
    annual annually per year pa p yearly revenue umsatz arr a
    """
)
_MARKS = re.compile(r"[\w\s$€£¥.,~<>≈≥≤+()/:\u2013\-]*").fullmatch


def employees(text: str) -> tuple[int | None, Fault | None]:
    """A head count. A range ('51-200') gives its lower end: that many are certain."""
    amount, is_range = _read(text, whole=True)
    if amount is None or amount > _MOST_EMPLOYEES:
        return None, "employees_invalid" if text.strip() else None
    return round(amount), "employees_range" if is_range else None


def revenue(text: str) -> tuple[float | None, Fault | None]:
    """A yearly sum in the currency it was written in: '€ 3,5 Mio', '$1.2bn', '1.000.000,00'."""
    amount, is_range = _read(text, whole=False)
    if amount is None or amount > _MOST_REVENUE:
        return None, "revenue_invalid" if text.strip() else None
    return amount, "revenue_range" if is_range else None


def _read(text: str, *, whole: bool) -> tuple[float | None, bool]:
    if text.isascii() and text.isdigit() and len(text) < 16:
        return float(text), False
    lower = _AMOUNT.search(text) if len(text) <= _LONGEST else None
    if lower is None or not _stands_for_itself(text[: lower.start()]):
        return None, False
    rest, unit, is_range = text[lower.end() :], lower[2], False
    if (between := _BETWEEN.match(rest)) and (upper := _AMOUNT.match(rest, between.end())):
        # In '5-10M' the unit stands once and means both.
        is_range, unit, rest = True, unit or upper[2], rest[upper.end() :]
    if not _is_remark(rest):
        return None, False
    number = _decimal(lower[1], whole=whole and unit is None, scaled=unit is not None)
    return (None if number is None else number * (_UNITS[unit.lower()] if unit else 1.0)), is_range


def _stands_for_itself(before: str) -> bool:
    return _is_remark(before) and not before.rstrip(" $€£¥").endswith("-")


def _is_remark(text: str) -> bool:
    """Whether the text around a number leaves the number's meaning alone."""
    if not _MARKS(text) or any(letter.isdigit() for letter in text):
        return False
    return all(word in _COMPANY_WORDS for word in _NOT_A_WORD.split(text.lower()) if word)


def _decimal(digits: str, *, whole: bool, scaled: bool) -> float | None:
    """`1,234.5`, `1.234,5`, `1 234` or `3,5` as a number; None when the digits make none."""
    digits = _BLANKS.sub("", digits)
    mark = _decimal_mark(digits, scaled=scaled)
    whole_part, _, fraction = digits.rpartition(mark) if mark else (digits, "", "")
    plain = re.sub(r"[.,]", "", whole_part)
    if fraction and not (whole and len(fraction) > 2):
        plain = f"{plain}.{fraction}"
    try:
        return float(plain)
    except ValueError:
        return None


def _decimal_mark(digits: str, *, scaled: bool) -> str:
    """Which of the two marks stands before the fraction; '' when there is none."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    mark = digits[last]
    other = "," if mark == "." else "."
    if digits.count(mark) > 1:
        return ""
    if other in digits:
        return mark
    # One mark before three digits parts thousands, unless a unit follows a point: '1.234 M'.
    if len(digits) - last - 1 == 3 and not digits.startswith("0"):
        return mark if scaled and mark == "." else ""
    return mark
