"""Work that time calls for. `config/schedule.py` lists when; each function claims what is due and does it by `flow`.

Any number of workers may call these at once: what one has claimed, the others pass by.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from django.db import transaction
from polars import DataFrame
from polars.exceptions import PolarsError

from handraiser import flow
from handraiser.capture import arrivals
from handraiser.capture.admit import COMES_BACK
from handraiser.capture.queries import stopped, waiting
from handraiser.document import Document
from handraiser.follow_up import tick as follow_up
from handraiser.follow_up.rules import FollowUpRules
from handraiser.follow_up.tick import Due
from handraiser.handoff.queries import sleeping
from handraiser.journey.decide import decide
from handraiser.journey.station import Station
from handraiser.journey.take_in import resume as carry_on
from handraiser.journey.take_in import say_what_became
from handraiser.kit.refusal import Refusal
from handraiser.lead.due import by_version, claim_waking, fading
from handraiser.process.in_flight import Settled, claim_settling
from handraiser.process.models import Pilot, Version
from handraiser.process.pilots import running
from handraiser.process.queries import VersionUnreadable, document_of, live
from handraiser.report.guards import reason_to_stop
from handraiser.route.queries import desk_for, holding, teams_holding
from handraiser.route.step import somebody_is_free
from handraiser.staff.queries import snapshot

log = structlog.get_logger(__name__)


def tick(*, at: datetime, limit: int = 500) -> int:
    """Do what clocks call for at this moment. Returns how many of them did something; call again while many came."""
    with transaction.atomic():
        dues = follow_up.tick(at=at, rules_of=_follow_up_rules, limit=limit)
        for due in dues:
            _react(due)
    return len(dues)


def drain_holding(*, at: datetime, limit: int = 500) -> int:
    """Give leads that wait for an owner to whoever is free now. Returns how many were looked at."""
    routes = [document.route for document in _deciding()]
    desk = desk_for([], staff=snapshot())
    free = [
        team
        for team in teams_holding()
        if any(somebody_is_free(team, desk, rules=route, at=at) for route in routes)
    ]
    with transaction.atomic():
        leads = holding(teams=free, limit=limit) if free else []
        decide(leads, journey=flow.AGAIN, document=Document, at=at)
    return len(leads)


def fade_scores(*, at: datetime, limit: int = 1_000) -> int:
    """Count scores again that have faded for a day. Returns how many."""
    with transaction.atomic():
        leads = fading(at=at, limit=limit)
        decide(leads, journey=flow.AGAIN, document=Document, at=at)
    return len(leads)


def wake_recycled(*, at: datetime, limit: int = 500) -> int:
    """People whose wait in nurture is over start a new pass, by the same gate as everybody. Returns how many."""
    with transaction.atomic():
        people = claim_waking(at=at, limit=limit)
        if not people:
            return 0
        rows = [{"external_id": str(person), "source": "recycle"} for person in people]
        results = flow.take_in_file(arrivals.arrivals(rows, door=COMES_BACK, system="person", at=at), at=at)
        for version_id, leads in by_version(results.get_column("lead_id").drop_nulls().to_list()):
            decide(
                leads,
                journey=flow.AGAIN,
                document=Document,
                at=at,
                told_stage=document_of(version_id, Document).recycle.stage,
                told_why="came back from nurture",
            )
    return len(people)


def settle(*, at: datetime, limit: int = 1_000) -> int:
    """Decide leads anew that a publication moved to another version, each when its moment has come. Returns how many."""
    with transaction.atomic():
        settled = claim_settling(at=at, limit=limit)
        for quiet, journey in ((False, flow.AGAIN), (True, flow.QUIETLY)):
            _settle([lead for lead in settled if lead.quiet is quiet], journey, at)
    return len(settled)


def guard_pilot(*, at: datetime) -> int:
    """Stop the pilot if a guard rail is reached, or if nobody is left to work its leads. Returns 1 if it was stopped."""
    pilot = Pilot.objects.filter(ended_at=None).first()
    why = reason_to_stop(pilot, staff=snapshot()) if pilot is not None else None
    if pilot is None or why is None:
        return 0
    flow.stop_pilot(pilot_id=pilot.id, why=why, at=at)
    log.warning("pilot.stopped", pilot=str(pilot.id), why=why)
    return 1


def wake_on_hold(*, at: datetime, limit: int = 500) -> int:
    """Opportunities that slept until now are open again. Returns how many."""
    with transaction.atomic():
        leads = sleeping(at=at, limit=limit)
        for lead_id in leads:
            flow.close_opportunity(lead_id=lead_id, state="open", by=None, at=at)
    return len(leads)


def resume(*, at: datetime, limit: int = 1_000) -> int:
    """Decide inquiries that a door left behind durable but undecided: it crashed. Returns how many there were."""
    return _carry_on(partial(waiting, at=at, limit=limit), at)


def retry_stopped(*, at: datetime, limit: int = 1_000) -> int:
    """Run inquiries again that stopped, in case the cause is mended by now. Returns how many there were."""
    return _carry_on(partial(stopped, at=at, limit=limit), at)


def _settle(settled: Sequence[Settled], journey: Sequence[Station], at: datetime) -> None:
    """First where they stand, since that may be a stage that they enter by this; then how far they go."""
    stages = {lead.lead_id: lead.was_stage for lead in settled if lead.was_stage is not None}
    why = "its stage has another place in the new version"
    decide(list(stages), journey=journey, document=Document, at=at, stood=stages, told_why=why)
    decide([lead.lead_id for lead in settled], journey=journey, document=Document, at=at)


def _deciding() -> list[Document]:
    """The documents by which new leads are decided: the live one, and that of a pilot."""
    _, document = live(Document)
    pilot = running()
    return [document] if pilot is None else [document, document_of(pilot.version_id, Document)]


def _carry_on(find: Callable[[], DataFrame], at: datetime) -> int:
    return carry_on(find, journey=flow.JOURNEY, document=Document, at=at, store=say_what_became)


def _react(due: Due) -> None:
    """What follows from one clock. If it cannot be done, that is told, and the others go on."""
    if due.what not in flow.WHEN_DUE:
        return
    try:
        with transaction.atomic():
            flow.WHEN_DUE[due.what](due)
    except (Refusal, LookupError, ValueError, PolarsError) as refused:
        log.warning("clock.nothing_to_do", what=due.what, lead=str(due.lead_id), why=str(refused))


def _follow_up_rules(version_id: UUID) -> FollowUpRules | None:
    """The promises of the version under which a clock was started."""
    try:
        return document_of(version_id, Document).follow_up
    except (VersionUnreadable, Version.DoesNotExist):
        # Its promises still break and are told; only nobody is escalated to.
        return None
