"""What became of the rows of a chunk: counts, reasons, and the refused rows to keep."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from handraiser.capture.mapping import Mapped
from handraiser.capture.reading import Chunk, RowRefused

RESULTS = ("new", "updated", "same", "refused", "stopped")
EXAMPLES = 200
_MOST_REASONS = 100


@dataclass(slots=True)
class Tally:
    """Counts over any number of chunks. Each row counts once: new, updated, same, refused or stopped."""

    counts: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    noted: int = 0
    examples: list[list[Any]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """All rows that were read; blank lines are no rows."""
        return sum(self.counts[name] for name in RESULTS)

    @classmethod
    def of_report(cls, report: dict[str, Any], counts: dict[str, int]) -> "Tally":
        """The tally as it was stored."""
        return cls(
            Counter(counts),
            report.get("blank", 0),
            report.get("noted", 0),
            list(report.get("examples", [])),
            Counter(report.get("refused", {})),
            Counter(report.get("stopped", {})),
        )

    def to_report(self) -> dict[str, Any]:
        """The tally as it is stored; the counts themselves are columns."""
        return {
            "blank": self.blank,
            "noted": self.noted,
            "examples": self.examples[:EXAMPLES],
            "refused": dict(self.refused.most_common(_MOST_REASONS)),
            "stopped": dict(self.stopped.most_common(_MOST_REASONS)),
        }

    def add(self, chunk: Chunk, mapped: Mapped, results: pl.DataFrame) -> list[RowRefused]:
        """Count a chunk. `results`: one row per inquiry as `journey.results.SCHEMA`. Returns all its refused rows."""
        outcome = outcomes(results)
        self.counts.update(outcome.to_list())
        self.counts["refused"] += len(mapped.refused)
        self.blank += chunk.blank
        self.noted += len(mapped.notes)
        room = EXAMPLES - len(self.examples)
        self.examples += [[line, note] for line, note in list(mapped.notes.items())[: max(room, 0)]]
        self.stopped.update(
            results.filter(outcome == "stopped").get_column("stop_reason").drop_nulls().to_list()
        )
        refused = [*mapped.refused, *_refused_later(chunk, mapped, results.with_columns(outcome))]
        # A reason with a value in it would be a new one on every row.
        self.refused.update(_general(row.reason) for row in refused)
        return refused


def outcomes(results: pl.DataFrame) -> pl.Series:
    """new, updated, same, refused or stopped for each result."""
    return results.select(
        pl.when(
            pl.col("result").is_null() | ((pl.col("state") == "stopped") & (pl.col("result") != "refused"))
        )
        .then(pl.lit("stopped"))
        .otherwise(pl.col("result"))
        .alias("outcome")
    ).to_series()


def _refused_later(chunk: Chunk, mapped: Mapped, results: pl.DataFrame) -> Iterable[RowRefused]:
    """Rows that could be read, but say less than the process asks."""
    refused = (
        mapped.frame.select("line")
        .hstack(results.select("outcome", "stop_detail"))
        .filter(pl.col("outcome") == "refused")
    )
    if refused.is_empty():
        return []
    cells = chunk.frame.join(refused, on="line", how="inner", maintain_order="left")
    names = [name for name in chunk.frame.columns if name != "line"]
    return [
        RowRefused(line, list(row), reason or "It says less than the process asks.")
        for line, reason, *row in cells.select("line", "stop_detail", *names).iter_rows()
    ]


def _general(reason: str) -> str:
    before, quote, rest = reason.partition("“")
    return f"{before}…{rest.partition('”')[2]}" if quote else reason
