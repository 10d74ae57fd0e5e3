"""What a cell looks like by itself: an address, a number, a date, a phone, a link."""

import re

_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@.,;<>\"]{2,}")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+(?:com|net|org|io|de|co|fr|es|it|nl|eu|uk|ai|dev|app)(?:/\S*)?",
    re.I,
)
_NUMBER = re.compile(r"[-+(]?[$€£¥₹]?\s?-?\d[\d.,'’ \u00a0]*\s?[%kKmM]?\s?[$€£¥₹]?\)?")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?:[T ,].*)?"
    r"|\d{1,2}\.? ?-?[^\W\d_]{3,10}\.?,?[ -]?\d{4}(?:[ T,].*)?"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}(?:[ ,].*)?"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?", re.I)
_PHONE = re.compile(r"(?:p:)?'?(?:\+|00)?[\d(][\d\s().\-/\u00a0]{5,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.I)
_KEY = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|(?=\w*\d)(?=\w*[a-z])[0-9a-z]{15,40}", re.I)


def like_email(cell: str) -> bool:
    """`anna@northwind-robotics.com`"""
    return _EMAIL.fullmatch(cell.strip()) is not None


def holds_email(cell: str) -> bool:
    """An address alone, with a name, or several: `Anna Weber <anna@northwind-robotics.com>; a.weber@...`"""
    return "@" in cell and _EMAIL.search(cell) is not None


def like_url(cell: str) -> bool:
    """`https://northwind-robotics.com/demo`, `www.…` or a bare domain of a usual ending."""
    return _URL.fullmatch(cell.strip()) is not None


def like_number(cell: str) -> bool:
    """`12`, `1.234,56 €`, `-3 %`"""
    return _NUMBER.fullmatch(cell.strip()) is not None


def like_date(cell: str) -> bool:
    """A day, with or without a time, in any of the usual orders."""
    return _DATE.fullmatch(cell.strip()) is not None


def like_phone(cell: str) -> bool:
    """`+49 30 1234567`, `(555) 010-0200 x12`; a date is no phone."""
    cell = cell.strip()
    return _PHONE.fullmatch(cell) is not None and not like_date(cell)


def like_value(cell: str) -> bool:
    """Whether the cell holds a value of some type, which a column's name would not."""
    cell = cell.strip()
    if not cell or not any(character.isdigit() or character in "@." for character in cell):
        return False
    return bool(
        like_number(cell)
        or like_email(cell)
        or like_date(cell)
        or like_phone(cell)
        or _TIME.fullmatch(cell)
        or _URL.fullmatch(cell)
        or _KEY.fullmatch(cell)
    )
