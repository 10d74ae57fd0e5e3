"""What is looked at again every month: scores, clocks and routes. The ledger keeps who was reminded and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from handraiser.kit.refusal import Refusal
from handraiser.ledger.models import Event as Recorded
from handraiser.ledger.operations import Event, record
from handraiser.process.models import Version

# What is looked at -> the sections that rule it; who signs those is reminded.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "scores": ("grade", "score"),
    "clocks": ("follow_up",),
    "routes": ("route",),
}
DUE, DONE = "version.monthly_review_due", "version.monthly_review"
LONGEST_NOTE = 5_000


class MonthlyReviewRefused(Refusal):
    """This cannot be marked as looked at: it was already, or there is no such thing to look at."""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in UTC: from `begins` up to but without `ends`."""

    begins: datetime
    ends: datetime

    @property
    def name(self) -> str:
        """Such as 2026-11."""
        return f"{self.begins:%Y-%m}"


def month_of(at: datetime) -> Month:
    """The month in which a moment lies."""
    begins = at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    year, month = divmod(begins.year * 12 + begins.month, 12)
    return Month(begins, begins.replace(year=year, month=month + 1))


def looked_at(month: Month) -> dict[str, Recorded]:
    """Subject -> the event that tells of its review in that month."""
    return {str(event.explanation["subject"]): event for event in _told(DONE, month)}


def was_reminded(month: Month) -> bool:
    """Whether that month's reminder went out."""
    return bool(_told(DUE, month))


def first_publication() -> datetime | None:
    """When a process of this company first went live."""
    published = Version.objects.filter(published_at__isnull=False).order_by("published_at")
    return published.values_list("published_at", flat=True).first()


def note_monthly_review(*, version_id: UUID, subject: str, note: str, by: int, at: datetime) -> None:
    """Scores, clocks or routes were looked at this month, and this was found. Raises MonthlyReviewRefused."""
    if subject not in SUBJECTS:
        raise MonthlyReviewRefused(f"There is nothing called {subject[:40]!r} to look at.", field="subject")
    if len(note) > LONGEST_NOTE:
        raise MonthlyReviewRefused(f"A note has {LONGEST_NOTE:,} characters at most.", field="note")
    month = month_of(at)
    if subject in looked_at(month):
        raise MonthlyReviewRefused(f"The {subject} were looked at this month already.")
    told = {"month": month.name, "subject": subject, "note": note.strip()}
    record(events=[Event(DONE, at, actor_id=by, version_id=version_id, explanation=told)], at=at)


def note_reminder(*, version_id: UUID, people: list[int], at: datetime) -> None:
    """This month's reminder goes out to these people."""
    told = {"month": month_of(at).name, "people": people}
    record(events=[Event(DUE, at, version_id=version_id, explanation=told)], at=at)


def _told(kind: str, month: Month) -> list[Recorded]:
    # By the index on lead and moment: what is said of a version belongs to no lead.
    found = Recorded.objects.filter(lead_id=None, at__gte=month.begins, at__lt=month.ends, kind=kind)
    return list(found.order_by("at", "id"))
