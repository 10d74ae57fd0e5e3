"""A name and an address in one cell: `Anna Weber <anna@northwind-robotics.com>`, `Anna Weber (anna@...)`."""

import re

_ADDRESS = re.compile(
    r"[<(\[{]?\s*(?:mailto:)?[^\s<>()\[\]{},;\"]+@[^\s<>()\[\]{},;\"]+\s*[>)\]}]?", re.IGNORECASE
)
_EDGES = " ,;:-|\"'\u201c\u201d\u201e/"
_NAME_LIKE = re.compile(r"[^\W\d_][^\d@<>{}\[\]=/\\|;]{0,80}").fullmatch


def name_beside(cell: str) -> str | None:
    """The name that stands beside the only address of a cell; None where nothing that looks like a name does."""
    rest, addresses = _ADDRESS.subn(" ", cell)
    if addresses != 1:
        return None
    name = " ".join(rest.split()).strip(_EDGES)
    return name if _NAME_LIKE(name) else None
