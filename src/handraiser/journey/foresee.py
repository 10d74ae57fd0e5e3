"""What would become of leads in flight if they moved to another version. Writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import transaction

from handraiser.document import Document
from handraiser.journey.decide import as_arriving
from handraiser.journey.gather import FromDatabase
from handraiser.journey.parts import run_through, whole
from handraiser.journey.station import Run, Station
from handraiser.lead.frame import empty, load_leads
from handraiser.process.pilots import RunningPilot

BATCH = 5_000
SEEN = (
    "lead_id",
    "stage_before",
    "stage",
    "stage_changed",
    "owner_id",
    "owner_id_was",
    "routed",
    "hold_reason",
    "offered",
    "due_at",
    "due_clock",
    "grade",
    "grade_was",
    "score",
    "score_was",
)

ANYWAY = ("stage", "grade", "score", "owner_id", "offered", "due_at")
GOT = ("routed", "owner_id", "hold_reason", "offered", "due_at", "due_clock")


def foresee(
    lead_ids: Sequence[str],
    *,
    journey: Sequence[Station],
    document: Document,
    version_id: UUID,
    moves: Mapping[str, str],
    at: datetime,
) -> pl.DataFrame:
    """Decides open leads as if they ran under that version, in the stage that `moves` gives them.

    Columns out: those of `SEEN`; `stage_before` is where they stand now, `stage` where they would stand. The same
    with `_anyway` behind: what they would come to now under the version that they are on, since time passes.
    """
    parts: list[pl.DataFrame] = []
    with transaction.atomic():
        for first in range(0, len(lead_ids), BATCH):
            leads = as_arriving(load_leads(lead_ids[first : first + BATCH], lock=False), at).filter(
                pl.col("ended_at").is_null()
            )
            if leads.is_empty():
                continue
            before = leads.get_column("stage")
            anyway = whole(run_through(journey, leads, Run(document, version_id, at, _WithoutPilot())))
            leads = leads.with_columns(
                before.alias("stage_before"),
                before.replace_strict(dict(moves), default=before).alias("stage"),
                pl.lit(str(version_id)).alias("version_id"),
            )
            decided, entered = (
                _decided(frame, journey, Run(document, version_id, at, _AsIfAlone(document)))
                for frame in (leads, _entering(leads))
            )
            parts.append(_beside(_laid_over(decided, entered), anyway))
        transaction.set_rollback(True)
    names = (*SEEN, *(f"{name}_anyway" for name in ANYWAY))
    return pl.concat(parts, how="diagonal_relaxed") if parts else empty().select(_absent(n) for n in names)


def _decided(frame: pl.DataFrame, journey: Sequence[Station], run: Run) -> pl.DataFrame:
    through = whole(run_through(journey, frame, run))
    return through.select(name if name in through.columns else _absent(name) for name in SEEN)


def _entering(leads: pl.DataFrame) -> pl.DataFrame:
    """Those whose stage has another key, on their way into it: its owner and its promises are what they get."""
    moved = leads.filter(pl.col("stage") != pl.col("stage_before"))
    return moved.with_columns(pl.col("stage").alias("told_stage"), pl.col("stage_before").alias("stage"))


def _laid_over(decided: pl.DataFrame, entered: pl.DataFrame) -> pl.DataFrame:
    """How far leads go, with what they got on entering where they go no further."""
    if entered.is_empty():
        return decided
    got = entered.select("lead_id", *(pl.col(name).alias(f"{name}_got") for name in GOT))
    both = decided.join(got, on="lead_id", how="left", maintain_order="left")
    first = both.get_column("due_at").is_null() & both.get_column("due_at_got").is_not_null()
    return both.with_columns(
        pl.when(first).then(f"{name}_got").otherwise(name).alias(name) for name in GOT
    ).select(SEEN)


def _beside(decided: pl.DataFrame, anyway: pl.DataFrame) -> pl.DataFrame:
    other = anyway.select("lead_id", *(pl.col(name).alias(f"{name}_anyway") for name in ANYWAY))
    return decided.join(other, on="lead_id", how="left", maintain_order="left")


class _WithoutPilot(FromDatabase):
    """The present, in which nobody enters a pilot."""

    def pilot(self) -> RunningPilot | None:
        return None


class _AsIfAlone(_WithoutPilot):
    """The present, as if only that version ran."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def document(self, version_id: UUID) -> Document | None:
        return self._document


def _absent(name: str) -> pl.Expr:
    return pl.lit(None, pl.Utf8).alias(name)
