"""Begin a pilot; end it by promoting its version or by dropping it, with a plan for its leads."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from handraiser.acts.acted import Acted
from handraiser.acts.flight import in_flight
from handraiser.acts.publishing import move_in_flight, plan_in_words, publish, version_event
from handraiser.document import Document
from handraiser.ledger.operations import Event
from handraiser.process import piloting
from handraiser.process.in_flight import Plan
from handraiser.process.models import Pilot, Version
from handraiser.process.piloting import Ending, PilotPlan
from handraiser.process.queries import live_version


def begin_pilot(*, version_id: UUID, plan: PilotPlan, why: str = "", by: int, at: datetime) -> Acted[Pilot]:
    """A reviewed version takes its share of new leads from now on."""
    pilot = piloting.begin_pilot(version_id=version_id, document=Document, plan=plan, why=why, by=by, at=at)
    told = {"pilot": str(pilot.id), **asdict(plan), "why": why}
    return Acted(pilot, [version_event("version.pilot_begun", pilot.version, by=by, at=at, told=told)])


def promote_pilot(*, pilot_id: UUID, plan: Plan, why: str, by: int, at: datetime) -> Acted[Version]:
    """The pilot's version goes live; leads under other versions stay or move as planned."""
    pilot = piloting.end_pilot(pilot_id=pilot_id, how="promoted", why=why, by=by, at=at)
    published = publish(
        version_id=pilot.version_id, plan=plan, instead_of=pilot.control_id, by=by, why=why, at=at
    )
    return Acted(published.value, [_ended(pilot, plan, by, at), *published.events])


def drop_pilot(
    *, pilot_id: UUID, plan: Plan, why: str, by: int | None, how: Ending = "dropped", at: datetime
) -> Acted[Pilot]:
    """The pilot ends; its open leads stay on its version, or go back to the live one as planned."""
    pilot = piloting.end_pilot(pilot_id=pilot_id, how=how, why=why, by=by, at=at)
    live = live_version()
    assert live is not None, "a pilot runs beside a live version, which nothing but another one replaces"
    move_in_flight(
        plan=plan,
        to=live.id,
        why=f"the pilot of version {pilot.version.number} was {how}",
        by=by,
        at=at,
        only_from=pilot.version_id,
    )
    return Acted(pilot, [_ended(pilot, plan, by, at)])


def stop_pilot(*, pilot_id: UUID, why: str, at: datetime) -> Acted[Pilot]:
    """A guard rail was reached: the pilot ends by itself, and its leads go on quietly under the live version."""
    pilot = Pilot.objects.get(id=pilot_id)
    moves = in_flight(to=pilot.control_id, only_from=pilot.version_id).proposed
    plan = Plan(moves=moves, settle="quiet")
    return drop_pilot(pilot_id=pilot_id, plan=plan, why=why, by=None, how="stopped", at=at)


def _ended(pilot: Pilot, plan: Plan, by: int | None, at: datetime) -> Event:
    told = {
        "pilot": str(pilot.id),
        "how": pilot.ended_how,
        "why": pilot.ended_why,
        "plan": plan_in_words(plan),
    }
    return version_event("version.pilot_ended", pilot.version, by=by, at=at, told=told)
