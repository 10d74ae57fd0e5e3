"""A calendar laid out on the one time line: every span of working time, in order."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from threading import Lock
from zoneinfo import ZoneInfo

import holidays

from handraiser.follow_up.calendar import Calendar, UnknownHolidays
from handraiser.follow_up.local_time import from_wall, to_microseconds

Span = tuple[int, int, int]  # first microsecond, microsecond after the last, local day as an ordinal

# As many calendars as a large staff has. Each takes some 50 kB for a year.
KEPT = 2048


@dataclass(frozen=True, slots=True)
class Timeline:
    """Working time of whole local years.

    `done[i]` is the working time before span i; it has one entry more. `days` are the local days of the
    spans, as ordinals, and `working_days` the same with each day once.
    """

    first_year: int
    last_year: int
    starts: list[int]
    ends: list[int]
    days: list[int]
    working_days: list[int]
    done: list[int]

    def worked(self, moment: int) -> int:
        """Working time from the beginning of the line to `moment`."""
        index = bisect_right(self.ends, moment)
        if index == len(self.ends):
            return self.done[index]
        return self.done[index] + max(0, moment - self.starts[index])

    def reached(self, work: int) -> int | None:
        """The earliest moment by which that much was worked; None where the line is too short."""
        index = bisect_left(self.done, work) - 1
        if index < 0:
            return self.starts[0] if self.starts else None
        if index >= len(self.starts):
            return None
        return self.starts[index] + work - self.done[index]

    def at_work(self, moment: int) -> int | None:
        """The first index whose span ends after `moment`; None where the line is too short."""
        index = bisect_right(self.ends, moment)
        return index if index < len(self.ends) else None


_timelines: OrderedDict[Calendar, Timeline] = OrderedDict()
_lock = Lock()


def timeline(calendar: Calendar, first_year: int, last_year: int) -> Timeline:
    """The calendar's line over at least these local years. Kept, and lengthened when more is asked for."""
    line = _timelines.get(calendar)
    if line is not None and line.first_year <= first_year and line.last_year >= last_year:
        return line
    if line is not None:
        first_year, last_year = min(line.first_year, first_year), max(line.last_year, last_year)
    line = _build(calendar, first_year, last_year)
    with _lock:
        _timelines[calendar] = line
        while len(_timelines) > KEPT:
            _timelines.popitem(last=False)
    return line


def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Days on which a country, or a part of it, does not work. Raises UnknownHolidays."""
    return _public_holidays(country, subdivision, year) if country else frozenset()


def _build(calendar: Calendar, first_year: int, last_year: int) -> Timeline:
    spans = list(chain.from_iterable(_year(calendar, year) for year in range(first_year, last_year + 1)))
    return Timeline(
        first_year,
        last_year,
        [span[0] for span in spans],
        [span[1] for span in spans],
        [span[2] for span in spans],
        sorted({span[2] for span in spans}),
        list(accumulate((end - start for start, end, _ in spans), initial=0)),
    )


@lru_cache(maxsize=4 * KEPT)
def _year(calendar: Calendar, year: int) -> tuple[Span, ...]:
    return tuple(_spans(calendar, year))


def _spans(calendar: Calendar, year: int) -> Iterator[Span]:
    zone = ZoneInfo(calendar.zone)
    free = public_holidays(calendar.country, calendar.subdivision, year) | set(calendar.closed_days)
    absences = [(to_microseconds(start), to_microseconds(end)) for start, end in calendar.absences]
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in free:
            continue
        midnight = datetime.combine(day, datetime.min.time())
        for first, last in calendar.week[day.weekday()]:
            start = from_wall(midnight + timedelta(minutes=first), zone)
            end = from_wall(midnight + timedelta(minutes=last), zone)
            yield from ((a, b, ordinal) for a, b in _present(start, end, absences))


def _present(start: int, end: int, absences: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for gone, back in absences:
        if back <= start or gone >= end:
            continue
        if gone > start:
            yield start, gone
        start = max(start, back)
    if start < end:
        yield start, end


@lru_cache(maxsize=4096)
def _public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError:
        place = "-".join(filter(None, (country, subdivision)))
        raise UnknownHolidays(f"No public holidays are known for {place!r}.", field="holidays") from None
