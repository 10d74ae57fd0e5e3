"""Registrable domains: the part of a host name that one organisation registered."""

import re
from functools import cache, lru_cache

import idna
import tldextract

from handraiser.kit.words import words
from handraiser.normalise.faults import Fault

# The bundled suffix list, never fetched. Private suffixes count: two shops on the same hosting
# platform are two companies.
_extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.\-]*:)?//|^(?:https?|mailto|www):/*", re.IGNORECASE)
_HOST_END = re.compile(r"[/?#\s,;|\\]")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?").fullmatch
_LONGEST = 253
_LONGEST_LABEL = 63

# Pages that many organisations share; an address there says nothing about whose it is.
_SHARED = words(
    """
    facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com youtu.be tiktok.com
    xing.com pinterest.com wa.me t.me linktr.ee google.com goo.gl bit.ly maps.app.goo.gl g.page
    notion.site medium.com
    """
)


def company_domain(text: str) -> tuple[str | None, Fault | None]:
    """The registrable domain of a website, host or address as captured; null with a fault otherwise."""
    host = _host_within(text)
    if not host:
        return None, None if not _INVISIBLE.sub("", text).strip() else "domain_invalid"
    if not has_public_suffix(host):
        return None, "domain_invalid"
    domain = registrable(host)
    if domain is None:
        return None, "domain_invalid"
    if domain in _SHARED:
        return None, "domain_shared"
    return domain, None


@lru_cache(maxsize=65_536)
def registrable(host: str) -> str | None:
    """`shop.kestrel.co.uk` -> `kestrel.co.uk`; None for a bare suffix. `host` is lower-case."""
    labels = host.split(".")
    suffixes, ruled = _suffixes(), _ruled_suffixes()
    # The longest listed suffix decides, unless a wildcard or an exception stands in the list below it.
    for start in range(len(labels)):
        suffix = ".".join(labels[start:])
        if suffix in ruled:
            break
        if suffix in suffixes:
            return ".".join(labels[start - 1 :]) if start else None
    found = _extract.extract_str(host)
    if found.suffix:
        return f"{found.domain}.{found.suffix}" if found.domain else None
    # A suffix that the list does not know: its last label is taken for it, as the list's own rule says.
    return ".".join(labels[-2:]) if len(labels) > 1 else None


@lru_cache(maxsize=65_536)
def has_public_suffix(host: str) -> bool:
    """Whether the host ends in a suffix that is on the list."""
    return host.rpartition(".")[2] in _simple_suffixes() or bool(_extract.extract_str(host).suffix)


def _host_within(text: str) -> str | None:
    text = _INVISIBLE.sub("", text).strip().strip("<>()[]\"'").lower()
    text = _HOST_END.split(_SCHEME.sub("", text), maxsplit=1)[0]
    text = text.rpartition("@")[2].partition(":")[0].strip(".")
    if not text.isascii() or "xn--" in text:
        text = _readable(text)
    if len(text) > _LONGEST or not _HOST(text) or text.replace(".", "").isdigit():
        return None
    return None if any(len(label) > _LONGEST_LABEL for label in text.split(".")) else text


def _readable(host: str) -> str:
    """An internationalised name in the one form that people read; '' if it is none."""
    try:
        return idna.decode(idna.encode(host, uts46=True)).lower()
    except (idna.IDNAError, UnicodeError):
        return ""


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(_extract.tlds)


@cache
def _simple_suffixes() -> frozenset[str]:
    return frozenset(suffix for suffix in _extract.tlds if "." not in suffix)


@cache
def _ruled_suffixes() -> frozenset[str]:
    """Suffixes below which the list has a wildcard or an exception."""
    return frozenset(suffix.partition(".")[2] for suffix in _extract.tlds if suffix.startswith(("*", "!")))
