"""Figures with honest intervals, of 95 % unless told otherwise."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# Of the normal distribution, for intervals of 95 %.
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the interval in which it lies."""

    value: float
    low: float
    high: float

    def over(self, base: float) -> "Interval":
        """The same by a base that is taken as exact, such as a lift; nothing over a base of nothing."""
        if not base:
            return Interval(0.0, 0.0, 0.0)
        return Interval(self.value / base, self.low / base, self.high / base)


def wilson(held: float, count: float) -> Interval:
    """A share with Wilson's interval (Wilson 1927), which holds for small counts and for shares near 0 and 1.

    Counts may be parts of leads.
    """
    if count <= 0:
        return Interval(0.0, 0.0, 1.0)
    share = held / count
    middle = (share + Z * Z / (2 * count)) / (1 + Z * Z / count)
    half = Z * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count)) / (1 + Z * Z / count)
    # At 0 and 1 rounding would leave a trace on the wrong side.
    return Interval(share, max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def newcombe(one: Interval, other: Interval) -> Interval:
    """The difference of two shares with its interval, from Wilson's for each (Newcombe 1998, method 10)."""
    value = one.value - other.value
    low = value - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = value + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Interval(value, max(-1.0, low), min(1.0, high))
