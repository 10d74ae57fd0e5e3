"""Phone numbers as E.164, read with the country that the row speaks of."""

import re
from typing import NamedTuple

from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

from handraiser.normalise.faults import Fault
from handraiser.normalise.plain_phone import plain_international, plain_national
from handraiser.normalise.tidy import tidy

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
# 'tel:', 'Mobile:', and the 'p:' that one advertising network writes before its numbers.
_LABEL = re.compile(r"^\s*['\"]?\s*(?:[^\W\d_]{1,12}\s*[.:]\s*)?", re.UNICODE)
_SPREADSHEET_DECIMAL = re.compile(r"^(\+?\d{6,15})\.0$")
_SEVERAL = re.compile(r"\s*(?:[;|,\n]|\s/\s?|/\s|\bor\b|\boder\b|\bou\b)\s*(?=[+(\d])", re.IGNORECASE)
_LONGEST = 80


class Phone(NamedTuple):
    """A number in E.164, its extension, the text if no number could be made of it, and what was wrong."""

    number: str | None
    extension: str | None
    raw: str | None
    fault: Fault | None


def phone(text: str, region: str | None) -> Phone:
    """Read one captured cell. `region` is the row's country (alpha-2), None if nothing tells."""
    number = plain_international(text) or (plain_national(text, region) if region else None)
    if number:
        return Phone(number, None, None, None)
    return _unusual(text, region)


def _unusual(text: str, region: str | None) -> Phone:
    tidied = tidy(_INVISIBLE.sub("", text))
    if not tidied:
        return Phone(None, None, None, None)
    if len(tidied) > _LONGEST:
        return Phone(None, None, tidied, "phone_invalid")
    bare = _SPREADSHEET_DECIMAL.sub(r"\1", _LABEL.sub("", tidied, count=1))
    pieces = _SEVERAL.split(bare)
    found = [read for piece in pieces if (read := _by_library(piece, region))]
    if found:
        number, extension = found[0]
        return Phone(number, extension, None, "phone_several" if len(found) > 1 else None)
    nowhere = region is None and not bare.startswith(("+", "00")) and any(letter.isdigit() for letter in bare)
    return Phone(None, None, tidied, "phone_country_unknown" if nowhere else "phone_invalid")


def _by_library(text: str, region: str | None) -> tuple[str, str | None] | None:
    """E.164 and extension of a valid number. '00' is read as '+' where the country does not say otherwise."""
    readings = [(text, region)]
    if text.startswith("00"):
        readings.append(("+" + text[2:], None))
    for written, spoken_in in readings:
        try:
            number = parse(written, spoken_in)
        except NumberParseException:
            continue
        if is_valid_number(number):
            return format_number(number, PhoneNumberFormat.E164), number.extension or None
    return None
