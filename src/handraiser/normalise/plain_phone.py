"""Ordinary phone numbers decided from the library's own numbering plans, ten times faster than it parses.

An answer here is the parser's answer (a test holds the two equal); anything unusual gets none.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

_INTERNATIONAL = re.compile(r"\+[1-9](?:[0-9 ().\-]|(?<=[0-9])/(?=[0-9])){6,20}").fullmatch
_NATIONAL = re.compile(r"[0-9(](?:[0-9 ().\-]|(?<=[0-9])/(?=[0-9])){4,20}").fullmatch
_PUNCTUATION = str.maketrans("", "", "+ ().-/")
_KINDS = (
    *("fixed_line", "mobile", "toll_free", "voip", "shared_cost"),
    *("premium_rate", "personal_number", "pager", "uan", "voicemail"),
)

_Matches = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the main region of a calling code says of its numbers."""

    code: str
    general: re.Pattern[str]
    lengths: frozenset[int]
    kinds: Mapping[int, _Matches]
    prefix: re.Pattern[str] | None
    prefix_rewrites: bool
    abroad: re.Pattern[str] | None

    def holds(self, national: str) -> bool:
        """Whether the national number is one of the plan's."""
        size = len(national)
        if size not in self.lengths or not self.general.fullmatch(national):
            return False
        matches = self.kinds.get(size)
        return matches is not None and matches(national) is not None


def plain_international(text: str) -> str | None:
    """E.164 for an ordinary '+49 30 1234567'; None when the parser must be asked."""
    if not _INTERNATIONAL(text):
        return None
    digits = text.translate(_PUNCTUATION)
    for size in (1, 2, 3):
        if plan := _plan_of_code(digits[:size]):
            national = digits[size:]
            if (plan.prefix and plan.prefix.match(national)) or not plan.holds(national):
                return None
            return f"+{digits}"
    return None


def plain_national(text: str, region: str) -> str | None:
    """E.164 for an ordinary '030 1234567' dialled in `region`; None when the parser must be asked."""
    plan = _plan_of_region(region)
    if plan is None or not _NATIONAL(text):
        return None
    digits = text.translate(_PUNCTUATION)
    if digits.startswith(plan.code) or (plan.abroad and plan.abroad.match(digits)):
        return None
    national = digits
    if plan.prefix and (prefix := plan.prefix.match(digits)):
        if plan.prefix_rewrites:
            return None
        stripped = digits[prefix.end() :]
        if not plan.general.fullmatch(digits) or plan.general.fullmatch(stripped):
            national = stripped
    return f"+{plan.code}{national}" if plan.holds(national) else None


@cache
def _plan_of_code(code: str) -> _Plan | None:
    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code)) if code else None
    if not regions or regions[0] == "001":
        return None
    return _plan(regions[0])


@cache
def _plan_of_region(region: str) -> _Plan | None:
    """The plan of a region that is the main one of its calling code; its neighbours are the parser's work."""
    plan = _plan(region)
    if plan is None or COUNTRY_CODE_TO_REGION_CODE[int(plan.code)][0] != region:
        return None
    return plan


@cache
def _plan(region: str) -> _Plan | None:
    known = PhoneMetadata.metadata_for_region(region, None)
    if known is None or known.general_desc is None or known.general_desc.national_number_pattern is None:
        return None
    patterns: dict[int, list[str]] = {}
    for name in _KINDS:
        kind: PhoneNumberDesc | None = getattr(known, name)
        if kind is not None and kind.national_number_pattern:
            for size in kind.possible_length or known.general_desc.possible_length:
                patterns.setdefault(size, []).append(f"(?:{kind.national_number_pattern})")
    prefix = re.compile(known.national_prefix_for_parsing) if known.national_prefix_for_parsing else None
    return _Plan(
        code=str(known.country_code),
        general=re.compile(known.general_desc.national_number_pattern),
        lengths=frozenset(known.general_desc.possible_length),
        kinds={size: re.compile("|".join(written)).fullmatch for size, written in patterns.items()},
        prefix=prefix,
        prefix_rewrites=prefix is not None and prefix.groups > 0,
        abroad=re.compile(known.international_prefix) if known.international_prefix else None,
    )
