"""Carry a batch of inquiries through the journey: durable first, retried when a race is lost, halved when a row fails."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

import polars as pl
import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from psycopg.errors import DeadlockDetected

from handraiser.capture import operations as capture
from handraiser.capture.queries import already_taken, claim, what_became
from handraiser.capture.stops import StopReason
from handraiser.document import Document
from handraiser.journey.parts import run_through, whole
from handraiser.journey.results import SCHEMA, results_of, stopped
from handraiser.journey.station import Run, Station
from handraiser.journey.write import write_leads, write_people
from handraiser.kit.frames import where
from handraiser.lead.writer import LostRace
from handraiser.process.queries import NoLiveVersion, live
from handraiser.score.partitions import ensure_partitions

log = structlog.get_logger(__name__)

# Enough for any real contention: each retry means that another batch got through.
ATTEMPTS = 12

NO_RESULTS = pl.DataFrame(schema=SCHEMA)

Store = Callable[[pl.DataFrame, pl.DataFrame, datetime], None]


def keep_first(frame: pl.DataFrame, *, at: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make inquiries durable. Returns those to carry on, and the results of those that were taken in before."""
    for _ in range(ATTEMPTS):
        fresh, repeated = split_repeated(frame)
        try:
            with transaction.atomic():
                capture.keep(frame=fresh, at=at)
            return fresh, repeated
        except LostRace:
            continue
    raise LostRace("the same inquiries are being taken in by too many others")


def split_repeated(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Splits off inquiries whose dedupe key is stored, or stands earlier in the frame: (fresh, results of repeated)."""
    if frame.get_column("dedupe_key").null_count() == frame.height:
        return frame, NO_RESULTS
    taken = already_taken(frame)
    keyed = pl.col("dedupe_key").is_not_null()
    stored = pl.col("dedupe_key").is_in(taken.get_column("dedupe_key").implode())
    again = keyed & (stored | ~pl.col("dedupe_key").is_first_distinct())
    repeated = frame.filter(again)
    if repeated.is_empty():
        return frame, NO_RESULTS
    fresh = frame.filter(~again | again.is_null())
    first = fresh.select("dedupe_key", pl.col("inquiry_id").alias("first_id")).drop_nulls("dedupe_key")
    told = (
        repeated.select("inquiry_id", "dedupe_key")
        .join(taken.drop("inquiry_id"), on="dedupe_key", how="left", maintain_order="left")
        .join(first, on="dedupe_key", how="left", maintain_order="left")
        .with_columns(pl.lit("done").alias("state"), pl.lit("same").alias("result"))
    )
    blank = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in told.columns]
    return fresh, told.with_columns(blank).select(list(SCHEMA))


def carry(
    frame: pl.DataFrame, *, journey: Sequence[Station], document: type[Document], at: datetime, store: Store
) -> pl.DataFrame:
    """Takes inquiries through the journey and writes what was decided. Returns one result for each, as `results.SCHEMA`.

    One transaction for the batch. `store` writes the inquiries with their results. A race lost to another
    batch is run again from what is there now; a row on which a step fails stops alone, with its reason.
    Raises OperationalError when the database is away: nothing was decided then.
    """
    if frame.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    try:
        return _carry_once(frame, journey=journey, document=document, at=at, store=store)
    except NoLiveVersion as missing:
        return _stop(frame, StopReason.NO_PROCESS, str(missing), at, store)
    except (OperationalError, InterfaceError):
        raise
    except LostRace as lost:
        return _stop(frame, StopReason.STORE_FAILED, str(lost), at, store)
    except DatabaseError as error:
        return _halved(frame, StopReason.STORE_FAILED, error, journey, document, at, store)
    except (
        pl.exceptions.PolarsError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AssertionError,
    ) as error:
        return _halved(frame, StopReason.STEP_FAILED, error, journey, document, at, store)


def carry_kept(
    frame: pl.DataFrame, *, journey: Sequence[Station], document: type[Document], at: datetime
) -> pl.DataFrame:
    """The same for inquiries that `keep_first` made durable. They are claimed first, so that each is decided once.

    A door that was slow may find that a worker, which took it for dead, has decided some of them.
    """
    if frame.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    # Before the claim: makers of months wait for each other.
    ensure_partitions(moments=_months(frame))
    with transaction.atomic():
        mine = claim(frame)
        decided = carry(mine, journey=journey, document=document, at=at, store=say_what_became)
    if mine.height == frame.height:
        return decided
    others = frame.join(mine, on="inquiry_id", how="anti").get_column("inquiry_id")
    told = pl.concat([decided, what_became(others.to_list())], how="diagonal")
    return in_order_of(frame, told)


def carry_file(
    frame: pl.DataFrame, *, journey: Sequence[Station], document: type[Document], at: datetime, store: Store
) -> pl.DataFrame:
    """The same for a frame whose dedupe keys were not looked up yet; a repeated inquiry is `same`."""
    for _ in range(ATTEMPTS):
        fresh, repeated = split_repeated(frame)
        try:
            decided = carry(fresh, journey=journey, document=document, at=at, store=store)
        except LostRace:
            continue
        return in_order_of(frame, pl.concat([decided, repeated]))
    raise LostRace("the same inquiries are being taken in by too many others")


def resume(
    find: Callable[[], pl.DataFrame],
    *,
    journey: Sequence[Station],
    document: type[Document],
    at: datetime,
    store: Store,
) -> int:
    """Carries on inquiries that are durable but not decided, as `find` locks them. Returns how many they were."""
    with transaction.atomic():
        left = find()
        if not left.is_empty():
            carry(left, journey=journey, document=document, at=at, store=store)
    return left.height


def rehearse(
    frame: pl.DataFrame, *, journey: Sequence[Station], document: type[Document], at: datetime
) -> pl.DataFrame:
    """What `carry` would make of these inquiries; writes nothing."""
    if frame.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    fresh, repeated = split_repeated(frame)
    with transaction.atomic():
        run = _new_run(document, at)
        decided = run_through(journey, fresh, run)
        results = results_of(decided, run.aside["refused"])
        transaction.set_rollback(True)
    return in_order_of(frame, pl.concat([results, repeated]))


def say_what_became(frame: pl.DataFrame, results: pl.DataFrame, at: datetime) -> None:
    """Store for inquiries that are kept already: what became of them."""
    capture.decide(frame=results, at=at)


def keep_with_what_became(frame: pl.DataFrame, results: pl.DataFrame, at: datetime) -> None:
    """Store for inquiries whose source is durable by itself: they and what became of them at once."""
    capture.keep_decided(frame=frame, results=results, at=at)


def in_order_of(frame: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """The results in the order of the inquiries."""
    if frame.get_column("inquiry_id").equals(results.get_column("inquiry_id")):
        return results
    return frame.select("inquiry_id").join(results, on="inquiry_id", how="left", maintain_order="left")


def _carry_once(
    frame: pl.DataFrame, *, journey: Sequence[Station], document: type[Document], at: datetime, store: Store
) -> pl.DataFrame:
    ensure_partitions(moments=_months(frame))
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                run = _new_run(document, at)
                decided = run_through(journey, frame, run)
                results = in_order_of(frame, results_of(decided, run.aside["refused"]))
                people = whole(decided)
                if not people.is_empty():
                    write_people(people, run)
                    for part, part_run in decided:
                        write_leads(part, part_run)
                store(frame, results, at)
            return results
        except (LostRace, OperationalError) as lost:
            if not isinstance(lost, LostRace) and not isinstance(lost.__cause__, DeadlockDetected):
                raise
            log.info("capture.lost_race", attempt=attempt, rows=frame.height, why=str(lost).splitlines()[0])
            # Two batches that collide in lock-step would collide again; a later one waits a little longer.
            time.sleep(0.002 * attempt)
    raise LostRace("the same people are being taken in by too many others")


def _months(frame: pl.DataFrame) -> list[datetime]:
    """The months in which inquiries of a kind happened: such an inquiry is stored as behaviour too."""
    kinds = where(frame, frame.get_column("inquiry_kind").is_not_null())
    return kinds.get_column("occurred_at").dt.truncate("1mo").unique().to_list()


def _new_run(document: type[Document], at: datetime) -> Run:
    version, live_document = live(document)
    return Run(document=live_document, version_id=version.id, at=at)


def _halved(
    frame: pl.DataFrame,
    reason: StopReason,
    error: Exception,
    journey: Sequence[Station],
    document: type[Document],
    at: datetime,
    store: Store,
) -> pl.DataFrame:
    """Runs the halves on their own, so that only the rows that fail stop."""
    if frame.height == 1:
        log.error("capture.stopped", reason=str(reason), inquiry=frame.item(0, "inquiry_id"), exc_info=error)
        return _stop(frame, reason, f"{type(error).__name__}: {error}", at, store)
    middle = frame.height // 2
    return pl.concat(
        carry(part, journey=journey, document=document, at=at, store=store)
        for part in (frame.head(middle), frame.tail(frame.height - middle))
    )


def _stop(frame: pl.DataFrame, reason: StopReason, detail: str, at: datetime, store: Store) -> pl.DataFrame:
    results = stopped(frame, reason, detail)
    with transaction.atomic():
        store(frame, results, at)
    return results
