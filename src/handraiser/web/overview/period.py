"""The period that figures speak of: a name, or two days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from handraiser.report import Bucket

PRESETS = (
    ("30", "30 days"),
    ("90", "90 days"),
    ("quarter", "This quarter"),
    ("year", "12 months"),
    ("all", "Everything"),
)
FIRST_DAY = date(1990, 1, 1)
USUAL = "90"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both in it, in the reader's zone. `preset` is '' for days of one's own."""

    preset: str
    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time.min, tzinfo=self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, tzinfo=self.zone).astimezone(UTC)

    @property
    def bucket(self) -> Bucket:
        """Bars of a day, a week or a month, so that a chart has neither three nor three hundred."""
        days = (self.last - self.first).days
        return "day" if days <= 31 else "week" if days <= 200 else "month"

    @property
    def words(self) -> str:
        """The same period in the words of the list of leads."""
        if self.preset == "all":
            return ""
        return f"opened_from={self.first.isoformat()}&opened_to={self.last.isoformat()}"


def period_of(query: QueryDict, *, today: date, zone: ZoneInfo) -> Period:
    """The period of an address; what cannot be read is the usual one."""
    first, last = _day(query.get("from", "")), _day(query.get("to", ""))
    if first is not None and last is not None:
        return Period("", min(first, last), max(first, last), zone)
    preset = query.get("period", USUAL)
    match preset:
        case "30" | "90":
            return Period(preset, today - timedelta(days=int(preset) - 1), today, zone)
        case "quarter":
            return Period(preset, date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today, zone)
        case "year":
            return Period(preset, today - timedelta(days=364), today, zone)
        case "all":
            return Period(preset, FIRST_DAY, today + timedelta(days=1), zone)
        case _:
            return Period(USUAL, today - timedelta(days=int(USUAL) - 1), today, zone)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= date(2199, 12, 31) else None
