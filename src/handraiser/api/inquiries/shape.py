"""What an inquiry may say, and what is answered to each."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from handraiser.api.values import Happened, IdText, Json, Name, Note, NumberText, System, Text

MOST = 1_000


class InquiryIn(BaseModel):
    """One inquiry. Any other member is kept under `extra`. Text is cleaned by us; the original stays."""

    model_config = ConfigDict(extra="allow", strict=True, title="Inquiry")

    email: Text | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    full_name: Text | None = None
    phone: Text | None = None
    title: Text | None = None
    company_name: Text | None = None
    domain: Text | None = None
    industry: Text | None = None
    employees: NumberText | None = None
    revenue: NumberText | None = None
    country: Text | None = None
    region_name: Text | None = None
    city: Text | None = None
    source: Text | None = None
    campaign: Text | None = None
    medium: Text | None = None
    term: Text | None = None
    content: Text | None = None
    landing_page: Note | None = None
    inquiry_kind: Annotated[
        Text | None, Field(description="One of the kinds that the process names, such as contact_us.")
    ] = None
    message: Note | None = None
    external_id: Annotated[IdText | None, Field(description="The person's id in the sending system.")] = None
    system: Annotated[System, Field(description="Which system `external_id` belongs to.")] = "api"
    consent: bool | None = None
    owner: Annotated[Text | None, Field(description="Whom the sender believes to own it.")] = None
    outcome: Text | None = None
    outcome_at: Happened | None = None
    amount: NumberText | None = None
    currency: Text | None = None
    outcome_reason: Text | None = None
    opportunity_id: IdText | None = None
    occurred_at: Annotated[Happened | None, Field(description="When it happened; now, if left out.")] = None
    extra: Annotated[Json | None, Field(description="Whatever else is known, kept as it is.")] = None


class InquiryList(BaseModel):
    """Many inquiries, one answer for each."""

    model_config = ConfigDict(title="Inquiries")

    inquiries: Annotated[list[InquiryIn], Field(min_length=1, max_length=MOST)]


class Owner(BaseModel):
    """Who owns a lead."""

    id: int
    name: str
    email: str


class FaultOut(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class InquiryAnswer(BaseModel):
    """What became of one inquiry. `index` is its place in the list.

    `refused`: it says too little, or is not valid; `stopped`: it is kept, and will be tried again.
    """

    index: int
    inquiry: UUID | None
    result: Literal["new", "updated", "same", "refused", "stopped"]
    reason: str | None
    person: UUID | None
    lead: UUID | None
    stage: str | None
    grade: str | None
    score: float | None
    owner: Owner | None
    hold_reason: str | None
    due_at: datetime | None
    explanation: Annotated[str | None, Field(description="Where every decision about the lead is explained.")]
    errors: list[FaultOut]


class InquiryAnswers(BaseModel):
    """One answer for each inquiry, in their order."""

    results: list[InquiryAnswer]
