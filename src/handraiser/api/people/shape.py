"""People, companies and resolved ids."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from handraiser.api.inquiries.shape import Owner
from handraiser.api.leads.shape import CompanyBrief, LeadRow, PersonBrief


class KeyOut(BaseModel):
    """An exact key by which a person or a company is recognised."""

    kind: str
    value: str


class PersonOut(BaseModel):
    """A person with their passes through the process, the newest first."""

    id: UUID
    email: str | None
    email_kind: str | None
    first_name: str | None
    last_name: str | None
    full_name: str | None
    phone: str | None
    title: str | None
    seniority: str | None
    department: str | None
    country: str | None
    region: str | None
    city: str | None
    time_zone: str | None
    consent: bool | None
    company: CompanyBrief | None
    provenance: dict[str, Any]
    keys: list[KeyOut]
    leads: list[LeadRow]
    created_at: datetime
    updated_at: datetime


class CompanyOut(BaseModel):
    """A company with its people and its leads that are open, the newest first; at most 200 of each."""

    id: UUID
    name: str | None
    domain: str | None
    country: str | None
    industry: str | None
    employees: int | None
    revenue: float | None
    named_owner: Owner | None
    provenance: dict[str, Any]
    keys: list[KeyOut]
    people_count: int
    people: list[PersonBrief]
    open_leads: list[LeadRow]
    created_at: datetime
    updated_at: datetime


class InquiryOut(BaseModel):
    """One inquiry as it arrived, and what became of it. `raw` is what was said, to the letter."""

    id: UUID
    door: str
    system: str
    kind: str | None
    source: str | None
    occurred_at: datetime
    received_at: datetime
    state: Literal["waiting", "done", "stopped"]
    result: str | None
    reason: str | None
    person: UUID | None
    lead: UUID | None
    raw: Any


class Resolved(BaseModel):
    """What an id stands for, and where to read it. `id` may be another one, where two have become one."""

    id: UUID
    kind: Literal[
        "lead", "person", "company", "inquiry", "opportunity", "offer", "touch", "clock", "event", "version"
    ]
    lead: UUID | None
    person: UUID | None
    href: Annotated[str | None, Field(description="Where it can be read.")]
