"""Decide known leads again, from the score on: after behaviour, a touch, an answer, or a word from sales."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from handraiser.document import Document
from handraiser.journey.parts import run_through
from handraiser.journey.station import Run, Station
from handraiser.journey.write import write_leads
from handraiser.lead.frame import MOMENT, at_moment, empty, load_leads
from handraiser.process.queries import live

# A list runs in batches of this many leads, so that memory stays flat and locks short.
BATCH = 5_000


def decide(
    lead_ids: Sequence[str],
    *,
    journey: Sequence[Station],
    document: type[Document],
    at: datetime,
    moments: Mapping[str, datetime] | None = None,
    told_stage: str | None = None,
    told_why: str = "",
    stood: Mapping[str, str] | None = None,
    to_somebody_else: bool = False,
) -> pl.DataFrame:
    """Runs the stations over open leads and writes what changed; within the caller's transaction.

    `moments`: lead id -> the moment for which it is decided, where that is not `at` for all of them.
    `told_stage`, where a person put these leads by hand, outranks the gates, and `told_why` says why.
    `stood`: lead id -> the stage it stood in before it was put where it stands; it enters that stage by this.
    `to_somebody_else`: the owner let a promise break; routing finds another, if there is one.
    Returns the decided frame (lead_id, stage, stage_was, owner_id, ... as the stations leave them).
    """
    version, live_document = live(document)
    parts: list[pl.DataFrame] = []
    for first in range(0, len(lead_ids), BATCH):
        leads = as_arriving(load_leads(lead_ids[first : first + BATCH]), at).filter(
            pl.col("ended_at").is_null()
        )
        if leads.is_empty():
            continue
        if moments is not None:
            leads = _at_their_moments(leads, moments)
        if told_stage is not None:
            leads = leads.with_columns(pl.lit(told_stage).alias("told_stage"))
        if stood is not None:
            leads = _entering(leads, stood)
        if to_somebody_else:
            leads = leads.with_columns(
                pl.col("owner_id").alias("avoid_owner_id"), pl.lit(None, pl.Int64).alias("owner_id")
            )
        run = Run(document=live_document, version_id=version.id, at=at, told_why=told_why)
        run.known_companies = leads.get_column("company_id").drop_nulls().unique().to_list()
        for decided, part_run in run_through(journey, leads, run):
            write_leads(decided, part_run)
            parts.append(decided)
    return pl.concat(parts, how="diagonal") if parts else empty()


def as_arriving(leads: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Loaded leads as the stations expect them: nothing new was said and no pass is new."""
    return at_moment(leads, at).with_columns(
        pl.lit(False).alias("lead_new"),
        pl.lit(False).alias("person_new"),
        pl.lit(None, pl.Int64).alias("previous_owner_id"),
        pl.lit(None, pl.Int64).alias("avoid_owner_id"),
        pl.lit([], dtype=pl.List(pl.Utf8)).alias("new_kinds"),
    )


def _at_their_moments(leads: pl.DataFrame, moments: Mapping[str, datetime]) -> pl.DataFrame:
    at = pl.Series("at", [moments[lead] for lead in leads.get_column("lead_id")], MOMENT)
    return leads.with_columns(at, at.alias("captured_at"))


def _entering(leads: pl.DataFrame, stood: Mapping[str, str]) -> pl.DataFrame:
    before = pl.Series("stage", [stood[lead] for lead in leads.get_column("lead_id")], pl.Utf8)
    return leads.with_columns(leads.get_column("stage").alias("told_stage"), before)
