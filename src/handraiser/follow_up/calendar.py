"""A calendar: when somebody works, in words that can be kept, read back and counted with."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from handraiser.kit.refusal import Refusal
from handraiser.staff.hours import Weekly, read_hours, write_hours

_PART = " | "
_EVERY_DAY = ((0, 1440),)


class NoWorkingHours(Refusal):
    """A calendar in which nobody ever works, or not within the years that a promise may last."""


class UnknownHolidays(Refusal):
    """No public holidays are known for that country or subdivision."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours of a week in a zone, less public holidays, closed days and absences.

    `absences` are spans of UTC moments, in order.
    """

    zone: str
    week: Weekly
    country: str = ""
    subdivision: str = ""
    closed_days: tuple[date, ...] = ()
    absences: tuple[tuple[datetime, datetime], ...] = ()


ALWAYS = Calendar("UTC", (_EVERY_DAY,) * 7)


@lru_cache(maxsize=4096)
def write_calendar(calendar: Calendar) -> str:
    """The calendar in words, such as `Europe/Berlin | mon-fri 09:00-17:00 | holidays DE-BE`."""
    if calendar == ALWAYS:
        return "always"
    parts = [calendar.zone, write_hours(calendar.week)]
    if calendar.country:
        parts.append("holidays " + "-".join(filter(None, (calendar.country, calendar.subdivision))))
    if calendar.closed_days:
        parts.append("closed " + " ".join(day.isoformat() for day in calendar.closed_days))
    if calendar.absences:
        parts.append("absent " + " ".join(f"{a.isoformat()}/{b.isoformat()}" for a, b in calendar.absences))
    return _PART.join(parts)


@lru_cache(maxsize=4096)
def read_calendar(text: str) -> Calendar:
    """The calendar that `write_calendar` wrote. ValueError for any other text."""
    if text == "always":
        return ALWAYS
    zone, week, *parts = text.split(_PART)
    rest = {word: said for word, _, said in (part.partition(" ") for part in parts)}
    country, _, subdivision = rest.pop("holidays", "").partition("-")
    closed = tuple(date.fromisoformat(day) for day in rest.pop("closed", "").split())
    absences = tuple(_span(span) for span in rest.pop("absent", "").split())
    if rest:
        raise ValueError(f"not a calendar: {text!r}")
    return Calendar(zone, read_hours(week), country, subdivision, closed, absences)


def _span(text: str) -> tuple[datetime, datetime]:
    start, _, end = text.partition("/")
    return datetime.fromisoformat(start), datetime.fromisoformat(end)
