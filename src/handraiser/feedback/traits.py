"""What is known of a lead at first contact, as a few values each that a rule can ask for.

Nothing that the process itself makes is a trait: stage, owner, grade, score and touches come after the fact,
and would tell the future.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import polars as pl

# Words that say nothing; they mean the same as an empty cell.
NOT_KNOWN_WORDS = ("unknown", "not known", "n/a", "na", "none", "-", "?", "not specified", "(not set)")
NOT_KNOWN = "(not known)"


@dataclass(frozen=True, slots=True)
class Trait:
    """A column of the catalogue. `edges`: a number is cut into bands at these; each edge begins a band.

    `of_company`: the same for all leads of a company, so that a hundred leads of one company are hardly more
    evidence than one.
    """

    name: str
    title: str
    edges: tuple[float, ...] = ()
    of_company: bool = False
    home: Literal["person", "company", "lead"] = "lead"

    @property
    def bands(self) -> tuple[str, ...]:
        """The names of the bands, from the lowest on."""
        if not self.edges:
            return ()
        first, last = self.edges[0], self.edges[-1]
        between = [f"{_short(low)} to {_short(_below(high))}" for low, high in pairwise(self.edges)]
        return (f"below {_short(first)}", *between, f"{_short(last)} and more")

    def value(self, column: pl.Expr) -> pl.Expr:
        """The column as text values: bands of a number, words as they are; what says nothing is null."""
        if self.edges:
            places = pl.sum_horizontal((column >= edge).cast(pl.Int64) for edge in self.edges)
            bands = dict(enumerate(self.bands))
            return (
                pl.when(column.is_not_null())
                .then(places)
                .replace_strict(bands, default=None, return_dtype=pl.Utf8)
                .alias(self.name)
            )
        text = column.cast(pl.Utf8)
        blank = text.str.strip_chars().str.to_lowercase().is_in(["", *NOT_KNOWN_WORDS])
        return pl.when(~blank).then(text).alias(self.name)

    def condition(self, value: str | None) -> str:
        """The rule's condition that holds for the value; None stands for not known."""
        if value is None:
            if self.edges or self.name == "pass_number":
                return f"{self.name} IS NULL"
            words = ", ".join(_quoted(word) for word in ("", *NOT_KNOWN_WORDS))
            return f"{self.name} IS NULL OR lower({self.name}) IN ({words})"
        if self.name == "pass_number":
            return f"{self.name} = {int(value)}"
        if not self.edges:
            return f"{self.name} = {_quoted(value)}"
        place = self.bands.index(value)
        low = f"{self.name} >= {self.edges[place - 1]:g}" if place else ""
        high = f"{self.name} < {self.edges[place]:g}" if place < len(self.edges) else ""
        return " AND ".join(part for part in (low, high) if part)


TRAITS: tuple[Trait, ...] = (
    Trait("industry", "Industry", of_company=True, home="company"),
    Trait("employees", "Employees", (10, 50, 200, 500, 1000, 5000), of_company=True, home="company"),
    Trait("revenue", "Yearly revenue", (1e6, 1e7, 5e7, 2.5e8, 1e9), of_company=True, home="company"),
    Trait("country", "Country", of_company=True, home="person"),
    Trait("region", "World region", of_company=True, home="person"),
    Trait("seniority", "Seniority", home="person"),
    Trait("department", "Department", home="person"),
    Trait("email_kind", "Kind of e-mail", home="person"),
    Trait("source", "Source"),
    Trait("medium", "Medium"),
    Trait("campaign", "Campaign"),
    Trait("landing_page", "Landing page"),
    Trait("door", "Door"),
    Trait("pass_number", "Pass number"),
    Trait("city", "City", home="person"),
    Trait("time_zone", "Time zone", home="person"),
)
BY_NAME = {trait.name: trait for trait in TRAITS}
# What is looked at when nobody chose: a city is rarely a market, and a time zone is a worse word for a country.
USUAL = tuple(trait.name for trait in TRAITS if trait.name not in ("city", "time_zone"))


# With more than this share of all leads in one band, the usual edges tell nothing here.
CROWDED = 0.9


def valued(frame: pl.DataFrame, traits: tuple[Trait, ...]) -> pl.DataFrame:
    """The frame with each trait's column as text values; null where it is not known."""
    return frame.with_columns(trait.value(pl.col(trait.name)) for trait in traits)


def fitted(trait: Trait, frame: pl.DataFrame) -> Trait:
    """The trait with edges that cut these leads apart: its own, or where nearly all lie in one band, quarters."""
    if not trait.edges:
        return trait
    known = frame.get_column(trait.name).drop_nulls().cast(pl.Float64)
    if known.n_unique() < 2:
        return trait
    places = frame.select(trait.value(pl.col(trait.name))).get_column(trait.name).drop_nulls()
    fullest = places.value_counts().get_column("count").max()
    if not isinstance(fullest, int) or fullest < CROWDED * len(known):
        return trait
    quarters = {_rounded(float(known.quantile(share) or 0)) for share in (0.25, 0.5, 0.75)}
    edges = tuple(sorted(edge for edge in quarters if edge > 0))
    return replace(trait, edges=edges) if edges else trait


def _rounded(number: float) -> float:
    """To two digits, so that an edge can be said."""
    return float(f"{number:.1e}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _below(edge: float) -> float:
    """The last whole number of the band below; a large edge names itself, since nobody says 9,999,999."""
    return edge - 1 if edge < 1e5 else edge


def _short(number: float) -> str:
    for size, letter in ((1e9, "bn"), (1e6, "m")):
        if number >= size:
            return f"{number / size:g} {letter}"
    return f"{number:,.0f}"
