"""The station at which a batch is told under which version of the document each lead goes on."""

from uuid import UUID

import polars as pl

from handraiser.journey.station import Run, station
from handraiser.kit.frames import narrow, put
from handraiser.process.pilots import PILOT


@station(
    reads={"lead_new", "company_id", "person_id", "version_id"},
    writes={"version_id"},
    parts=True,
)
def version(frame: pl.DataFrame, run: Run) -> pl.DataFrame:
    """The version that decides each lead: a pass stays under its own, a new one comes under the live or the pilot's.

    Lays aside `pilot_leads`, the new leads with their arm. A lead whose version cannot be read any more goes on
    under the live one, from its first stage if that one does not know the lead's.
    """
    own = str(run.version_id)
    is_new: list[bool] = frame.get_column("lead_new").to_list()
    versions: list[str] = [
        own if new or was is None else was
        for new, was in zip(is_new, frame.get_column("version_id").to_list(), strict=True)
    ]
    run.pilot = run.gather.pilot()
    if run.pilot is not None:
        arms = run.pilot.arms(frame)
        entering = [arm if new else None for arm, new in zip(arms, is_new, strict=True)]
        versions = [
            str(run.pilot.version_id) if arm == PILOT else version
            for arm, version in zip(entering, versions, strict=True)
        ]
        leads = put(
            narrow(frame, ("lead_id", "at", "person_id", "company_id")),
            pl.Series("arm", entering, pl.Utf8()),
            run.pilot.inputs(frame),
        ).drop_nulls("arm")
        run.aside["pilot_leads"] = leads
    unreadable = {version for version in set(versions) - {own} if run.gather.document(UUID(version)) is None}
    frame = put(frame, pl.Series("version_id", versions, pl.Utf8()))
    return frame if not unreadable else _under_the_live(frame, run, unreadable)


def _under_the_live(frame: pl.DataFrame, run: Run, unreadable: set[str]) -> pl.DataFrame:
    stages = [stage.key for stage in run.document.stages]
    moved = pl.col("version_id").is_in(list(unreadable))
    unknown = moved & ~pl.col("stage").is_in(stages)
    told = pl.col("told_stage") if "told_stage" in frame.columns else pl.lit(None, pl.Utf8)
    return frame.with_columns(
        pl.when(unknown).then(pl.lit(run.document.lead.first_stage)).otherwise(told).alias("told_stage"),
        pl.when(moved).then(pl.lit(str(run.version_id))).otherwise("version_id").alias("version_id"),
    )
