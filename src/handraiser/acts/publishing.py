"""Publish a version with a plan for the leads in flight: one step, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted
from handraiser.document import Document
from handraiser.follow_up.clocks import leave_stage
from handraiser.ledger.operations import Event
from handraiser.process import in_flight
from handraiser.process.in_flight import Plan, refuse_plan
from handraiser.process.models import State, Version
from handraiser.process.operations import publish_version
from handraiser.process.queries import document_of


def publish(
    *,
    version_id: UUID,
    plan: Plan,
    instead_of: UUID | None,
    by: int | None,
    why: str = "",
    number: str | None = None,
    unreviewed: bool = False,
    at: datetime,
) -> Acted[Version]:
    """The version goes live and the leads in flight stay or move as planned. A version that was live once is
    published again under a new number: that is how one rolls back."""
    again = Version.objects.get(id=version_id).state == State.RETIRED
    version = publish_version(
        version_id=version_id,
        document=Document,
        instead_of=instead_of,
        at=at,
        by=by,
        note=why,
        number=number,
        unreviewed=unreviewed,
    )
    moved = move_in_flight(plan=plan, to=version.id, why=f"version {version.number} went live", by=by, at=at)
    told = {
        "number": version.number,
        "instead_of": str(instead_of) if instead_of else None,
        "again": str(version_id) if again else None,
        "unreviewed": unreviewed,
        "why": why,
        "plan": plan_in_words(plan),
        "stages_changed": moved,
    }
    return Acted(version, [version_event("version.published", version, by=by, at=at, told=told)])


def move_in_flight(
    *, plan: Plan, to: UUID, why: str, by: int | None, at: datetime, only_from: UUID | None = None
) -> int:
    """Moves open leads to another version. Promises made in a stage that is left lapse; how many leads left theirs."""
    stages = [stage.key for stage in document_of(to, Document).stages]
    refuse_plan(plan, stages=stages)
    left = in_flight.move(plan=plan, to=to, stages=stages, why=why, by=by, at=at, only_from=only_from)
    leave_stage(lead_ids=left, at=at, actor_id=by)
    return len(left)


def version_event(
    kind: str, version: Version, *, by: int | None, at: datetime, told: Mapping[str, object]
) -> Event:
    """An event about a version, and no lead."""
    return Event(kind=kind, at=at, actor_id=by, version_id=version.id, explanation=told)


def plan_in_words(plan: Plan) -> dict[str, object]:
    """The plan as the ledger keeps it."""
    told = asdict(plan)
    return {**told, "moves": dict(plan.moves), "over": plan.over.total_seconds()}
