"""The ideal customer as the data knows it: which traits go with won, and whether that is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from handraiser.feedback.afterwards import Known, known_afterwards
from handraiser.feedback.compared import Compared, compare
from handraiser.feedback.history import History, chosen, load
from handraiser.feedback.judged import Against, Judged, judge
from handraiser.feedback.separation import Separation, separate
from handraiser.feedback.traits import USUAL, Trait, fitted, valued

# A trait of which so many values were learned after first contact is kept out of the model.
MOST_LEARNED_LATER = 0.01


@dataclass(frozen=True, slots=True)
class Found:
    """What the finder found. `judged` says of whom it speaks, `traits` begin with those that carry a signal."""

    since: datetime
    until: datetime
    judged: Judged
    traits: tuple[Compared, ...]
    separation: Separation
    learned_later: dict[str, int]
    seen_first: dict[str, int]
    known_afterwards: dict[str, Known]

    @property
    def signals(self) -> tuple[Compared, ...]:
        """The traits that survive the comparison with all others."""
        return tuple(one for one in self.traits if one.signal)


def find_customers(
    *,
    since: datetime,
    until: datetime,
    at: datetime,
    traits: Sequence[str] = USUAL,
    against: Against | None = None,
) -> Found:
    """Read the leads of a period and compare. Raises `UnknownTrait`."""
    wanted = chosen(traits)
    return find(
        load(wanted, since=since, until=until), wanted, since=since, until=until, at=at, against=against
    )


def find(
    history: History,
    traits: tuple[Trait, ...],
    *,
    since: datetime,
    until: datetime,
    at: datetime,
    against: Against | None = None,
) -> Found:
    """Compare the leads of a history by the traits."""
    judged = judge(history.frame, at=at, against=against)
    traits = tuple(fitted(trait, judged.frame) for trait in traits)
    frame = valued(judged.frame, traits)
    lost_sight = {
        name: count - history.seen_first.get(name, 0) for name, count in history.learned_later.items()
    }
    unsure = frozenset(name for name, count in lost_sight.items() if count > 0)
    afterwards = known_afterwards(frame, [trait.name for trait in traits]) if history.after_the_fact else {}
    compared = compare(frame, traits, without_unknown=unsure | set(afterwards))
    limit = MOST_LEARNED_LATER * frame.height
    names = [
        one.trait.name
        for one in compared
        if one.p is not None
        and lost_sight.get(one.trait.name, 0) <= limit
        and one.trait.name not in afterwards
    ]
    return Found(
        since,
        until,
        judged,
        tuple(compared),
        separate(frame.select("kin", "label", *(pl.col(name) for name in sorted(names))), sorted(names)),
        history.learned_later,
        history.seen_first,
        afterwards,
    )
