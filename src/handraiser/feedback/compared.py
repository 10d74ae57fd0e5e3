"""One trait: each of its values with its leads, its wins and how it differs from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from handraiser.feedback.afterwards import TOO_GOOD, area
from handraiser.feedback.kin import design_effect
from handraiser.feedback.rates import benjamini_hochberg, chi_square, fisher, holm
from handraiser.feedback.traits import NOT_KNOWN, Trait
from handraiser.kit.intervals import Interval, newcombe, wilson

# A value with fewer leads than this is counted among the small ones.
FEWEST_LEADS = 20
# Pearson's test wants at least so many expected in every cell (Cochran 1954); below, values are put together.
LEAST_EXPECTED = 5.0
# Below so many leads two shares are compared exactly.
EXACT_BELOW = 5_000
MOST_LINES = 40
SURE = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a trait. `lift` is its share by the base rate; `p` of the difference to all others, adjusted.

    `value` None: not known. `small`: so many values with too few leads each, counted together.
    """

    value: str | None
    n: int
    won: int
    share: Interval
    lift: Interval
    difference: Interval
    p: float
    small: int = 0
    stands_out: bool = False
    condition: str = ""

    @property
    def words(self) -> str:
        """The value as people read it."""
        if self.small:
            return f"{self.small:,} values with few leads each"
        return NOT_KNOWN if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Compared:
    """A trait against the outcome. `why_not`: it could not be tested. `p` is adjusted for all traits tested."""

    trait: Trait
    lines: tuple[Line, ...]
    values: int
    known: int
    design: float = 1.0
    p: float | None = None
    why_not: str = ""

    @property
    def signal(self) -> bool:
        """It survives the comparison with all other traits that were looked at."""
        return self.p is not None and self.p < SURE


def compare(
    frame: pl.DataFrame, traits: Sequence[Trait], *, without_unknown: frozenset[str] = frozenset()
) -> list[Compared]:
    """Each trait of a frame (columns kin, label, and one of text for each trait), those with a signal first.

    `without_unknown` names traits of which "not known" says nothing, since values were filled in later.
    """
    raw = [_compared(frame, trait, trait.name in without_unknown) for trait in traits]
    tested = [place for place, one in enumerate(raw) if one.p is not None]
    adjusted = dict(zip(tested, holm([p for one in raw if (p := one.p) is not None]), strict=True))
    lines = benjamini_hochberg([line.p for place in tested for line in raw[place].lines])
    rest = iter(lines)
    found: list[Compared] = []
    for place, one in enumerate(raw):
        if place not in adjusted:
            found.append(one)
            continue
        signal = adjusted[place] < SURE
        if (
            signal
            and (alone := area([line.n for line in one.lines], [line.won for line in one.lines])) > TOO_GOOD
        ):
            for _ in one.lines:
                next(rest)
            found.append(replace(one, p=None, why_not=_too_good(alone)))
            continue
        marked = tuple(
            replace(line, p=(q := next(rest)), stands_out=signal and q < SURE and not line.small)
            for line in one.lines
        )
        found.append(replace(one, p=adjusted[place], lines=marked))
    return sorted(found, key=lambda one: (one.p is None, one.p if one.p is not None else 1.0))


def _too_good(alone: float) -> str:
    return (
        f"Too good to be true: alone it tells won from the rest with an AUC of {alone:.2f}. Nothing that is known at "
        "first contact does; look whether it is filled in at the end."
    )


def grouped(column: pl.Expr, frame: pl.DataFrame, name: str, *, most: int = MOST_LINES) -> pl.Expr:
    """The values of a trait with those of too few leads as one, `small`; by the leads alone, never by the wins."""
    counts = frame.group_by(name).len().filter(pl.col(name).is_not_null())
    ordered = counts.sort("len", name, descending=[True, False])
    kept = ordered.filter(pl.col("len") >= FEWEST_LEADS).head(most)
    if ordered.height == kept.height + 1:
        # A heap of one has a name.
        kept = ordered
    return (
        pl.when(column.is_null())
        .then(None)
        .when(column.is_in(kept.get_column(name).to_list()))
        .then(column)
        .otherwise(pl.lit(SMALL))
    )


# No value of a trait begins with this sign: control characters are cleaned away at the door.
SMALL = "\x00small"


def _compared(frame: pl.DataFrame, trait: Trait, without_unknown: bool) -> Compared:
    name = trait.name
    column = frame.get_column(name)
    known, values = column.len() - column.null_count(), column.drop_nulls().n_unique()
    if without_unknown:
        frame = frame.filter(pl.col(name).is_not_null())
    if not known:
        return Compared(trait, (), 0, 0, why_not="It is not known of any lead at first contact.")
    used = frame.select("kin", "label", name, grouped(pl.col(name), frame, name).alias("group"))
    counts = (
        used.group_by("group")
        .agg(pl.len().alias("n"), pl.col("label").sum().alias("won"), pl.col(name).n_unique().alias("values"))
        .sort("n", "group", descending=[True, False], nulls_last=True)
    )
    total, wins = used.height, int(used.get_column("label").sum())
    design = design_effect(used) if trait.of_company else 1.0
    lines = tuple(
        _line(trait, group, n, won, small, total=total, wins=wins, design=design)
        for group, n, won, small in counts.iter_rows()
    )
    told = Compared(trait, lines, values, known, design)
    if wins in (0, total):
        return replace(told, why_not="All leads ended the same way, so nothing can be told apart.")
    if counts.height < 2:
        return replace(
            told,
            why_not="All leads have the same value."
            if values == 1
            else "No value has enough leads to be compared.",
        )
    p = _p_of([line.n for line in lines], [line.won for line in lines], design)
    if p is None:
        return replace(told, why_not=f"Too few leads or wins: {wins:,} of {total:,} were won.")
    return replace(told, p=p)


def _line(
    trait: Trait, group: str | None, n: int, won: int, values: int, *, total: int, wins: int, design: float
) -> Line:
    small = values if group == SMALL else 0
    share = wilson(won / design, n / design)
    rest = wilson((wins - won) / design, (total - n) / design)
    base = wins / total if total else 0.0
    lift = share.over(base)
    return Line(
        None if small else group,
        n,
        won,
        share,
        lift,
        newcombe(share, rest),
        _against_rest(won, n, wins - won, total - n, design),
        small,
        condition="" if small else trait.condition(group),
    )


def _against_rest(won: int, n: int, rest_won: int, rest_n: int, design: float) -> float:
    if not rest_n or won + rest_won in (0, n + rest_n):
        return 1.0
    if n + rest_n < EXACT_BELOW and design <= 1.0:
        return fisher(won, n, rest_won, rest_n)
    return chi_square((won, rest_won), (n, rest_n), design=design)


def _p_of(n: list[int], won: list[int], design: float) -> float | None:
    """The test of a whole trait; None where not even two groups are large enough."""
    rate = sum(won) / sum(n)
    scarce = min(rate, 1 - rate)
    large = [(whole, part) for whole, part in zip(n, won, strict=True) if whole * scarce >= LEAST_EXPECTED]
    little = [(whole, part) for whole, part in zip(n, won, strict=True) if whole * scarce < LEAST_EXPECTED]
    if little:
        together = (sum(whole for whole, _ in little), sum(part for _, part in little))
        if together[0] * scarce >= LEAST_EXPECTED:
            large.append(together)
    if len(large) >= 2:
        return chi_square([part for _, part in large], [whole for whole, _ in large], design=design)
    if len(n) == 2 and design <= 1.0:
        return fisher(won[0], n[0], won[1], n[1])
    return None
