"""A lead as a row of a list, and the filters of the list."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from handraiser.api.inquiries.shape import Owner
from handraiser.api.values import Moment, Text

Limit = Annotated[int, Field(ge=1, le=200, description="How many on a page.")]
AfterCursor = Annotated[
    Annotated[str, Field(max_length=300)] | None, Field(description="The `next` of the page before.")
]


class LeadFilter(BaseModel):
    """Which leads; all filters hold together."""

    after: AfterCursor = None
    limit: Limit = 50
    stage: Text | None = None
    owner: Annotated[Text | None, Field(description="An id, a mail address, `me`, or `none`.")] = None
    source: Text | None = None
    grade: Text | None = None
    open: Annotated[bool | None, Field(description="Whether the pass is still running.")] = None
    opened_since: Moment | None = None
    q: Annotated[
        Text | None, Field(description="The beginning of a name, mail address, company or domain.")
    ] = None
    where: Annotated[
        Annotated[str, Field(max_length=5_000)] | None,
        Field(description="A condition as the process has them: grade IN ('A','B') AND score >= 50."),
    ] = None


class PersonBrief(BaseModel):
    """Who, in a row."""

    id: UUID
    name: str | None
    email: str | None
    phone: str | None
    title: str | None


class CompanyBrief(BaseModel):
    """Which company, in a row."""

    id: UUID
    name: str | None
    domain: str | None


class LeadRow(BaseModel):
    """One lead. `due_at` is when the next promise about it is due."""

    id: UUID
    pass_number: int
    person: PersonBrief
    company: CompanyBrief | None
    stage: str
    stage_entered_at: datetime
    grade: str | None
    score: float
    team: str | None
    owner: Owner | None
    hold_reason: str | None
    due_at: datetime | None
    source: str | None
    campaign: str | None
    door: str
    opened_at: datetime
    handoff: str | None
    opportunity: str | None
    amount: float | None
    snoozed_until: datetime | None
    outcome: str | None
    outcome_reason: str | None
    ended_at: datetime | None
    version: Annotated[UUID, Field(description="The version of the process that decided last.")]


class LeadPage(BaseModel):
    """A page of leads, the newest first, and the cursor of the next page if there is one."""

    leads: list[LeadRow]
    next: str | None
