"""Amounts of money as people write them."""

import re
from decimal import Decimal
from typing import Literal

_SYMBOLS = {
    "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "R$": "BRL", "zł": "PLN", "A$": "AUD", "C$": "CAD",
    "₩": "KRW", "₺": "TRY",
}  # fmt: skip
# Powers of ten.
_SCALES = {
    "k": 3, "tsd": 3, "m": 6, "mio": 6, "mn": 6, "mm": 6, "million": 6, "millions": 6, "mrd": 9, "b": 9, "bn": 9, "billion": 9,
    "lakh": 5, "l": 5, "cr": 7, "crore": 7,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>-)?\s?(?P<before>[A-Za-z]{0,3}[^\w\s.,()-]|[A-Z]{3}|zł)?\s?(?P<minus2>-)?"
    r"(?P<digits>\d[\d.,'’\s\u00a0\u202f]*)"
    rf"(?:(?P<scale>(?i:{_SCALE}))\.?)?\s?(?P<after>[^\w\s.,()-]|[A-Z]{{3}}|zł|kr)?\)?"
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{2,3}(?:\1\d{2,3})*)?|\d+")
_Decimal = Literal[".", ","]


def read_amount(text: str, decimal: _Decimal | None = None) -> tuple[Decimal, str | None] | None:
    """The amount and its currency, where one is named: `1.234,56 €`, `$1.2M`, `USD 5000`, `(300)`; None if it is none."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        return None
    scale = (found["scale"] or "").lower()
    number = _number(re.sub(r"['’\s\u00a0\u202f]", "", found["digits"]), decimal)
    if number is None:
        return None
    if found["minus"] or found["minus2"] or found["open"]:
        number = -number
    named = found["before"] or found["after"] or ""
    currency = _SYMBOLS.get(named) or (named if re.fullmatch("[A-Z]{3}", named) else None)
    return number.scaleb(_SCALES.get(scale, 0)), currency


def _number(digits: str, decimal: _Decimal | None) -> Decimal | None:
    digits = digits.rstrip(".,")
    mark = decimal or _decimal_mark(digits)
    whole, _, fraction = digits.rpartition(mark) if mark and mark in digits else (digits, "", "")
    if (fraction and not fraction.isdigit()) or not _GROUPED.fullmatch(whole or "0"):
        return None
    return Decimal(re.sub("[.,]", "", whole or "0") + ("." + fraction if fraction else ""))


def _decimal_mark(digits: str) -> str:
    """The later of two different marks; a single mark unless exactly three digits follow it."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    mark = digits[last]
    if digits.count(mark) > 1:
        return ""
    if ("," if mark == "." else ".") in digits:
        return mark
    return "" if len(digits) - last - 1 == 3 and not digits.startswith("0") else mark
