"""What may have been learned only because of how it ended, in records that were written after the fact.

A history that is imported says of each lead what its list says at the end. Where a field was filled in when a deal
was won, that it is known looks like the reason for winning; and a field that only the end could tell (the length of
the last call, the size of the order) tells won from lost better than anything that is known at first contact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from handraiser.feedback.rates import chi_square

# Known of so many more (or fewer) of the won, by more than chance: filled in because of it, as far as one can tell.
SHARE_APART = 0.2
CHANCE = 0.001
# No trait of a person or company that is known beforehand separates so well.
TOO_GOOD = 0.9


@dataclass(frozen=True, slots=True)
class Known:
    """Of which share of the won and of the others a trait is known."""

    won: float
    rest: float


def known_afterwards(frame: pl.DataFrame, names: Sequence[str]) -> dict[str, Known]:
    """The traits that are known of far more, or far fewer, of the won than of the others.

    For records that came after the fact: of leads that were met, what they left blank may well tell something.
    Columns in: label and the traits.
    """
    wins = int(frame.get_column("label").sum())
    rest = frame.height - wins
    if not wins or not rest:
        return {}
    found: dict[str, Known] = {}
    for name in names:
        known = frame.group_by("label").agg(pl.col(name).count().alias("known"))
        by_label = dict(known.iter_rows())
        share = Known(by_label[True] / wins, by_label[False] / rest)
        if abs(share.won - share.rest) < SHARE_APART:
            continue
        if chi_square((by_label[True], by_label[False]), (wins, rest)) < CHANCE:
            found[name] = share
    return found


def area(n: Sequence[int], won: Sequence[int]) -> float:
    """The area under the ROC curve of groups of leads, those with the higher close rate first; 1 is perfect."""
    lost_below = pairs = 0.0
    for whole, part in sorted(zip(n, won, strict=True), key=lambda group: group[1] / group[0]):
        lost = whole - part
        pairs += part * (lost_below + lost / 2)
        lost_below += lost
    wins = sum(won)
    return pairs / (wins * lost_below) if wins and lost_below else 0.5
