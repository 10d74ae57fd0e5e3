"""What happened in a chunk, moment by moment, in the order of time; and the version that is to decide it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import polars as pl

from handraiser import flow
from handraiser.backtest.promises import Timer
from handraiser.backtest.recorded import Chunk
from handraiser.backtest.screening import SEEN, seen_at
from handraiser.document import Document
from handraiser.journey.parts import run_through, whole
from handraiser.journey.station import Run
from handraiser.kit.frames import const
from handraiser.lead.frame import MOMENT
from handraiser.process.joining import Replaced

NORMALISE = flow.JOURNEY[:1]
INQUIRY, ACT, BEHAVIOUR = 0, 1, 2
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version to simulate, under the id by which decisions name it.

    `digest`: of its text. `replaced`: sections of a draft that did not check, which are those of `replaced_from`.
    """

    version_id: UUID
    number: str
    document: Document
    digest: str = ""
    replaced: tuple[Replaced, ...] = ()
    replaced_from: str = ""


def cleaned(chunk: Chunk, candidate: Candidate) -> pl.DataFrame:
    """The chunk's inquiries, normalised. Depends on the version only by its home country."""
    run = Run(document=candidate.document, version_id=candidate.version_id, at=EPOCH)
    return whole(run_through(NORMALISE, chunk.inquiries, run))


def moments_of(chunk: Chunk) -> pl.DataFrame:
    """All moments of the chunk: who, at (microseconds), what, place (row of its kind); in the order of time.

    A behaviour that is an inquiry comes with the inquiry.
    """
    said = chunk.inquiries.get_column("inquiry_id")
    frames = [
        _moments(chunk.inquiries.get_column("who"), chunk.inquiries.get_column("moment"), INQUIRY),
        _moments(
            pl.Series("who", [act.who for act in chunk.acts], pl.Int32),
            pl.Series("at", [act.at for act in chunk.acts], MOMENT),
            ACT,
        ),
        _moments(chunk.behaviour.get_column("who"), chunk.behaviour.get_column("at"), BEHAVIOUR).filter(
            ~chunk.behaviour.get_column("id").is_in(said.implode())
        ),
    ]
    return pl.concat(frames).sort("at", "what", "place", maintain_order=True)


def _moments(who: pl.Series, at: pl.Series, what: int) -> pl.DataFrame:
    return pl.DataFrame(
        [
            who.cast(pl.Int32).alias("who"),
            at.to_physical().alias("at"),
            const("what", what, pl.Int8(), len(who)),
            pl.Series("place", np.arange(len(who)), pl.Int32),
        ]
    )


def slices_of(moments: pl.DataFrame, *, wide: int) -> list[int]:
    """Where slices end: after every so many inquiries and acts."""
    hard = moments.filter(pl.col("what") != BEHAVIOUR).get_column("at")
    return hard[wide::wide].unique(maintain_order=True).to_list()


def seen_of(chunk: Chunk, document: Document) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What was seen of people at each behaviour, and at each act, in their order: `screening.SEEN`."""
    acts = pl.DataFrame(
        [
            pl.Series("who", [act.who for act in chunk.acts], pl.Int32),
            pl.Series("at", [act.at for act in chunk.acts], MOMENT),
            const("kind", None, pl.Utf8(), len(chunk.acts)),
            const("properties", "{}", pl.Utf8(), len(chunk.acts)),
        ]
    )
    both = (
        pl.concat([chunk.behaviour.select(acts.columns), acts]).with_row_index("row").sort("who", "at", "row")
    )
    seen = both.select("row").hstack(seen_at(both, document.score)).sort("row").select(SEEN)
    return seen.head(chunk.behaviour.height), seen.tail(acts.height)


def after(items: pl.DataFrame, chosen: pl.DataFrame, sooner: dict[int, Timer]) -> pl.DataFrame:
    """What is left of people who had a moment now: all that comes after it."""
    done = chosen.select("who", pl.col("order").alias("done"))
    left = items.join(done, on="who", how="inner", maintain_order="left").filter(
        pl.col("order") > pl.col("done")
    )
    if not sooner:
        return left.drop("done")
    waiting = pl.DataFrame(
        {"who": list(sooner), "from": [timer.at for timer in sooner.values()]},
        schema={"who": pl.Int32, "from": pl.Int64},
    )
    held = items.join(waiting, on="who", how="inner", maintain_order="left").filter(
        pl.col("at") >= pl.col("from")
    )
    return pl.concat([left.drop("done"), held.drop("from")]).sort("order")


def micro(at: datetime) -> int:
    """Microseconds since the epoch."""
    return (at - EPOCH) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """The moment so many microseconds after the epoch."""
    return EPOCH + timedelta(microseconds=at)
