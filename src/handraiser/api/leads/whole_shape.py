"""A lead whole: everything that is known of it, and what is asked of it next."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from handraiser.api.inquiries.shape import Owner
from handraiser.api.leads.shape import AfterCursor, LeadRow, Limit


class ClockOut(BaseModel):
    """One promise about the lead. `explanation` says how its due time was counted."""

    id: UUID
    name: str
    stage: str | None
    state: Literal["running", "warned", "breached", "met", "cancelled"]
    owner: Owner | None
    started_at: datetime
    warn_at: datetime | None
    due_at: datetime
    breached_at: datetime | None
    stopped_at: datetime | None
    stopped_by: str | None
    explanation: dict[str, Any]


class QuestionOut(BaseModel):
    """One question of the framework, with the newest answer."""

    question: str
    title: str
    ask: str
    required: bool
    met: bool
    answer: str | None
    note: str | None
    answered_at: datetime | None
    answered_by: Owner | None


class CheckOut(BaseModel):
    """One criterion. `holds` is null where only a person can tell."""

    says: str
    condition: str | None
    holds: bool | None


class GateOut(BaseModel):
    """The gate in front of the lead: where it leads to, and what is missing."""

    stage: str
    next: str | None
    open: bool
    checks: list[CheckOut]
    missing: Annotated[list[str], Field(description="The criteria that do not hold, in words.")]


class TouchOut(BaseModel):
    """Something that a human did."""

    id: UUID
    kind: str
    direction: Literal["in", "out"]
    outcome: str | None
    note: str
    at: datetime
    by: Owner | None


class OfferOut(BaseModel):
    """An offer to sales and its answer."""

    id: UUID
    offered_to: Owner | None
    offered_by: Owner | None
    offered_at: datetime
    answer: str | None
    reason: str | None
    note: str
    answered_by: Owner | None
    answered_at: datetime | None


class OpportunityOut(BaseModel):
    """What sales works on. `flag` names a fact that cannot be true."""

    id: UUID
    state: str
    owner: Owner | None
    amount: float | None
    currency: str | None
    reason: str | None
    opened_at: datetime
    closed_at: datetime | None
    wake_at: datetime | None
    flag: str | None


class InquiryBrief(BaseModel):
    """One inquiry that belongs to the lead."""

    id: UUID
    door: str
    kind: str | None
    source: str | None
    occurred_at: datetime
    result: str | None


class LeadWhole(LeadRow):
    """`values` has every column that a rule may name; `provenance` says where those of people and companies are from."""

    values: dict[str, Any]
    provenance: dict[str, dict[str, Any]]
    clocks: list[ClockOut]
    checklist: list[QuestionOut]
    gate: GateOut | None
    touches_made: list[TouchOut]
    offers: list[OfferOut]
    sale: OpportunityOut | None
    inquiries: list[InquiryBrief]


class TimelineFilter(BaseModel):
    """Which part of the timeline."""

    after: AfterCursor = None
    limit: Limit = 200


class EventOut(BaseModel):
    """One decision or act. Without `actor` the machine decided, under `version`; `explanation` says why."""

    id: UUID
    kind: str
    at: datetime
    recorded_at: datetime
    actor: Owner | None
    inquiry: UUID | None
    version: UUID | None
    explanation: Any


class Explanation(BaseModel):
    """Everything that happened to the lead, the oldest first."""

    lead: UUID
    events: list[EventOut]
    next: str | None
