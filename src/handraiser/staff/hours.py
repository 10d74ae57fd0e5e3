"""Working hours of a week, as people write them and as calendars count them."""

import re
from collections.abc import Mapping
from itertools import pairwise

from handraiser.kit.refusal import Refusal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# For each day from Monday on: spans of (first minute, minute after the last), in order, not touching.
Spans = tuple[tuple[int, int], ...]
Weekly = tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]

NO_HOURS: Weekly = ((), (), (), (), (), (), ())

_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


class HoursRefused(Refusal):
    """A text or a value that does not say working hours."""


def read_hours(value: object) -> Weekly:
    """Hours from `mon-fri 09:00-17:00; sat 10:00-12:00` or from `{"mon": [["09:00", "17:00"]]}`.

    Several spans of a day are parted by commas in the text. A day that is not named is free.
    """
    if isinstance(value, str):
        pairs = [_day_and_spans(part) for part in value.split(";") if part.strip()]
    elif isinstance(value, Mapping):
        pairs = [(str(days), _spans(spans)) for days, spans in value.items()]
    else:
        raise HoursRefused("Working hours are written like 'mon-fri 09:00-17:00'.", field="hours")
    week: dict[int, Spans] = {}
    for days, spans in pairs:
        for day in _days(days):
            if day in week:
                raise HoursRefused(f"{DAYS[day]} has its hours twice.", field="hours")
            week[day] = spans
    mon, tue, wed, thu, fri, sat, sun = (week.get(day, ()) for day in range(7))
    return mon, tue, wed, thu, fri, sat, sun


def write_hours(week: Weekly) -> str:
    """The text that `read_hours` reads back, with equal neighbouring days joined."""
    parts: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last < 6 and week[last + 1] == week[day]:
            last += 1
        if week[day]:
            days = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
            parts.append(f"{days} " + ",".join(f"{_clock(a)}-{_clock(b)}" for a, b in week[day]))
        day = last + 1
    return "; ".join(parts)


def _day_and_spans(part: str) -> tuple[str, Spans]:
    days, _, spans = part.strip().partition(" ")
    return days, _spans([span.split("-", 1) for span in spans.replace(" ", "").split(",")])


def _days(text: str) -> range:
    first, _, last = text.strip().lower().partition("-")
    if first not in DAYS or (last or first) not in DAYS:
        raise HoursRefused(f"{text[:20]!r} is not a day. Days are {', '.join(DAYS)}.", field="hours")
    start, end = DAYS.index(first), DAYS.index(last or first)
    if end < start:
        raise HoursRefused(f"{text!r} runs backwards. Write the earlier day first.", field="hours")
    return range(start, end + 1)


def _spans(value: object) -> Spans:
    if not isinstance(value, list | tuple):
        raise HoursRefused("The hours of a day are a list like [['09:00', '17:00']].", field="hours")
    spans = tuple(sorted(_span(item) for item in value))
    for (_, end), (start, _) in pairwise(spans):
        if start <= end:
            raise HoursRefused(
                f"Two spans of a day meet at {_clock(start)}. Write them as one.", field="hours"
            )
    return spans


def _span(value: object) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise HoursRefused("A span has a start and an end, like 09:00-17:00.", field="hours")
    start, end = _minute(value[0]), _minute(value[1])
    if end <= start:
        raise HoursRefused(f"The span {value[0]}-{value[1]} ends before it starts.", field="hours")
    return start, end


def _minute(value: object) -> int:
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    minute = int(match[1]) * 60 + int(match[2]) if match else 1441
    if minute > 1440:
        raise HoursRefused(f"{str(value)[:20]!r} is not a time of day like 09:00.", field="hours")
    return minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
