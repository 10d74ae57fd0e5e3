"""A condition's text, read once and kept: its columns, its expression and its SQL."""

from functools import lru_cache
from typing import Any

import polars as pl


class Compiled:
    def __init__(self, text: str) -> None:
        self.expression = pl.sql_expr(text).fill_null(value=False)
        self.columns = frozenset(self.expression.meta.root_names())

    def sql(self) -> tuple[str, dict[str, Any]]:
        raise NotImplementedError


@lru_cache(maxsize=4096)
def compiled(text: str) -> Compiled:
    return Compiled(text)
