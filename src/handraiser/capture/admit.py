"""Admit: does an inquiry say at least what the process asks?"""

from collections.abc import Sequence

import polars as pl

from handraiser.capture.rules import Criterion
from handraiser.lead.frame import SCHEMA


def admit(frame: pl.DataFrame, *, minimum: Sequence[Criterion]) -> pl.DataFrame:
    """Adds `falls_short`: the first criterion that the inquiry does not meet, in words, or null.

    Columns in: normalised inquiries; a column that a criterion names and no inquiry brings counts as blank.
    """
    checked = [criterion for criterion in minimum if criterion.when is not None]
    named = frozenset[str]().union(*(criterion.when.columns for criterion in checked if criterion.when))
    absent = [
        pl.lit(None, SCHEMA.get(name, pl.Utf8)).alias(name) for name in sorted(named - set(frame.columns))
    ]
    short: pl.Expr = pl.lit(None, pl.Utf8)
    for criterion in reversed(checked):
        assert criterion.when is not None
        short = pl.when(~criterion.when.expression).then(pl.lit(criterion.says)).otherwise(short)
    judged = (frame.with_columns(absent) if absent else frame).select(short.alias("falls_short"))
    return frame.with_columns(judged.get_column("falls_short"))
