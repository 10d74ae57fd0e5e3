"""A batch on its way through the stations; in parts where its leads run under different versions."""

from collections.abc import Sequence
from uuid import UUID

import polars as pl

from handraiser.journey.station import Run, Station
from handraiser.kit.frames import where
from handraiser.process.pilots import RunningPilot
from handraiser.route.desk import Desk
from handraiser.staff.queries import Staff

# The leads of one version, and the run that decides them.
Part = tuple[pl.DataFrame, Run]


def run_through(journey: Sequence[Station], frame: pl.DataFrame, run: Run) -> list[Part]:
    """The frame after every station, in order; one part for each version that decides some of the leads."""
    for place, station in enumerate(journey, start=1):
        run.before[station.name] = frame
        frame = station.run(frame, run)
        if station.parts:
            return _through(journey[place:], _parts(frame, run))
    return [(frame, run)]


def whole(parts: Sequence[Part]) -> pl.DataFrame:
    """All leads of the batch in one frame again."""
    frames = [frame for frame, _ in parts]
    return frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal")


def kept_out(pilot: RunningPilot | None, version_id: UUID, staff: Staff) -> frozenset[int]:
    """Who gets no lead of this version by turn: while staff pilot a version, its leads go to them and the others'
    to the others. Teams in which nobody pilots share all leads."""
    if pilot is None:
        return frozenset()
    chosen = {
        member.id
        for member in staff.members
        if member.id in pilot.people or (pilot.team is not None and member.team == pilot.team)
    }
    if version_id != pilot.version_id:
        # Where a whole team pilots there is nobody else to serve the control.
        return frozenset(chosen) if pilot.people else frozenset()
    teams = {member.team for member in staff.members if member.id in chosen}
    return frozenset(
        member.id for member in staff.members if member.team in teams and member.id not in chosen
    )


def _through(journey: Sequence[Station], parts: list[Part]) -> list[Part]:
    decided: list[Part] = []
    desk: Desk | None = None
    for frame, run in parts:
        run.desk = desk
        decided += run_through(journey, frame, run)
        desk = run.desk
    return decided


def _parts(frame: pl.DataFrame, run: Run) -> list[Part]:
    own = str(run.version_id)
    versions = set(frame.get_column("version_id").to_list())
    if versions <= {own}:
        return [(frame, run)]
    parts: list[Part] = []
    for version in sorted(versions, key=lambda version: (version != own, version)):
        leads = where(frame, frame.get_column("version_id") == version)
        parts.append((leads, _run_under(UUID(version), leads, run)))
    return parts


def _run_under(version_id: UUID, leads: pl.DataFrame, run: Run) -> Run:
    """A run of its own for the leads of one version, with the inquiries that belong to them."""
    document = run.document if version_id == run.version_id else run.gather.document(version_id)
    assert document is not None, "the station before lets no lead pass under a version that cannot be read"
    aside = dict(run.aside)
    if "rows" in aside:
        theirs = pl.Series(leads.get_column("person_id")).implode()
        aside["rows"] = aside["rows"].filter(pl.col("person_id").is_in(theirs))
    if "pilot_leads" in aside:
        here = pl.Series(leads.get_column("lead_id")).implode()
        aside["pilot_leads"] = aside["pilot_leads"].filter(pl.col("lead_id").is_in(here))
    return Run(
        document=document,
        version_id=version_id,
        at=run.at,
        gather=run.gather,
        aside=aside,
        pilot=run.pilot,
        known_companies=run.known_companies,
        unread=run.unread,
        told_why=run.told_why,
    )
