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
# `1.234,-` and `5.–` say that there is no fraction.
_NO_FRACTION = re.compile(r"[.,][-\u2013\u2014]{1,2}(?=\D*$)")
_EXPONENT = re.compile(r"\d(?:\.\d+)?E[+-]?\d{1,2}", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{2,3}(?:\1\d{2,3})*)?|\d+")
_Decimal = Literal[".", ","]


def read_amount(text: str, decimal: _Decimal | None = None) -> tuple[Decimal, str | None] | None:
    """The amount and its currency, where one is named: `1.234,56 €`, `$1.2M`, `USD 5000`, `(300)`; None if it is none."""
    text = _NO_FRACTION.sub("", text.strip())
    if _EXPONENT.fullmatch(text):
        return Decimal(text), None
    found = _AMOUNT.fullmatch(text)
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
    """The later of two different marks; a single mark unless it may part thousands."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    mark = digits[last]
    if digits.count(mark) > 1:
        return ""
    if ("," if mark == "." else ".") in digits:
        return mark
    # A group has at most three digits, so what stands after more of them is a fraction.
    grouped = len(digits) - last - 1 == 3 and last <= 3 and not digits.startswith("0")
    return "" if grouped else mark


def currency_code(named: str) -> str:
    """The code of a currency: `US Dollar` is USD; what is not known here stays as it is."""
    plain = " ".join(named.split())
    return (
        _SYMBOLS.get(plain) or _NAMES.get(plain.casefold()) or (plain.upper() if len(plain) == 3 else plain)
    )


_NAMES = {
    "us dollar": "USD", "us dollars": "USD", "u.s. dollar": "USD", "dollar": "USD", "united states dollar": "USD",
    "euro": "EUR", "euros": "EUR", "british pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP",
    "swiss franc": "CHF", "schweizer franken": "CHF", "franken": "CHF", "japanese yen": "JPY", "yen": "JPY",
    "indian rupee": "INR", "brazilian real": "BRL", "real brasileiro": "BRL", "canadian dollar": "CAD",
    "australian dollar": "AUD", "polish zloty": "PLN", "złoty": "PLN", "swedish krona": "SEK", "svensk krona": "SEK",
    "norwegian krone": "NOK", "danish krone": "DKK", "mexican peso": "MXN", "chinese yuan": "CNY", "turkish lira": "TRY",
}  # fmt: skip

# The codes that a heading may name. A word of three letters is not yet a currency.
CURRENCIES = frozenset([*_SYMBOLS.values(), *_NAMES.values()])
