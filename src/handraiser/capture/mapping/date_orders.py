"""Which way round 03/04/2024 is meant: by the dates of the whole column that can be read only one way."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Values
from dataclasses import dataclass, field

from handraiser.capture.mapping.document import DateOrder

_NUMERIC = re.compile(r"^\s*(\d{1,2})[-/ ](\d{1,2})[-/ ]\d{2,4}\b")
_YEAR_FIRST = re.compile(r"^\s*\d{4}[-/.](\d{1,2})[-/.](\d{1,2})\b")


@dataclass(slots=True)
class Seen:
    """How many dates of one column have the day first (`dmy`), the month first (`mdy`), or could be `either`.

    `ydm` are dates such as 2024-31-12, `ymd` those that can only be read in the usual way.
    """

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, cells: Iterable[str]) -> None:
        """Count more cells of the column."""
        for cell in cells:
            if found := _NUMERIC.match(cell):
                first, second = int(found[1]), int(found[2])
                self.counts["dmy" if first > 12 else "mdy" if second > 12 else "either"] += 1
            elif found := _YEAR_FIRST.match(cell):
                self.counts["ydm" if int(found[1]) > 12 else "ymd" if int(found[2]) > 12 else ""] += 1

    @property
    def order(self) -> DateOrder | None:
        """What most of the dates say that can be read only one way."""
        if self.counts["ydm"] > self.counts["ymd"]:
            return "ydm"
        if not self.counts["dmy"] and not self.counts["mdy"]:
            return None
        return "dmy" if self.counts["dmy"] >= self.counts["mdy"] else "mdy"

    @property
    def undecided(self) -> bool:
        """There are dates that could be read both ways, and none that tells which."""
        return self.counts["either"] > 0 and self.order is None


@dataclass(frozen=True, slots=True)
class Orders:
    """`usual` for every column but those that `by_column` names; `doubts` tell what was not certain."""

    usual: DateOrder | None
    by_column: dict[str, DateOrder]
    doubts: list[str]


def orders_of(columns: Values[str, Seen]) -> Orders:
    """Each column by its own dates; one that does not tell follows the others, and that is said."""
    known = {column: order for column, seen in columns.items() if (order := seen.order)}
    slashed = Counter(order for order in known.values() if order != "ydm")
    usual = slashed.most_common(1)[0][0] if slashed else None
    doubts = [doubt for column, seen in columns.items() if (doubt := _at_odds(column, seen))]
    undecided = [column for column, seen in columns.items() if seen.undecided]
    if len(slashed) > 1:
        told = ", ".join(f"“{column}” {_words(order)}" for column, order in known.items() if order != "ydm")
        doubts.append(f"The columns write their dates differently: {told}.")
    if undecided and usual:
        model = next(column for column, order in known.items() if order == usual)
        named = " and ".join(f"“{column}”" for column in undecided)
        doubts.append(
            f"Every date of {named} could be read both ways; they are read as those of “{model}”: 03/04 is "
            f"{_example(usual)}."
        )
    elif undecided:
        usual = "dmy"
        doubts.append(
            f"Every date could be read both ways; 03/04 is read as {_example('dmy')}. Change `dates` if that is wrong."
        )
    return Orders(usual, {column: order for column, order in known.items() if order != usual}, doubts)


def _at_odds(column: str, seen: Seen) -> str | None:
    day, month = seen.counts["dmy"], seen.counts["mdy"]
    if seen.order == "ydm":
        return f"The dates of “{column}” have the day before the month: 2024-03-04 is read as 3 April."
    if not day or not month:
        return None
    order: DateOrder = "dmy" if day >= month else "mdy"
    return (
        f"Some dates of “{column}” have the day first ({day:,}) and some the month ({month:,}); 03/04 is read as "
        f"{_example(order)}."
    )


def _words(order: DateOrder) -> str:
    return "has the month first" if order == "mdy" else "has the day first"


def _example(order: DateOrder) -> str:
    return "March 4" if order == "mdy" else "3 April"
