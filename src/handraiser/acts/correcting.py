"""Correct what is known of a person or a company by hand."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import polars as pl

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.found import open_lead
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Company, Lead, Person
from handraiser.normalise import COLUMNS_IN, normalise

PERSON = ("email", "first_name", "last_name", "phone", "title", "country", "city", "seniority", "department")
COMPANY = {
    "company_name": "name",
    "domain": "domain",
    "industry": "industry",
    "employees": "employees",
    "revenue": "revenue",
}


class NotCorrectable(Refusal):
    """The field is decided by the process, or the value cannot be read."""


def correct(*, lead_id: UUID, values: Mapping[str, str], by: int, at: datetime) -> Acted[Lead]:
    """Set fields of the lead's person and company. The value is cleaned like any other, and its source is the hand."""
    lead = open_lead(lead_id)
    for name in values:
        if name not in PERSON and name not in COMPANY:
            raise NotCorrectable(f"{name} is not a field that people correct.", field=name)
    cleaned = _cleaned(values)
    entry = {"source": "hand", "confidence": 1.0, "obtained": at.isoformat(), "by": by}
    person, company = Person.objects.select_for_update().get(id=lead.person_id), lead.company
    was: dict[str, object] = {}
    for name, value in values.items():
        clean = cleaned.get(name, value.strip() or None)
        if value.strip() and clean is None:
            raise NotCorrectable(f"'{value}' cannot be read as {name.replace('_', ' ')}.", field=name)
        if name in COMPANY and company is None:
            raise NotCorrectable("This person has no company yet.", field=name)
        record: Person | Company = person if name in PERSON else company  # type: ignore[assignment]
        attribute = name if name in PERSON else COMPANY[name]
        was[name] = getattr(record, attribute)
        setattr(record, attribute, clean)
        record.provenance = {**record.provenance, name: entry}
    person.full_name = (
        " ".join(part for part in (person.first_name, person.last_name) if part) or person.full_name
    )
    person.updated_at = at
    person.save()
    if company is not None and set(values) & set(COMPANY):
        company.updated_at = at
        company.save()
    return Acted(lead, [event_of("person.corrected", lead, by=by, at=at, told={"was": was, "now": cleaned})])


def _cleaned(values: Mapping[str, str]) -> dict[str, object]:
    row = {name: values.get(name) or None for name in COLUMNS_IN}
    clean = normalise(pl.DataFrame([row], schema=dict.fromkeys(COLUMNS_IN, pl.Utf8))).row(0, named=True)
    return {name: clean[name] for name in values if name in clean}
