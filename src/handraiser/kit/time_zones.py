"""The time zones that there are."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones, such as Europe/Berlin. Read from some hundred folders and files, once."""
    return frozenset(available_timezones())
