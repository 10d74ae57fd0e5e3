"""The patterns of LIKE: what they say, and the same as a regular expression of Polars."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from handraiser.process.conditions.constants import ConstantRefused

LONGEST = 500
MOST_WILDCARDS = 40

Part = str | Literal[0, 1]
ANY_RUN: Literal[0] = 0
ANY_ONE: Literal[1] = 1

# The signs that mean something in a regular expression of Polars.
SIGN = re.compile(r"[\\.+*?()|\[\]{}^$#&\-~]")


def read_pattern(pattern: str) -> list[Part]:
    """The pattern of LIKE as literal texts, ANY_RUN (%) and ANY_ONE (_)."""
    if len(pattern) > LONGEST:
        raise ConstantRefused("This pattern is too long.", f"Write at most {LONGEST} characters.")
    signs: list[Part] = []
    wildcards: dict[str, Part] = {"%": ANY_RUN, "_": ANY_ONE}
    escaped = False
    for sign in pattern:
        if escaped:
            signs.append(sign)
            escaped = False
        elif sign == "\\":
            escaped = True
        else:
            signs.append(wildcards.get(sign, sign))
    if escaped:
        raise ConstantRefused("The pattern ends in a lone \\.", "Write \\\\ for a backslash.")
    if sum(not isinstance(sign, str) for sign in signs) > MOST_WILDCARDS:
        raise ConstantRefused(
            "The pattern has too many wildcards.", f"Use at most {MOST_WILDCARDS} of % and _."
        )
    return _joined(signs)


def _joined(signs: list[Part]) -> list[Part]:
    parts: list[Part] = []
    for kind, group in groupby(signs, key=lambda sign: "text" if isinstance(sign, str) else sign):
        if kind == "text":
            parts.append("".join(str(sign) for sign in group))
        elif kind == ANY_RUN:
            parts.append(ANY_RUN)
        else:
            parts.extend(ANY_ONE for _ in group)
    return parts


def regex(parts: Sequence[Part]) -> str:
    """The pattern as a regular expression that is searched for: open ends are left open, which is faster."""
    begins = bool(parts) and parts[0] == ANY_RUN
    ends = len(parts) > 1 and parts[-1] == ANY_RUN
    inner = parts[begins : len(parts) - ends]
    signs = (
        SIGN.sub(r"\\\g<0>", part) if isinstance(part, str) else ".*" if part == ANY_RUN else "."
        for part in inner
    )
    return "(?s)" + ("" if begins else r"\A") + "".join(signs) + ("" if ends else r"\z")
