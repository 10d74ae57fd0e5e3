"""Undo: for some minutes, and while nothing else has happened to the lead, an act can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection

from handraiser.acts.acted import Acted, event_of
from handraiser.acts.images import put_back
from handraiser.acts.models import Act
from handraiser.acts.remembering import LOCK
from handraiser.acts.undoable import MovedOn, of_stroke, refusals, told_by
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event as Recorded
from handraiser.ledger.operations import Event
from handraiser.ledger.queries import UNDONE

# Whoever comes too late is told so, for a while longer.
KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the leads that are as before the act, and those that stayed, each with the reason."""

    verb: str
    lead_ids: tuple[UUID, ...]
    stayed: Mapping[UUID, str]


def undo(*, stroke: UUID, by: int, at: datetime, lead_id: UUID | None = None) -> Acted[Undone]:
    """Take back what was done at one stroke, to all its leads or to one: they are as before.

    Of several leads those that have moved on stay as they are. Raises a refusal where none can be undone.
    """
    acts = of_stroke(stroke, lead_id)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, {"leads": [act.lead_id for act in acts]})
    # Read again under the lock: of two who undo at once one finds that it is done.
    acts = of_stroke(stroke, lead_id)
    refused = refusals(acts, at=at)
    undone = [act for act in acts if act.id not in refused]
    if not undone:
        raise refused[acts[0].id]
    leads = Lead.objects.in_bulk([act.lead_id for act in undone])
    told = told_by(undone)
    try:
        put_back(acts=[act.id for act in undone], by=by, at=at)
    except IntegrityError as raced:
        raise MovedOn("Somebody was quicker: the lead has changed at this very moment.") from raced
    Act.objects.filter(id__in=[act.id for act in undone]).update(undone_at=at, undone_by=by)
    stayed = {act.lead_id: refused[act.id].message for act in acts if act.id in refused}
    value = Undone(undone[0].verb, tuple(act.lead_id for act in undone), stayed)
    return Acted(value, [_event(act, leads[act.lead_id], told.get(act.id), by, at) for act in undone])


def forget_old(*, at: datetime) -> int:
    """Forget acts that can no longer be undone. How many."""
    return Act.objects.filter(at__lt=at - KEPT).delete()[0]


def _event(act: Act, now: Lead, told: Recorded | None, by: int, at: datetime) -> Event:
    before = act.before["leads"][0]
    explanation: dict[str, object] = {
        "verb": act.verb,
        "event": str(told.id) if told else None,
        "kind": told.kind if told else None,
        "by": act.by_id,
        "at": act.at.isoformat(),
        "events": [str(event_id) for event_id in act.events],
        "from": now.stage,
        "to": before["stage"],
        "owner_id": before["owner_id"],
        "was": now.owner_id,
    }
    return event_of(UNDONE, now, by=by, at=at, told=explanation)
