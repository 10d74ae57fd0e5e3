"""Small moves on frames that cost almost nothing, so that a frame of one row is as cheap as it looks.

An expression costs some tens of microseconds however short the frame is, and more the wider it is. A live
inquiry is a frame of height one that passes dozens of steps, so what needs no expression does without.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

import polars as pl


def narrow(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """These columns of the frame, without copying."""
    return pl.DataFrame([frame.get_column(name) for name in names])


def put(frame: pl.DataFrame, *columns: pl.Series) -> pl.DataFrame:
    """The frame with these columns, each in the place of one of its name or at the end."""
    frame = frame.clone()
    for column in columns:
        if column.name in frame.columns:
            frame.replace_column(frame.get_column_index(column.name), column)
        else:
            frame.insert_column(frame.width, column)
    return frame


def where(frame: pl.DataFrame, mask: pl.Series) -> pl.DataFrame:
    """The rows for which the mask is true; null counts as false."""
    count = int(mask.sum() or 0)
    if count == frame.height:
        return frame
    return frame.filter(mask) if count else frame.clear()


def nulls(schema: Mapping[str, pl.DataType], height: int) -> pl.DataFrame:
    """A frame of that height in which nothing is known."""
    return _nulls(tuple(schema.items()), height) if height <= LIVE else _made_of_nulls(schema, height)


def const(name: str, value: Hashable | list[object], kind: pl.DataType, height: int) -> pl.Series:
    """A column with the same value in every row."""
    one = pl.Series([value], dtype=kind) if isinstance(value, list) else _one(value, kind)
    return one.new_from_index(0, height).alias(name)


@lru_cache(maxsize=512, typed=True)
def _one(value: Hashable, kind: pl.DataType) -> pl.Series:
    """A column of one value: making it from Python is dear, repeating it is not."""
    return pl.Series([value], dtype=kind)


# As high as a batch of waiting callers gets. A wide frame of nulls is dear to make, so those are kept.
LIVE = 64


@lru_cache(maxsize=256)
def _nulls(schema: tuple[tuple[str, pl.DataType], ...], height: int) -> pl.DataFrame:
    return _made_of_nulls(dict(schema), height)


def _made_of_nulls(schema: Mapping[str, pl.DataType], height: int) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(schema)).clear(height)
