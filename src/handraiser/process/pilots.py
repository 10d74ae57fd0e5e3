"""The pilot that runs now: which leads are in it, and in which arm."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import polars as pl
from django.db import connection

from handraiser.process.conditions import Condition

RUNNING = """
SELECT id, version_id, share, condition, team, people FROM process_pilot WHERE ended_at IS NULL
"""
PILOT, CONTROL = "pilot", "control"
BUCKETS = 10_000


@dataclass(frozen=True, slots=True)
class RunningPilot:
    """`share` of the eligible new leads run under `version_id`. `condition` None: all new leads are eligible.

    `team` or `people` (staff ids) get the pilot's leads, and no others of the same teams do.
    """

    id: UUID
    version_id: UUID
    share: float
    condition: Condition | None = None
    team: str | None = None
    people: frozenset[int] = frozenset()

    def arms(self, frame: pl.DataFrame) -> list[str | None]:
        """The arm of each new lead; null for one that is not eligible.

        Columns in: person_id, company_id and those that the condition names. People of one company share an
        arm: they share an owner too, and would otherwise mix the two versions.
        """
        eligible: list[bool | None] = [True] * frame.height
        if self.condition is not None:
            eligible = frame.select(self.condition.expression.alias("eligible"))["eligible"].to_list()
        units = zip(frame.get_column("company_id"), frame.get_column("person_id"), strict=True)
        return [
            self.arm_of(company or person) if joins else None
            for joins, (company, person) in zip(eligible, units, strict=True)
        ]

    def inputs(self, frame: pl.DataFrame) -> pl.Series:
        """`looked_at`: what the condition looks at, for each lead as JSON text."""
        columns = sorted(self.condition.columns - {"at"}) if self.condition is not None else []
        looked = (
            pl.struct(columns).struct.json_encode() if columns else pl.repeat("{}", pl.len(), dtype=pl.Utf8)
        )
        return frame.select(looked.alias("looked_at")).to_series()

    def arm_of(self, unit: str) -> str:
        """The arm of a company or a person, for ever the same: by a hash of pilot and id."""
        number = int.from_bytes(hashlib.sha256(f"{self.id}:{unit}".encode()).digest()[:8], "big")
        return PILOT if number % BUCKETS < round(self.share * BUCKETS) else CONTROL


def running() -> RunningPilot | None:
    """The pilot that has not ended, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(RUNNING)
        row = cursor.fetchone()
    if row is None:
        return None
    pilot_id, version_id, share, condition, team, people = row
    return RunningPilot(
        pilot_id, version_id, share, _read(condition) if condition else None, team, frozenset(people)
    )


@lru_cache(maxsize=16)
def _read(text: str) -> Condition:
    return Condition(text)
