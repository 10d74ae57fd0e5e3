"""A usual panel for a document that names none: proposed, never assumed, since whoever signs decides."""

from collections.abc import Iterable, Mapping

from handraiser.process.digests import Part
from handraiser.process.review.panel import SECTION

# Function -> its part, and the sections that it usually signs.
USUAL: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Marketing": (
        "Owns what comes before the call.",
        ("lead", "buying_stages", "ideal_customer", "grade", "score", "nurture", "recycle"),
    ),
    "Sales": (
        "Takes what is worth it, and says why not.",
        ("lead", "stages", "qualify", "route", "follow_up", "handoff", "feedback"),
    ),
    "Revenue operations": (
        "Writes the process and answers for its figures.",
        ("process", "enrich", "measures", "stakeholders"),
    ),
}


def may_be_added(parts: Mapping[str, Part]) -> bool:
    """Whether the document has no section of stakeholders, so that one can be put at its end."""
    part = parts.get(SECTION)
    return part is not None and part.line is None and part.digest is not None


def with_usual_panel(text: str, people: Mapping[str, Iterable[str]]) -> str:
    """The text with a usual panel at its end. `people`: function -> e-mail addresses of who speaks for it."""
    lines = ["", f"{SECTION}:"]
    for function, (part, signs) in USUAL.items():
        named = ", ".join(sorted(people.get(function, ())))
        lines += [
            f"  - function: {function}",
            f"    part: {part}",
            f"    people: [{named}]",
            f"    signs: [{', '.join(signs)}]",
        ]
    return "\n".join([text.rstrip("\n"), *lines, ""])
