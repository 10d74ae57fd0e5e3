"""When the demo's staff are at their desks, and what stands on them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from handraiser.demo.people import Human
from handraiser.follow_up.business_time import add_business
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.rules import CompanyCalendar
from handraiser.staff.queries import is_absent, snapshot

STANDING = """
SELECT l.id, l.person_id, l.stage, l.owner_id, l.handoff, l.opportunity, l.stage_entered_at, l.touches, l.qualified,
       c.employees
FROM lead_lead l LEFT JOIN lead_company c ON c.id = l.company_id
WHERE l.ended_at IS NULL AND l.owner_id IS NOT NULL AND l.stage = ANY(%s)
ORDER BY l.opened_at, l.id
"""
# More than this nobody does in a day beside meetings and lunch.
MOST_A_DAY = 16


class Standing(NamedTuple):
    """Where an owned open lead stands now."""

    lead_id: UUID
    person_id: UUID
    stage: str
    owner_id: int
    handoff: str | None
    opportunity: str | None
    entered_at: datetime
    touches: int
    qualified: bool
    employees: int | None


@dataclass(slots=True)
class Case:
    """What an owner intends with a lead: the next thing to do and when. Kept in their head, not in the product."""

    human: Human
    stage: str
    owner_id: int
    next_at: datetime
    tries: int = 0
    met: frozenset[str] = frozenset()
    booked: bool = False
    closes_at: datetime | None = None


def standing(stages: Sequence[str]) -> list[Standing]:
    """All owned open leads in these stages, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(stages)])
        return [Standing(*row) for row in cursor.fetchall()]


class Office:
    """Working time of everyone, as the product itself counts it, and how much each has done today."""

    def __init__(self, company: CompanyCalendar) -> None:
        self._calendars = Calendars.of_staff(snapshot(), company)
        self._done: Counter[int] = Counter()

    def after(self, owner_id: int, start: datetime, hours: float) -> datetime:
        """When so many hours of the owner's work have passed; absences do not count."""
        calendar = self._calendars.find("owner", owner_id=owner_id, team=None, less_absences=True)
        return add_business(start, timedelta(hours=hours), calendar)

    def is_there(self, owner_id: int, at: datetime) -> bool:
        """Whether the owner is at work at that moment."""
        return not is_absent(snapshot().by_id[owner_id], at) and self.after(owner_id, at, 0) == at

    def has_time(self, owner_id: int) -> bool:
        """Whether the owner can do one more thing today; counts it."""
        self._done[owner_id] += 1
        return self._done[owner_id] <= MOST_A_DAY

    def new_day(self) -> None:
        """Everybody starts anew."""
        self._done.clear()
