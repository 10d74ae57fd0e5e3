"""How a version is named by people: by its number, or by its id or a beginning of it. Needs no database."""

import re

NUMBER = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}")
# Fewer digits would be guessing.
DIGITS = re.compile(r"[0-9a-f]{4,32}")


def as_number(what: str) -> str | None:
    """The number that was said, if it is one."""
    said = what.strip()
    return said if NUMBER.fullmatch(said) else None


def as_id(what: str) -> str | None:
    """The hexadecimal digits of the id, or of its beginning, that was said; None if it is none."""
    digits = what.strip().lower().replace("-", "")
    return digits if DIGITS.fullmatch(digits) else None


def may_name_a_version(what: str) -> bool:
    """Whether it is worth asking the database."""
    return as_number(what) is not None or as_id(what) is not None
