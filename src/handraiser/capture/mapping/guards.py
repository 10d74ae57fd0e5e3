"""Guards that programs write around cells so that a spreadsheet leaves them alone: `="0049"`."""

from collections.abc import Sequence

import polars as pl

_OPENING = '="'
_GUARDED = r'(?s)^="(.*)"$'


def unguarded(cells: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The same cells without such guards."""
    guarded = [name for name in columns if cells.get_column(name).str.starts_with(_OPENING).any()]
    if not guarded:
        return cells
    inner = pl.col(guarded).str.replace(_GUARDED, "$1").str.replace_all('""', '"', literal=True)
    return cells.with_columns(
        pl.when(pl.col(guarded).str.contains(_GUARDED)).then(inner).otherwise(pl.col(guarded))
    )
