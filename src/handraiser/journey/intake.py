"""Take in what several callers bring at the same moment as one frame: one journey, two commits for them all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import InterfaceError, OperationalError, connection

from handraiser.capture.arrivals import SCHEMA, complete
from handraiser.capture.models import Inquiry
from handraiser.journey.results import SCHEMA as RESULTS
from handraiser.journey.standing import as_recorded, with_standing
from handraiser.kit.batching import Combiner

Row = Mapping[str, object]
TakeIn = Callable[..., pl.DataFrame]

# A longer list is a batch by itself; it goes alone, so that single inquiries do not wait behind it.
LONGEST_SHARED = 25
MOST_CALLS = 64
# A batch of one costs nearly as much as one of eight, so it pays to wait a little for those who come back.
PATIENCE_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class _Call:
    rows: Sequence[Row]
    at: datetime


class Intake:
    """`take_in` for callers who wait for the answer.

    Callers that wait at the same moment share one frame. Whoever is answered knows that every inquiry of the
    call is durable. Raises OperationalError or InterfaceError when the database is away: then nothing of the
    call was acknowledged. A connection that had gone stale is closed, and the batch tried once more.
    """

    def __init__(self, take_in: TakeIn) -> None:
        self._take_in = take_in
        self._together: Combiner[_Call, pl.DataFrame] = Combiner(
            self._all, most=MOST_CALLS, patience=PATIENCE_SECONDS
        )

    def __call__(self, rows: Sequence[Row], *, door: str, at: datetime) -> pl.DataFrame:
        """Take in the rows: fields of `arrivals.SCHEMA`, `system` among them. One result each, as `results.SCHEMA`.

        Commits; not to be called within a transaction.
        """
        known = {"door": door, "received_at": at, "occurred_at": at}
        said = [
            {**known, **{name: value for name, value in row.items() if value is not None}} for row in rows
        ]
        if not said:
            return pl.DataFrame(schema=RESULTS)
        call = _Call(said, at)
        return self._one(call) if len(said) > LONGEST_SHARED else self._together.submit(call)

    def _all(self, calls: list[_Call]) -> list[pl.DataFrame | Exception]:
        try:
            results = self._one(_Call([row for call in calls for row in call.rows], max(c.at for c in calls)))
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            if len(calls) == 1:
                raise
            # One call brought what cannot be kept; the others shall not pay for it.
            return [self._tried(call) for call in calls]
        lengths = [len(call.rows) for call in calls]
        starts = [sum(lengths[:index]) for index in range(len(lengths))]
        return [results.slice(start, length) for start, length in zip(starts, lengths, strict=True)]

    def _tried(self, call: _Call) -> pl.DataFrame | Exception:
        try:
            return self._one(call)
        except Exception as error:  # noqa: BLE001 - handed to the caller whose it is.
            return error

    def _one(self, call: _Call) -> pl.DataFrame:
        frame = complete(pl.DataFrame(call.rows, schema=SCHEMA, orient="row", strict=False))
        try:
            results = self._take_in(frame, at=call.at)
        except (OperationalError, InterfaceError) as error:
            if not went_away(error) or connection.in_atomic_block:
                raise
            connection.close()
            # If the first commit got through, the inquiries are safe, and the worker carries them on.
            if Inquiry.objects.filter(id__in=frame.get_column("inquiry_id").to_list()).exists():
                raise
            results = self._take_in(frame, at=call.at)
        return with_standing(as_recorded(frame, results))


def went_away(error: Exception) -> bool:
    """Whether it was the connection that failed, and not the statement."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(("08", "57P"))
