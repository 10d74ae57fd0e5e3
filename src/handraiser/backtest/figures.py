"""How well a number separates won from lost: area under the curve, lift of the tenths, calibration; with intervals.

Members of a tie share: a tenth that begins within a tie takes that part of it. The area's interval is DeLong's
(DeLong, DeLong and Clarke-Pearson 1988); rates have Wilson's. Beside the lift of the top tenth stands that of a desk
which calls whoever came first among those with the same number.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from handraiser.kit.intervals import Interval, Z, wilson

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Moments = npt.NDArray[np.int64]
# Below so many of either, an interval would be a pretence.
FEWEST = 5
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Tenth:
    """A tenth of the leads, the best first: how many leads, how many of them won (ties shared), rate and lift."""

    place: int
    leads: float
    won: float
    rate: Interval
    lift: Interval
    least: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Leads with about that number: how many, how many won, and the rate."""

    low: float
    high: float
    leads: int
    won: int
    rate: Interval


@dataclass(frozen=True, slots=True)
class Separation:
    """How well a number tells won from the others. `why_not` says why there is nothing to tell.

    `first_come`: the lift of the top tenth where, of a tie, who came first is called first; it hangs on the order
    of arrival, which `tenths` does not.
    """

    leads: int
    won: int
    auc: Interval | None
    tenths: tuple[Tenth, ...]
    bins: tuple[Bin, ...]
    why_not: str = ""
    first_come: Interval | None = None


def separation(number: Numbers, won: Truths, came: Moments) -> Separation:
    """`number`: the higher the better, one for each lead; `won`: what became of it; `came`: when, microseconds.

    NaN counts as the lowest.
    """
    number = np.where(np.isnan(number), -np.inf, number)
    positives, count = int(won.sum()), int(won.size)
    if positives < FEWEST or count - positives < FEWEST:
        why = f"{positives} of {count} leads were won; at least {FEWEST} of each kind are needed"
        return Separation(count, positives, None, (), (), why)
    if np.unique(number).size < 2:
        return Separation(
            count, positives, Interval(0.5, 0.5, 0.5), (), (), "it is the same number for every lead"
        )
    return Separation(
        count,
        positives,
        area(number, won),
        tenths(number, won),
        bins(number, won),
        first_come=first_come(number, won, came),
    )


def area(number: Numbers, won: Truths) -> Interval:
    """The area under the ROC curve: the chance that a won lead has a higher number than another; half for a tie."""
    yes, no = number[won], number[~won]
    together = _ranks(np.concatenate([yes, no]))
    # How each won lead stands among the others, and each other among the won.
    of_yes = (together[: yes.size] - _ranks(yes)) / no.size
    of_no = 1 - (together[yes.size :] - _ranks(no)) / yes.size
    value = float(of_yes.mean())
    spread = sqrt(float(of_yes.var(ddof=1)) / yes.size + float(of_no.var(ddof=1)) / no.size)
    return Interval(value, max(0.0, value - Z * spread), min(1.0, value + Z * spread))


def chance(number: Numbers, won: Truths) -> float:
    """The area alone, without its interval."""
    yes = number[won]
    together = _ranks(np.concatenate([yes, number[~won]]))[: yes.size]
    return float(((together - _ranks(yes)) / (number.size - yes.size)).mean())


def _ranks(number: Numbers) -> Numbers:
    """The place of each among all, from one; members of a tie have their mean place."""
    _, level, counts = np.unique(number, return_inverse=True, return_counts=True)
    places: Numbers = (np.cumsum(counts) - (counts - 1) / 2)[level]
    return places


def tenths(number: Numbers, won: Truths) -> tuple[Tenth, ...]:
    """Ten equal parts, the best first. Leads with the same number are one group, of which each part takes its share."""
    levels, place = np.unique(-number, return_inverse=True)
    sizes = np.bincount(place).astype(float)
    hits = np.bincount(place, weights=won.astype(float))
    ends = np.cumsum(sizes)
    starts = ends - sizes
    total, overall = float(number.size), float(won.mean())
    found = []
    for part in range(TENTHS):
        low, high = part * total / TENTHS, (part + 1) * total / TENTHS
        share = np.clip(np.minimum(ends, high) - np.maximum(starts, low), 0, None) / sizes
        leads, positives = float((share * sizes).sum()), float((share * hits).sum())
        rate = wilson(positives, leads)
        inside = np.flatnonzero(share > 0)
        found.append(
            Tenth(
                place=part + 1,
                leads=leads,
                won=positives,
                rate=rate,
                lift=rate.over(overall),
                least=float(-levels[inside[-1]]),
            )
        )
    return tuple(found)


def first_come(number: Numbers, won: Truths, came: Moments) -> Interval:
    """The lift of the best tenth where a tie is taken in the order of arrival. The last lead counts by its share."""
    order = np.lexsort((came, -number))
    tenth = number.size / TENTHS
    share = np.clip(tenth - np.arange(number.size), 0.0, 1.0)
    rate, overall = wilson(float((share * won[order]).sum()), tenth), float(won.mean())
    return rate.over(overall)


def bins(number: Numbers, won: Truths) -> tuple[Bin, ...]:
    """Rate of won by the number itself, in up to ten groups of about equal size; a tie is never split."""
    edges = np.unique(np.quantile(number[np.isfinite(number)], np.linspace(0, 1, TENTHS + 1)))
    place = np.clip(np.searchsorted(edges, number, "right") - 1, 0, max(0, edges.size - 2))
    found = []
    for part in range(max(1, edges.size - 1)):
        inside = place == part
        if not inside.any():
            continue
        leads, positives = int(inside.sum()), int(won[inside].sum())
        values = number[inside]
        finite = values[np.isfinite(values)]
        low, high = (
            (float(finite.min()), float(finite.max())) if finite.size else (float("nan"), float("nan"))
        )
        found.append(Bin(low, high, leads, positives, wilson(positives, leads)))
    return tuple(found)
