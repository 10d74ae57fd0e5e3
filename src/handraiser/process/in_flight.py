"""Leads in flight: what becomes of open leads when another version goes live."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from handraiser.kit.refusal import Refusal

Settle = Literal["spread", "quiet"]


class PlanRefused(Refusal):
    """The plan names a stage that the version does not have, or leaves some out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`moves`: the stage in which open leads stand -> the stage of the new version in which they go on. Leads of a
    stage that is not named stay on their version.

    `settle`: how the moved are decided anew. `spread`: over that time, with all that follows, so that nobody is
    flooded. `quiet`: grade, score and stage only.
    """

    moves: Mapping[str, str] = field(default_factory=dict)
    settle: Settle = "spread"
    over: timedelta = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many open leads stand in a stage under a version."""

    version_id: UUID
    stage: str
    leads: int


COUNTS = """
SELECT version_id, stage, count(*) FROM lead_lead
WHERE ended_at IS NULL AND version_id <> %s GROUP BY version_id, stage ORDER BY count(*) DESC, stage
"""
LEADS = """
SELECT id::text FROM lead_lead
WHERE ended_at IS NULL AND version_id <> %s AND stage = ANY(%s) ORDER BY opened_at DESC, id LIMIT %s
"""
# In the order of id, as everybody who locks several leads does.
MOVE = """
WITH chosen AS (
    SELECT l.id, l.person_id, l.version_id AS was_version, l.stage AS was_stage, m.there
    FROM lead_lead l JOIN unnest(%(here)s::text[], %(there)s::text[]) AS m(here, there) ON m.here = l.stage
    WHERE l.ended_at IS NULL AND l.version_id <> %(version)s AND (%(only)s::uuid IS NULL OR l.version_id = %(only)s)
    ORDER BY l.id FOR UPDATE OF l
), moved AS (
    UPDATE lead_lead l SET
        version_id = %(version)s,
        stage = c.there,
        furthest_stage = CASE WHEN l.furthest_stage = ANY(%(stages)s) THEN l.furthest_stage ELSE c.there END,
        stage_entered_at = CASE WHEN c.there = c.was_stage THEN l.stage_entered_at ELSE %(at)s END,
        updated_at = %(at)s
    FROM chosen c WHERE l.id = c.id
), told AS (
    INSERT INTO ledger_event (id, kind, at, recorded_at, lead_id, person_id, actor_id, version_id, explanation)
    SELECT gen_random_uuid(), 'lead.version_moved', %(at)s, %(at)s, c.id, c.person_id, %(by)s, %(version)s,
        jsonb_build_object('from_version', c.was_version, 'from', c.was_stage, 'to', c.there, 'why', %(why)s::text)
    FROM chosen c
), settling AS (
    INSERT INTO process_settling (lead_id, version_id, was_stage, due_at, quiet)
    SELECT c.id, %(version)s, nullif(c.was_stage, c.there), %(at)s + %(over)s * ((row_number() OVER (ORDER BY c.id) - 1)::float8
        / count(*) OVER ()), %(quiet)s
    FROM chosen c
    ON CONFLICT (lead_id) DO UPDATE
        SET version_id = EXCLUDED.version_id, was_stage = EXCLUDED.was_stage, due_at = EXCLUDED.due_at, quiet = EXCLUDED.quiet
)
SELECT id::text FROM chosen WHERE there <> was_stage ORDER BY id
"""


def standing(*, besides: UUID) -> list[Standing]:
    """Open leads that run under another version than this, counted by version and stage."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [besides])
        return [Standing(*row) for row in cursor.fetchall()]


def leads_in(stages: Sequence[str], *, besides: UUID, limit: int) -> list[str]:
    """Open leads in these stages that run under another version than this, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(LEADS, [besides, list(stages), limit])
        return [lead for (lead,) in cursor.fetchall()]


def refuse_plan(plan: Plan, *, stages: Iterable[str]) -> None:
    """Raises PlanRefused where the plan leads into a stage that is not among those of the version."""
    known = list(stages)
    for here, there in plan.moves.items():
        if there not in known:
            raise PlanRefused(
                f"Leads in '{here}' cannot go to '{there}': the version has no such stage. "
                f"It has {', '.join(known)}.",
                field=here,
            )
    if plan.settle == "spread" and plan.over < timedelta(0):
        raise PlanRefused("A spread cannot be shorter than nothing.", field="over")


def move(
    *,
    plan: Plan,
    to: UUID,
    stages: Sequence[str],
    why: str,
    by: int | None,
    at: datetime,
    only_from: UUID | None = None,
) -> list[str]:
    """Put open leads on another version as the plan says; within the caller's transaction.

    `only_from`: of leads under this version only. Returns the ids of those whose stage has another key now.
    """
    if not plan.moves:
        return []
    values: dict[str, Any] = {
        "here": list(plan.moves),
        "there": list(plan.moves.values()),
        "version": to,
        "only": only_from,
        "stages": list(stages),
        "why": why,
        "by": by,
        "at": at,
        "over": plan.over if plan.settle == "spread" else timedelta(0),
        "quiet": plan.settle == "quiet",
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, values)
        return [lead for (lead,) in cursor.fetchall()]


CLAIM = """
DELETE FROM process_settling WHERE lead_id IN (
    SELECT lead_id FROM process_settling WHERE due_at <= %s ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING lead_id::text, was_stage, quiet
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """A moved lead whose moment has come. `was_stage`: where it stood, if its stage has another key now."""

    lead_id: str
    was_stage: str | None
    quiet: bool


def claim_settling(*, at: datetime, limit: int) -> list[Settled]:
    """Moved leads whose moment has come, each claimed once."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [at, limit])
        return sorted((Settled(*row) for row in cursor.fetchall()), key=lambda settled: settled.lead_id)
