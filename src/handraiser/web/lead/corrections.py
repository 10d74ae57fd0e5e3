"""Facts about the person and the company, corrected by hand."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from handraiser import flow
from handraiser.web.lead.act import ActForm

PERSON = ("email", "first_name", "last_name", "phone", "title", "country", "city", "seniority", "department")
COMPANY = ("company_name", "domain", "industry", "employees", "revenue")
COUNTRY_HELP = "By name, or in two letters such as DE"


class Correct(ActForm):
    """Correct what is known; only what was changed is written."""

    title, button = "Correct facts", "Save"
    lede: ClassVar[str] = "Values are cleaned like any other, and your name stands as their source."

    def prepare(self) -> None:
        """The fields that people may correct, as they stand."""
        for name, value in self.present().items():
            self.fields[name] = forms.CharField(
                required=False,
                max_length=2_000,
                initial=value,
                label=name.replace("_", " ").capitalize(),
                help_text=COUNTRY_HELP if name == "country" else "",
            )

    def present(self) -> dict[str, str]:
        """The values as they stand, as text; the company's only where there is one."""
        person, company = self.lead.person, self.lead.company
        values: dict[str, Any] = {name: getattr(person, name) for name in PERSON}
        if company is not None:
            values |= {name: getattr(company, "name" if name == "company_name" else name) for name in COMPANY}
        return {name: "" if value is None else _text(value) for name, value in values.items()}

    def do(self, at: datetime) -> str:
        """Write what differs."""
        was = self.present()
        changed = {name: value for name, value in self.cleaned_data.items() if value.strip() != was[name]}
        if not changed:
            return "Nothing was changed."
        flow.correct(lead_id=self.lead.id, values=changed, by=self.request.user.pk, at=at)
        return "Corrected."


def _text(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
