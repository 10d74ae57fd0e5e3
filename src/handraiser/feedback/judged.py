"""Which leads may be judged, and against what: won against lost, or won against all others."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import polars as pl

Against = Literal["closed", "all"]

# Fewer lost ones than this beside the won mean that losses are hardly recorded, not that hardly any happened.
LEAST_LOST = 10
LEAST_LOST_SHARE = 0.05
# The time in which so many of all wins happened; a lead younger than that may still be won.
WON_BY_THEN = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """`frame`: the rows that count, with `label` true for won.

    `patience`: the time in which nine tenths of wins happened; `too_young`: leads left out since they are
    younger; `ripe_until`: opened before it counts; `impossible`: won before first contact (they count as won,
    and say nothing of the time).
    """

    frame: pl.DataFrame
    against: Against
    leads: int
    won: int
    lost: int
    too_young: int
    patience: timedelta | None
    ripe_until: datetime | None
    impossible: int

    @property
    def n(self) -> int:
        """How many leads are judged."""
        return self.frame.height

    @property
    def wins(self) -> int:
        """How many of them were won."""
        return int(self.frame.get_column("label").sum())

    @property
    def rate(self) -> float | None:
        """The base rate: won by judged."""
        return self.wins / self.n if self.n else None


def judge(
    frame: pl.DataFrame, *, at: datetime, against: Against | None = None, known_by: datetime | None = None
) -> Judged:
    """Label the leads of a history (columns opened_at, won, lost, closed_at); `at` is now.

    Without `against`, lost deals decide if enough are recorded. Against all others a lead must have had the
    time to be won. `known_by`: outcomes that were known only after this moment count as not known.
    """
    if known_by is not None:
        frame = _as_of(frame, known_by)
    won, lost = int(frame.get_column("won").sum()), int(frame.get_column("lost").sum())
    chosen = against or _against(won, lost)
    times = frame.filter(pl.col("won")).select((pl.col("closed_at") - pl.col("opened_at")).alias("took"))
    took = times.get_column("took").drop_nulls()
    impossible = int((took < timedelta()).sum())
    ninth = (
        took.filter(took >= timedelta()).dt.total_microseconds().quantile(WON_BY_THEN, interpolation="linear")
    )
    patience = timedelta(microseconds=ninth) if ninth is not None else None
    last = _last_known(frame, min(at, known_by) if known_by else at)
    ripe_until = last - patience if last is not None and patience is not None else None
    if chosen == "closed":
        kept = frame.filter(pl.col("won") | pl.col("lost"))
        too_young = 0
    else:
        # A whole cohort goes, its early wins too: to keep only those would flatter the newest months.
        young = pl.col("opened_at") > ripe_until if ripe_until is not None else pl.lit(False)
        kept = frame.filter(~young)
        too_young = frame.height - kept.height
    return Judged(
        kept.with_columns(pl.col("won").alias("label")),
        chosen,
        frame.height,
        won,
        lost,
        too_young,
        patience,
        ripe_until,
        impossible,
    )


def _as_of(frame: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    known = (pl.col("closed_at") <= moment.astimezone(UTC)).fill_null(False)
    return frame.with_columns(
        (pl.col("won") & known).alias("won"),
        (pl.col("lost") & known).alias("lost"),
        pl.when(known).then("closed_at").alias("closed_at"),
    )


def _against(won: int, lost: int) -> Against:
    return "closed" if lost >= LEAST_LOST and lost >= LEAST_LOST_SHARE * (won + lost) else "all"


def _last_known(frame: pl.DataFrame, at: datetime) -> datetime | None:
    """The last moment that the records speak of, so that an imported history is not taken for finished today."""
    moments = [
        moment
        for name in ("opened_at", "closed_at")
        if isinstance(moment := frame.get_column(name).max(), datetime)
    ]
    return min(at, max(moments)) if moments else None
