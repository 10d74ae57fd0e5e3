"""Leads of one company are not independent: a hundred of them can be hardly more evidence than one."""

import polars as pl


def design_effect(frame: pl.DataFrame) -> float:
    """How many leads weigh as much as one, at least 1. Columns in: kin, label.

    1 + (m - 1) * ICC with m the size of the group of an average lead, and the correlation within groups by
    one-way analysis of variance (Kish 1965; Donner and Klar 2000).
    """
    groups = frame.group_by("kin").agg(pl.len().alias("n"), pl.col("label").sum().alias("won"))
    count, total = groups.height, frame.height
    if count < 2 or total == count:
        return 1.0
    n, won = groups.get_column("n").cast(pl.Float64), groups.get_column("won").cast(pl.Float64)
    rate = float(won.sum()) / total
    squares = float((n * n).sum())
    between = float((n * (won / n - rate) ** 2).sum()) / (count - 1)
    within = float((won * (1 - won / n)).sum()) / (total - count)
    usual = (total - squares / total) / (count - 1)
    spread = between + (usual - 1) * within
    correlation = max(0.0, (between - within) / spread) if spread > 0 else 0.0
    return 1.0 + (squares / total - 1.0) * correlation
