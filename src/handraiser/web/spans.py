"""Moments and lengths of time in the words that people use. The countdown script writes the same words."""

from datetime import datetime, timedelta

MINUTE = 60
HOUR = 3600
DAY = 86_400


def left(due: datetime, now: datetime) -> str:
    """What a clock shows: `34:05`, `2 h 14 m`, `3 d 4 h`; with a minus when it is late."""
    seconds = (due - now).total_seconds()
    return _count(seconds) if seconds >= 0 else f"−{_count(-seconds)}"


def length(span: timedelta | float | None) -> str:
    """A length in two units at most: `45 s`, `12 min`, `3 h 20 min`, `4 d 2 h`. Seconds, or a timedelta."""
    if span is None:
        return "–"
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    sign, seconds = ("−", -seconds) if seconds < 0 else ("", seconds)
    if seconds < MINUTE:
        return f"{sign}{seconds:.0f} s"
    if seconds < HOUR:
        return f"{sign}{seconds // MINUTE:.0f} min"
    if seconds < DAY:
        return sign + _pair(seconds, HOUR, "h", MINUTE, "min")
    return sign + _pair(seconds, DAY, "d", HOUR, "h")


def day_and_time(moment: datetime, now: datetime) -> str:
    """`14:05` today, `Mon 14:05` within six days, else `12 Nov` or `12 Nov 2024`, in the reader's zone."""
    days = (moment.date() - now.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if days == -1:
        return f"yesterday {moment:%H:%M}"
    if days == 1:
        return f"tomorrow {moment:%H:%M}"
    if abs(days) < 7:
        return f"{moment:%a %H:%M}"
    if moment.year == now.year:
        return f"{moment.day} {moment:%b}"
    return f"{moment.day} {moment:%b %Y}"


def _count(seconds: float) -> str:
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)}:{int(seconds % MINUTE):02}"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h {int(seconds % HOUR // MINUTE):02} m"
    return f"{int(seconds // DAY)} d {int(seconds % DAY // HOUR)} h"


def _pair(seconds: float, large: int, large_name: str, small: int, small_name: str) -> str:
    rest = int(seconds % large // small)
    text = f"{int(seconds // large)} {large_name}"
    return f"{text} {rest} {small_name}" if rest else text
