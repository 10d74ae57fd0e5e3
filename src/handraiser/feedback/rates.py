"""Shares with honest intervals, and how sure a difference is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# The 97.5th percentile of the normal distribution: intervals of 95 %.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval of 95 %."""

    value: float
    low: float
    high: float


def wilson(won: float, n: float) -> Share:
    """Won by n with Wilson's interval (Wilson 1927), which holds for few leads and for shares near 0 and 1."""
    if n <= 0:
        return Share(0.0, 0.0, 1.0)
    share = won / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    # At 0 and 1 rounding would leave a trace on the wrong side.
    return Share(share, max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def fisher(won: int, n: int, rest_won: int, rest_n: int) -> float:
    """How often chance alone would make two shares differ so much (Fisher's exact test, two-sided)."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[won, n - won], [rest_won, rest_n - rest_won]]).pvalue)


def chi_square(won: Sequence[int], n: Sequence[int], *, design: float = 1.0) -> float:
    """The same for several shares (Pearson's chi-square). `design` divides it where leads are not independent."""
    from scipy.stats import chi2, chi2_contingency

    table = [list(won), [whole - part for part, whole in zip(won, n, strict=True)]]
    found = chi2_contingency(table, correction=False)
    return float(chi2.sf(found.statistic / max(design, 1.0), found.dof))


def holm(p_values: Sequence[float]) -> list[float]:
    """Each p-value adjusted so that one false signal among all of them is as rare as one alone (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Each p-value adjusted so that of those called different a twentieth is false (Benjamini, Hochberg 1995)."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(p_values)]


def newcombe(one: Share, other: Share) -> Share:
    """The difference of two shares with its interval, from Wilson's for each (Newcombe 1998, method 10)."""
    value = one.value - other.value
    low = value - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = value + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Share(value, max(-1.0, low), min(1.0, high))
