"""E-mail addresses: one canonical form to write to, one key to recognise a person by."""

import re
from typing import NamedTuple

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from handraiser.normalise.domain import has_public_suffix, registrable
from handraiser.normalise.faults import Fault

# Addresses without anything odd are decided here; the library is thorough and some 50 times slower.
_PLAIN = re.compile(
    r"[a-z0-9_'+\-]{1,64}(?:\.[a-z0-9_'+\-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
).fullmatch
_LONGEST = 254
_LONGEST_LOCAL = 64

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_AROUND_AT = re.compile(r"\s*@\s*")
_SPELLED_AT = re.compile(r"\s*[\[({]\s*(?:at|@)\s*[\])}]\s*", re.IGNORECASE)
_SPELLED_DOT = re.compile(r"\s*[\[({]\s*(?:dot|\.)\s*[\])}]\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;<>|\"]+")
_SCHEME = re.compile(r"^(?:mailto|e-?mail)\s*:\s*", re.IGNORECASE)
_WRAPPING = "()[]{}'\u2018\u2019\u201c\u201d.,:;/\\"
_GOOGLE = {"gmail.com", "googlemail.com"}


class Address(NamedTuple):
    """A canonical address, its identity key, its registrable domain and what was odd about it."""

    email: str | None
    key: str | None
    domain: str | None
    fault: Fault | None


def address(text: str) -> Address:
    """Read one captured cell: bare, wrapped ('Anna <a@x.com>', 'mailto:'), or holding several."""
    lowered = text.strip().lower()
    if _is_plain(lowered):
        return _known(lowered, None)
    found = addresses_within(text)
    if not found:
        return Address(None, None, None, "email_invalid" if lowered else None)
    return _known(found[0], "email_several" if len(found) > 1 else None)


def addresses_within(text: str) -> list[str]:
    """Every valid address in a text, canonical, in order, each once."""
    text = _INVISIBLE.sub("", text)
    if "@" not in text:
        text = _SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", text))
    if "@" not in text:
        return []
    text = _AROUND_AT.sub("@", text)
    found: list[str] = []
    for piece in _SEPARATORS.split(text):
        if "@" in piece and (valid := _canonical(piece)) and valid not in found:
            found.append(valid)
    return found


def _known(email: str, fault: Fault | None) -> Address:
    local, _, host = email.rpartition("@")
    domain = registrable(host)
    if not has_public_suffix(host):
        fault = fault or "email_domain_unknown"
    return Address(email, _key(local, host), domain, fault)


def _key(local: str, host: str) -> str:
    """A plus-tag never makes another person; for Google neither do dots nor its second domain."""
    bare = local.partition("+")[0] or local
    if host in _GOOGLE:
        bare, host = bare.replace(".", "") or bare, "gmail.com"
    return f"{bare}@{host}"


def _canonical(piece: str) -> str | None:
    piece = _SCHEME.sub("", piece.lstrip(_WRAPPING)).partition("?")[0]
    lowered = piece.strip(_WRAPPING).lower()
    if _is_plain(lowered):
        return lowered
    return _by_library(lowered)


def _is_plain(text: str) -> bool:
    if len(text) > _LONGEST or not _PLAIN(text):
        return False
    local, _, host = text.partition("@")
    return len(local) <= _LONGEST_LOCAL and "--" not in host and host.rpartition(".")[2] not in _RESERVED


def _by_library(text: str) -> str | None:
    # Lower-casing can change what the library makes of a text (and the other way round), so an
    # address counts only when its lower-case form is canonical itself.
    for _ in range(3):
        try:
            canonical = validate_email(text, check_deliverability=False).normalized.lower()
        except EmailNotValidError:
            return None
        if canonical == text:
            return canonical
        text = canonical
    return None


_RESERVED = frozenset(name for name in SPECIAL_USE_DOMAIN_NAMES if "." not in name)
