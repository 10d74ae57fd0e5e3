"""The closed list of functions that a condition may call, each with an example that the tests run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `example` is a condition which over the frame row `row` gives `expected`."""

    name: str
    signature: str
    meaning: str
    example: str
    row: Mapping[str, Any]
    expected: bool


FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function(
            name="lower",
            signature="lower(text)",
            meaning="The text in small letters, in every script.",
            example="lower(title) = 'vp sales'",
            row={"title": "VP Sales"},
            expected=True,
        ),
        Function(
            name="length",
            signature="length(text or list)",
            meaning="How many characters a text has, or how many items a list has.",
            example="length(behaviours) >= 2",
            row={"behaviours": ["page_viewed", "webinar_attended"]},
            expected=True,
        ),
        Function(
            name="coalesce",
            signature="coalesce(value, value, ...)",
            meaning="The first of the values that is known. All must be of one type.",
            example="coalesce(last_touch_at, opened_at) < '2026-10-01'",
            row={"last_touch_at": None, "opened_at": datetime(2026, 9, 1, 8, 0, tzinfo=UTC)},
            expected=True,
        ),
        Function(
            name="days_since",
            signature="days_since(moment)",
            meaning="Days of 24 hours, with their fraction, from the moment to the decision.",
            example="days_since(last_behaviour_at) <= 14",
            row={
                "last_behaviour_at": datetime(2026, 11, 12, 9, 0, tzinfo=UTC),
                "at": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
            },
            expected=True,
        ),
        Function(
            name="confidence",
            signature="confidence(column)",
            meaning="How sure the source of a value of the person or company was, from 0 to 1.",
            example="confidence(employees) >= 0.8",
            row={"company_provenance": '{"employees": {"source": "registry", "confidence": 0.9}}'},
            expected=True,
        ),
        Function(
            name="contains",
            signature="contains(list or text, 'text')",
            meaning="Whether a list has that very item, or whether a text has that text anywhere inside.",
            example="contains(inquiry_kinds, 'demo_request')",
            row={"inquiry_kinds": ["newsletter", "demo_request"]},
            expected=True,
        ),
        Function(
            name="starts_with",
            signature="starts_with(text, 'text')",
            meaning="Whether a text begins with that text. Capital letters count.",
            example="starts_with(landing_page, '/pricing')",
            row={"landing_page": "/product"},
            expected=False,
        ),
        Function(
            name="answer",
            signature="answer('question')",
            meaning="The answer to a qualification question: its value; unknown while not answered.",
            example="answer('budget') IN ('approved', 'planned')",
            row={"answers": '{"budget": "approved", "timeframe": "this_quarter"}'},
            expected=True,
        ),
    )
}
