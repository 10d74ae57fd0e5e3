"""`GET /worklist`: whose turn it is, in the order of due time and worth."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from handraiser.api import cursors
from handraiser.api.door import door
from handraiser.api.keys import CallRequest
from handraiser.api.leads.shape import AfterCursor, Limit
from handraiser.api.replies import reply
from handraiser.api.values import Text
from handraiser.follow_up import worklist as follow_up
from handraiser.staff.queries import snapshot


class WorklistFilter(BaseModel):
    """Which part of the worklist."""

    whose: Literal["mine", "team", "free"] = "mine"
    stage: list[Text] = Field(default=[], max_length=20)
    grade: list[Text] = Field(default=[], max_length=20)
    clock: Literal["overdue", "warned", "running"] | None = None
    snoozed: bool = False
    after: AfterCursor = None
    limit: Limit = 50


class WorkItem(BaseModel):
    """One lead and the promise that is due next, if one is."""

    lead_id: UUID
    person_id: UUID
    name: str | None
    title: str | None
    email: str | None
    phone: str | None
    person_time_zone: str | None
    company_id: UUID | None
    company: str | None
    stage: str
    stage_entered_at: datetime
    grade: str | None
    score: float
    source: str | None
    owner_id: int | None
    team: str | None
    handoff: str | None
    opportunity: str | None
    touches: int
    last_touch_at: datetime | None
    opened_at: datetime
    snoozed_until: datetime | None
    version_id: UUID
    clock: str | None
    clock_state: str | None
    warn_at: datetime | None
    due_at: datetime | None


class Worklist(BaseModel):
    """A page of the worklist, and the cursor of the next one if there is one."""

    items: list[WorkItem]
    next: str | None


# Due time, score and lead.
PLACE = (datetime, float, UUID)


@door.get(
    "/worklist", response=Worklist, operation_id="get_worklist", summary="Whose turn it is", tags=["Leads"]
)
def get_worklist(request: CallRequest, wanted: Query[WorklistFilter]) -> HttpResponse:
    """The caller's worklist, or that of their team, or what nobody of the team owns yet."""
    user = request.auth.user
    member = snapshot().by_id.get(user.pk)
    part = follow_up.Wanted(
        whose=wanted.whose,
        user_id=user.pk,
        team=member.team if member else None,
        stages=tuple(wanted.stage),
        grades=tuple(wanted.grade),
        clock=wanted.clock,
        snoozed=wanted.snoozed,
    )
    after = None if wanted.after is None else follow_up.After(*cursors.read(wanted.after, PLACE))
    page = follow_up.worklist(part, at=timezone.now(), after=after, limit=wanted.limit)
    following = page.after and cursors.write(page.after.due_at, page.after.score, page.after.lead_id)
    return reply({"items": [asdict(item) for item in page.rows], "next": following})
