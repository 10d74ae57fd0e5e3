"""Admit: does an inquiry say at least what the process asks?"""

from collections.abc import Sequence

import polars as pl

from handraiser.capture.rules import Criterion
from handraiser.connectors import providers
from handraiser.lead.frame import SCHEMA

# By this door come people whom we know already: what is known of them needs not be said again.
COMES_BACK = "recycle"


def admit(frame: pl.DataFrame, *, minimum: Sequence[Criterion]) -> pl.DataFrame:
    """Adds `falls_short`: the first criterion that the inquiry does not meet, in words, or null.

    Columns in: normalised inquiries. A column that a criterion names and no inquiry brings is asked of the
    providers that answer offline, such as the kind of an address; else it counts as blank.
    """
    checked = [criterion for criterion in minimum if criterion.when is not None]
    named = frozenset[str]().union(*(criterion.when.columns for criterion in checked if criterion.when))
    absent = _known_offline(frame, named - set(frame.columns))
    short: pl.Expr = pl.lit(None, pl.Utf8)
    for criterion in reversed(checked):
        assert criterion.when is not None
        short = pl.when(~criterion.when.expression).then(pl.lit(criterion.says)).otherwise(short)
    short = pl.when(pl.col("door") == COMES_BACK).then(None).otherwise(short)
    judged = (frame.with_columns(absent) if absent else frame).select(short.alias("falls_short"))
    return frame.with_columns(judged.get_column("falls_short"))


def _known_offline(frame: pl.DataFrame, absent: frozenset[str]) -> list[pl.Series | pl.Expr]:
    known: dict[str, pl.Series | pl.Expr] = {
        name: pl.lit(None, SCHEMA.get(name, pl.Utf8)).alias(name) for name in sorted(absent)
    }
    for provider in providers().values() if absent else ():
        asked = absent & set(provider.fills)
        if asked and not provider.network:
            answers = provider.look_up(frame)
            known.update({name: answers.get_column(name) for name in asked})
    return list(known.values())
