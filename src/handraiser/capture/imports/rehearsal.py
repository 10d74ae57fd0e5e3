"""A dry run: what would become of each row, and why. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from handraiser.capture.imports.run import TakeIn, inquiries_of
from handraiser.capture.imports.tally import Tally, outcomes
from handraiser.capture.mapping import Mapper
from handraiser.capture.reading import Table

# One frame sees its own repetitions. Beyond that, a person who stands in two frames counts as new twice.
REHEARSED_ROWS = 50_000

_WHY = {
    "new": "Nobody of this address, id or number is known.",
    "updated": "The person is known; the row adds to what is known or asks again.",
    "same": "The row says nothing that is not known.",
    "stopped": "A step of the journey would fail on it.",
}


@dataclass(slots=True)
class Rehearsed:
    """Some rows. `frame`: line, outcome (new, updated, same, refused, stopped), why; in the order of the file."""

    frame: pl.DataFrame
    position: float


def rehearse_import(
    table: Table, mapper: Mapper, *, rehearse: TakeIn, at: datetime, tally: Tally, rows: int = REHEARSED_ROWS
) -> Iterator[Rehearsed]:
    """Rehearse the whole file, adding to `tally`."""
    for chunk in table.chunks(rows=rows):
        mapped = mapper.apply(chunk)
        results = rehearse(inquiries_of(mapped, at=at, import_id=None), at=at)
        refused = tally.add(chunk, mapped, results)
        reasons = {row.line: row.reason for row in refused}
        taken = mapped.frame.select("line").with_columns(outcomes(results))
        unread = pl.DataFrame({"line": [row.line for row in mapped.refused]}, schema={"line": pl.Int64})
        told = pl.concat([taken, unread.with_columns(pl.lit("refused").alias("outcome"))]).sort("line")
        why = [reasons.get(line) or _WHY.get(outcome, "") for line, outcome in told.iter_rows()]
        yield Rehearsed(told.with_columns(pl.Series("why", why, pl.Utf8)), chunk.position)
