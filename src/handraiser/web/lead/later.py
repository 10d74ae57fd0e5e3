"""Moments that people mean when they say later."""

from datetime import datetime, timedelta

LATER = [
    ("hours", "In 3 hours"),
    ("tomorrow", "Tomorrow, 9:00"),
    ("three", "In 3 days, 9:00"),
    ("monday", "Next Monday, 9:00"),
    ("fortnight", "In two weeks, 9:00"),
]


def moment_of(word: str, now: datetime) -> datetime:
    """The moment of a word; `now` in the zone of who says it."""
    if word == "hours":
        return now + timedelta(hours=3)
    days = {"tomorrow": 1, "three": 3, "monday": 7 - now.weekday(), "fortnight": 14}[word]
    return (now + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
