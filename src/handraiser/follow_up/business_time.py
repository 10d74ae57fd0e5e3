"""Business time: from a start and a duration to a due time, and back.

- A duration that is not business time elapses day and night, also when the clocks turn.
- Business minutes and hours elapse only in the spans of the calendar. Spans are local wall time, so a
  span over a change of the clocks is an hour shorter or longer, as it is for those who work it.
- A start outside of working time counts as the next moment of work. An end stays at the end of a span:
  eight hours from 09:00 are due at 17:00 today, not at 09:00 tomorrow.
- Business days are working days with the time of day kept: Friday 16:00 and `1 business day` is Monday 16:00.
  Where nobody works at that time on the due day, it is the next moment of work on that day, else its last.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from handraiser.follow_up.calendar import Calendar, NoWorkingHours, write_calendar
from handraiser.follow_up.local_time import (
    MICROSECOND,
    SECOND,
    from_wall,
    to_microseconds,
    to_moment,
    to_wall,
)
from handraiser.follow_up.timeline import Timeline, timeline
from handraiser.process import Duration
from handraiser.staff.hours import NO_HOURS

# A duration is ten years at most; working time that does not come within these years never comes.
LONGEST_YEARS = 60
DAY = 24 * 3600 * SECOND
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2400, 1, 1, tzinfo=UTC)


def due_time(start: datetime, duration: Duration, calendar: Calendar) -> datetime:
    """When `duration` from `start` has passed, in UTC. Raises NoWorkingHours."""
    return to_moment(due_moments([to_microseconds(start)], duration, calendar)[0])


def due_times(starts: Sequence[datetime], duration: Duration, calendar: Calendar) -> list[datetime]:
    """The due time of each start, in the same order; equal starts are counted once. Raises NoWorkingHours."""
    return [
        to_moment(due)
        for due in due_moments([to_microseconds(start) for start in starts], duration, calendar)
    ]


def due_moments(starts: Sequence[int], duration: Duration, calendar: Calendar) -> list[int]:
    """`due_times` in microseconds since 1970."""
    if not duration.business:
        return [start + duration.seconds * SECOND for start in starts]
    known = _counted(starts, duration, calendar)
    return [known[start] for start in starts]


def add_business(start: datetime, length: timedelta, calendar: Calendar) -> datetime:
    """When `length` of working time has passed since `start`; for no length, the first moment of work."""
    moment = to_microseconds(start)
    return to_moment(_each([moment], calendar, _adder(length // MICROSECOND))[moment])


def business_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Working time from `start` to `end`; none if `end` is not later."""
    first, last = to_microseconds(start), to_microseconds(end)
    if last <= first:
        return timedelta(0)
    line = _line(calendar, first, last)
    return (line.worked(last) - line.worked(first)) * MICROSECOND


def part_way(starts: Sequence[int], dues: Sequence[int], part: float, calendar: Calendar | None) -> list[int]:
    """When `part` of the time from start to due time has passed: working time, if a calendar is given."""
    spans = zip(starts, dues, strict=True)
    if calendar is None or not starts:
        return [start + int((due - start) * part) for start, due in spans]
    line = _line(calendar, min(starts), max(dues))
    worked = ((start, due, line.worked(start), line.worked(due)) for start, due in spans)
    moments = ((start, due, line.reached(a + int((b - a) * part))) for start, due, a, b in worked)
    return [due if moment is None else min(max(moment, start), due) for start, due, moment in moments]


def _counted(starts: Sequence[int], duration: Duration, calendar: Calendar) -> dict[int, int]:
    count = _day_adder(duration.days, calendar) if duration.days else _adder(duration.seconds * SECOND)
    return _each(starts, calendar, count)


def _each(
    starts: Sequence[int], calendar: Calendar, count: Callable[[Timeline, int], int | None]
) -> dict[int, int]:
    """Counts every distinct start on a line that is lengthened until all ends are on it."""
    if calendar.week == NO_HOURS:
        raise NoWorkingHours(
            "This calendar has no working hours, so a promise in business time would never be due."
        )
    waiting = sorted(set(starts))
    known: dict[int, int] = {}
    more = 0
    while waiting:
        line = _line(calendar, waiting[0], waiting[-1], more)
        ends = [(start, count(line, start)) for start in waiting]
        known.update((start, end) for start, end in ends if end is not None)
        waiting = [start for start, end in ends if end is None]
        if waiting and more > LONGEST_YEARS:
            raise NoWorkingHours(f"In this calendar the time never comes: {write_calendar(calendar)}.")
        more = 4 * more or 1
    return known


def _adder(length: int) -> Callable[[Timeline, int], int | None]:
    def add(line: Timeline, start: int) -> int | None:
        if length > 0:
            return line.reached(line.worked(start) + length)
        index = line.at_work(start)
        return None if index is None else max(start, line.starts[index])

    return add


def _day_adder(number: int, calendar: Calendar) -> Callable[[Timeline, int], int | None]:
    def add(line: Timeline, start: int) -> int | None:
        index = line.at_work(start)
        if index is None:
            return None
        today = line.days[index]
        place = bisect_left(line.working_days, today) + number
        if place >= len(line.working_days):
            return None
        due_day = line.working_days[place]
        begun = max(start, line.starts[index])
        return _on_day(line, due_day, _same_time(begun, today, due_day, calendar.zone))

    return add


def _same_time(moment: int, today: int, due_day: int, zone_name: str) -> int:
    """The moment of `due_day` at which the wall shows what it shows at `moment`, which is of `today`."""
    (from_midnight, plain), (to_midnight, due_plain) = _day(zone_name, today), _day(zone_name, due_day)
    if plain and due_plain:
        return to_midnight + moment - from_midnight
    zone = ZoneInfo(zone_name)
    return from_wall(_midnight(due_day) + (to_wall(moment, zone) - _midnight(today)), zone)


@lru_cache(maxsize=65_536)
def _day(zone_name: str, day: int) -> tuple[int, bool]:
    """When a local day begins, and whether no clock turns in it."""
    zone = ZoneInfo(zone_name)
    start = from_wall(_midnight(day), zone)
    return start, from_wall(_midnight(day + 1), zone) - start == DAY


def _on_day(line: Timeline, day: int, moment: int) -> int:
    first = last = bisect_left(line.days, day)
    while last < len(line.days) and line.days[last] == day:
        if line.ends[last] >= moment:
            return max(moment, line.starts[last])
        last += 1
    return line.ends[max(first, last - 1)]


def _midnight(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), datetime.min.time())


def _line(calendar: Calendar, first: int, last: int, more: int = 0) -> Timeline:
    """A local year begins up to a day before or after the one of UTC."""
    if first < to_microseconds(FIRST) or last > to_microseconds(LAST):
        raise NoWorkingHours(f"Business time is counted between {FIRST.year} and {LAST.year} only.")
    return timeline(calendar, to_moment(first - DAY).year, to_moment(last + DAY).year + more)
