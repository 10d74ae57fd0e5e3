"""What a title works on."""

import re

from handraiser.connectors.job_title.vocabulary import Vocabulary

DEPARTMENTS = (
    *(
        "sales",
        "marketing",
        "product",
        "engineering",
        "it",
        "finance",
        "hr",
        "operations",
        "legal",
        "support",
    ),
    *("procurement", "consulting", "management"),
)

_DEPARTMENTS = Vocabulary.from_file("department.txt")
_NAMED = 0.85

# Phrases that speak of something else than their words do.
_READ_AS = {
    "salesforce": "crm",
    "sales force": "crm",
    "after sales": "customer service",
    "aftersales": "customer service",
    "personal assistant": "assistant",
    "telekommunikation": "telecom",
    "telecommunication": "telecom",
    "datenkommunikation": "telecom",
}
_MISLEADING = re.compile("|".join(_READ_AS))
_HINTS = ("sales", "tele", "personal a", "datenk")


def department_of(text: str) -> tuple[str | None, float]:
    """Department of a `readable` job title and how sure it is; (None, 0.0) when it tells nothing."""
    if any(hint in text for hint in _HINTS):
        text = _MISLEADING.sub(lambda found: _READ_AS[found[0]], text)
    department = _DEPARTMENTS.first(text)
    return department, _NAMED if department else 0.0
