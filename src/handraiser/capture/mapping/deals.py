"""Lists of deals: no column names a person, and the outcome may stand in the name of a date."""

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Values
from dataclasses import replace

import polars as pl

from handraiser.capture.mapping.document import NAMING
from handraiser.capture.mapping.guessed import Guess

ENDS = {"won_at": "won", "lost_at": "lost"}


def deals_as_leads(
    guesses: Sequence[Guess], mapped: Values[str, str]
) -> tuple[list[Guess], dict[str, str], list[str]]:
    """Where nothing says who the people are, each deal by its own id is a lead of its own, and that is said."""
    deal = next((column for column, target in mapped.items() if target == "opportunity_id"), None)
    if deal is None or NAMING & set(mapped.values()):
        return list(guesses), dict(mapped), []
    why = "no column names a person, so each deal is a lead of its own"
    changed = [
        replace(guess, target="external_id", why=why) if guess.column == deal else guess for guess in guesses
    ]
    doubt = f"No column says who the people are. Each deal becomes a lead of its own, known by “{deal}”."
    return changed, {**mapped, deal: "external_id"}, [doubt]


def told_by_dates(mapped: Values[str, str]) -> list[str]:
    """What is said where only dates tell how a deal ended."""
    if "outcome" in mapped.values():
        return []
    return [
        f"No column tells the outcome. A row with “{column}” is taken for {ENDS[target]}."
        for column, target in mapped.items()
        if target in ENDS
    ]


def by_their_dates(columns: list[pl.Series]) -> list[pl.Series]:
    """A date of being won or lost says not only when, but how a deal ended; a column of outcomes outranks it.

    Columns in: any of outcome, outcome_at, won_at, lost_at. Columns out: outcome and outcome_at in their stead.
    """
    if not set(ENDS) & {column.name for column in columns}:
        return columns
    frame = pl.DataFrame([column for column in columns if column.name in _ENDING])
    missing: Collection[str] = _ENDING - set(frame.columns)
    moment = frame.schema[next(name for name in ENDS if name in frame.columns)]
    frame = frame.with_columns(
        pl.lit(None, pl.Utf8 if name == "outcome" else moment).alias(name) for name in missing
    )
    won, lost = pl.col("won_at"), pl.col("lost_at")
    # Of a deal that was lost, opened again and won, the last word counts.
    later_won = won.is_not_null() & (lost.is_null() | (won >= lost))
    by_date = pl.when(later_won).then(pl.lit("won")).when(lost.is_not_null()).then(pl.lit("lost"))
    ended = frame.with_columns(pl.coalesce("outcome", by_date).alias("outcome")).select(
        "outcome",
        pl.when(pl.col("outcome") == "won")
        .then(pl.coalesce("won_at", "outcome_at"))
        .when(pl.col("outcome") == "lost")
        .then(pl.coalesce("lost_at", "outcome_at"))
        .otherwise("outcome_at")
        .alias("outcome_at"),
    )
    return [column for column in columns if column.name not in _ENDING] + ended.get_columns()


_ENDING = frozenset(["outcome", "outcome_at", *ENDS])
