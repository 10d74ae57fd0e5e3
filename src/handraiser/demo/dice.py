"""Draws that the demo needs and `random` has not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

# How many of a day's inquiries come in each hour from midnight on, in the country of the person.
HOURS = (1, 1, 0, 0, 0, 1, 2, 5, 11, 15, 16, 14, 10, 12, 15, 14, 11, 8, 5, 4, 4, 3, 2, 1)
DAYS = (20, 23, 22, 20, 14, 4, 5)


def weighted(random: Random, options: Sequence[tuple[T, float]]) -> T:
    """One of the options, by its weight."""
    return random.choices([option for option, _ in options], [weight for _, weight in options])[0]


def few(random: Random, mean: float) -> int:
    """A count as of things that happen by themselves: Poisson."""
    left, count = mean, -1
    while left >= 0:
        left -= random.expovariate(1)
        count += 1
    return count


def moment_of_interest(random: Random, since: datetime, until: datetime, zone: str) -> datetime:
    """A moment at which somebody there fills in a form: by day, on working days, more of them as weeks go by."""
    days = max(1, (until - since).days)
    for _ in range(200):
        # The demo company grows: its last weeks bring three times what the first brought.
        part = random.random() if random.random() < 0.5 else random.random() ** 0.5
        local = (since + timedelta(days=int(part * days) + 1)).astimezone(ZoneInfo(zone))
        local -= timedelta(days=random.choices(range(7), DAYS)[0] - local.weekday())
        hour = random.choices(range(24), HOURS)[0]
        local = local.replace(hour=hour, minute=random.randrange(60), second=random.randrange(60), fold=0)
        moment = local.astimezone(UTC)
        if since <= moment < until:
            return moment
    return since + (until - since) * random.random()
