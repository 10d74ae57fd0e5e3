"""The hosted forms of the demo company."""

from datetime import datetime

from handraiser.capture.models import Form

CONSENT = "You may write to me about this and related topics. I can take that back at any time."
FIRST = ("first_name", "last_name", "email", "company_name")
LABELS = {
    "first_name": "First name",
    "last_name": "Last name",
    "email": "Work e-mail",
    "phone": "Phone",
    "company_name": "Company",
    "title": "Job title",
    "employees": "How many work there",
    "country": "Country",
    "message": "How can we help?",
}
REQUIRED = frozenset({"last_name", "email", "company_name"})
FORMS = (
    (
        "contact",
        "Contact us",
        "contact_us",
        "Tell us where it hurts. Somebody calls you within half a working day.",
        (*FIRST, "phone", "country", "message"),
    ),
    (
        "demo",
        "Request a demonstration",
        "demo_request",
        "Half an hour, on your own example.",
        (*FIRST, "phone", "title", "employees", "country"),
    ),
    (
        "webinar",
        "Webinar: one process for marketing and sales",
        "webinar",
        "Forty minutes with a customer, and time for questions.",
        (*FIRST, "title", "country"),
    ),
)


def put_up(*, at: datetime) -> None:
    """Make the forms that visitors can fill in."""
    for slug, title, kind, intro, asked in FORMS:
        Form.objects.create(
            slug=slug,
            title=title,
            kind=kind,
            intro=intro,
            consent_text=CONSENT,
            fields=[{"name": name, "label": LABELS[name], "required": name in REQUIRED} for name in asked],
            created_at=at,
        )
