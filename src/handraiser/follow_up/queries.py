"""Read clocks, touches and notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from handraiser.follow_up.business_time import due_time
from handraiser.follow_up.calendar import read_calendar
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.models import Clock, Notice, Touch
from handraiser.follow_up.rules import CompanyCalendar
from handraiser.process import Duration
from handraiser.staff.queries import Staff, snapshot

_kept: tuple[Staff, CompanyCalendar, Calendars] | None = None


def load_calendars(company: CompanyCalendar) -> Calendars:
    """Everyone's calendars; the same object until the staff or the company's calendar changes."""
    global _kept
    staff = snapshot()
    kept = _kept
    if kept is None or kept[0] is not staff or kept[1] != company:
        kept = _kept = (staff, company, Calendars.of_staff(staff, company))
    return kept[2]


def clocks_of(lead_id: UUID) -> QuerySet[Clock]:
    """All clocks of a lead: those that run first, by due time, then those that stopped, newest first."""
    return Clock.objects.filter(lead_id=lead_id).order_by("-stopped_at", "due_at", "id")


def nearest_due(lead_ids: Sequence[UUID]) -> dict[UUID, Clock]:
    """The open clock that is due next, for each lead that has one."""
    found = Clock.objects.filter(lead_id__in=lead_ids, stopped_at=None).order_by("lead_id", "due_at", "id")
    return {clock.lead_id: clock for clock in found.distinct("lead_id")}


def touches_of(lead_id: UUID) -> QuerySet[Touch]:
    """What people did with a lead, newest first, without what was taken back."""
    return Touch.objects.filter(lead_id=lead_id, undone_at=None).select_related("by").order_by("-at", "-id")


def notices_of(user_id: int, *, unread: bool = False) -> QuerySet[Notice]:
    """What a member of staff should know, newest first."""
    found = Notice.objects.filter(user_id=user_id).order_by("-at", "-id")
    return found.filter(read_at=None) if unread else found


@dataclass(frozen=True, slots=True)
class Recounted:
    """A clock whose due time was counted again from what it says of itself."""

    clock_id: UUID
    name: str
    due_at: datetime
    counted: datetime

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.due_at == self.counted


def recount(lead_id: UUID) -> list[Recounted]:
    """Count every clock of a lead again: from its start, its duration and its calendar, as they were written."""
    return [
        Recounted(
            clock_id=clock.id,
            name=clock.name,
            due_at=clock.due_at,
            counted=due_time(
                clock.started_at, Duration(clock.explanation["within"]), read_calendar(clock.calendar)
            ),
        )
        for clock in clocks_of(lead_id)
    ]
