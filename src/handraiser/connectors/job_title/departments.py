"""What a title works on."""

import re

from handraiser.connectors.job_title.vocabulary import Vocabulary, readable

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


def department_of(title: str) -> tuple[str | None, float]:
    """Department of a job title and how sure it is; (None, 0.0) when the title tells nothing."""
    text = _MISLEADING.sub(lambda found: _READ_AS[found[0]], readable(title))
    department = _DEPARTMENTS.first(text)
    return department, _NAMED if department else 0.0
