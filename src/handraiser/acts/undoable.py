"""Which acts can be undone, and why another cannot: it is too long ago, or something has happened since."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, F

from handraiser.acts.images import IMAGE
from handraiser.acts.models import Act
from handraiser.kit.refusal import Refusal
from handraiser.ledger.models import Event
from handraiser.ledger.queries import UNDONE
from handraiser.staff.queries import snapshot

MINUTES = 10

# What happened since: neither known before the act, nor of the act, nor undone itself. What a person did says most.
SINCE = f"""
SELECT DISTINCT ON (a.id) a.id, e.kind, e.actor_id
FROM acts_act a JOIN ledger_event e ON e.lead_id = a.lead_id
WHERE a.id = ANY(%(acts)s::uuid[]) AND e.kind <> '{UNDONE}' AND e.id <> ALL(a.known) AND e.id <> ALL(a.events)
  AND NOT EXISTS (
    SELECT 1 FROM ledger_event u
    WHERE u.lead_id = e.lead_id AND u.kind = '{UNDONE}' AND u.explanation->'events' @> to_jsonb(e.id))
ORDER BY a.id, e.actor_id IS NULL, e.id
"""
# What no event tells: somebody wrote over a fact, or the person is back with a new pass.
CHANGED = f"""
SELECT a.id, EXISTS (
    SELECT 1 FROM lead_lead o WHERE o.person_id = a.person_id AND o.id <> a.lead_id AND o.ended_at IS NULL)
    AND a.before->'leads'->0->>'ended_at' IS NULL,
  now - 'people' - 'companies' <> a.after - 'people' - 'companies'
  OR (a.before->'people' <> a.after->'people' AND now->'people' <> a.after->'people')
  OR (a.before->'companies' <> a.after->'companies' AND now->'companies' <> a.after->'companies')
FROM (SELECT a.*, l.person_id, {IMAGE} AS now FROM acts_act a JOIN lead_lead l ON l.id = a.lead_id
      WHERE a.id = ANY(%(acts)s::uuid[])) a
"""


# How it is said.
HAPPENED = {
    "touch.made": "a touch was logged",
    "touch.undone": "a touch was taken back",
    "question.answered": "a question was answered",
    "person.corrected": "facts were corrected",
    "person.identified": "the person came in again",
    "behaviour.seen": "behaviour was seen",
    "lead.moved": "it was moved to another stage",
    "stage.moved": "it was moved to another stage",
    "lead.reassigned": "it was given to somebody",
    "lead.assigned": "it was given to somebody",
    "lead.held": "it waits for an owner",
    "lead.graded": "it was graded anew",
    "lead.scored": "it was scored anew",
    "lead.ended": "its pass ended",
    "lead.snoozed": "it was set aside",
    "lead.woke": "it was woken",
    "lead.version_moved": "it went on under another version",
    "lead.offered": "it was offered to sales",
    "handoff.accepted": "the offer was accepted",
    "handoff.rejected": "the offer was rejected",
    "handoff.expired": "the offer ran out",
    "handoff.withdrawn": "the offer was withdrawn",
    "clock.warned": "a clock warned",
    "clock.breached": "a promise was broken",
    "clock.escalated": "a broken promise was escalated",
    "clock.started": "a clock was started",
    "clock.stopped": "a clock was stopped",
    "clock.met": "a promise was kept",
}


class NothingToUndo(Refusal):
    """There is no act that could be undone, or it was undone already."""


class TooLate(Refusal):
    """An act can be undone for some minutes only."""


class MovedOn(Refusal):
    """Something has happened to the lead since."""


def last_act(lead_id: UUID, *, at: datetime) -> Act | None:
    """The last act on the lead, if it can be undone now."""
    act = Act.objects.filter(lead_id=lead_id, undone_at=None).order_by("-at").select_related("by").first()
    return act if act is not None and not refusals([act], at=at) else None


def just_done(*, by: int, at: datetime, limit: int) -> list[tuple[Act, int]]:
    """What somebody did in the last minutes, the newest first: of each stroke an act, and to how many leads it was.

    Where some of its acts were undone, it is one of the others.
    """
    lately = Act.objects.filter(by_id=by, at__gte=at - timedelta(minutes=MINUTES))
    leads = dict(lately.values_list("stroke").annotate(leads=Count("id")))
    one_each = lately.order_by("stroke", F("undone_at").asc(nulls_first=True), "lead_id").distinct("stroke")
    acts = sorted(one_each.select_related("lead__person", "by"), key=lambda act: act.at, reverse=True)
    return [(act, leads[act.stroke]) for act in acts[:limit]]


def told_by(acts: Sequence[Act]) -> dict[UUID, Event]:
    """By act the event of the ledger that tells of it. The others follow from it, or tell of its clocks."""
    whose = {event_id: act for act in acts for event_id in act.events}
    first: dict[UUID, Event] = {}
    for event in Event.objects.filter(id__in=whose).exclude(kind__startswith="clock.").order_by("id"):
        act = whose[event.id]
        if event.actor_id == act.by_id:
            first.setdefault(act.id, event)
    return first


def act_to_undo(lead_id: UUID, *, stroke: UUID | None = None) -> Act:
    """The act of that stroke on the lead, or the last one; whether or not it still can be undone.

    The last one may be undone already: who asks twice must not undo the one before. Raises `NothingToUndo`.
    """
    acts = Act.objects.filter(lead_id=lead_id).order_by("-at")
    act = (acts.filter(stroke=stroke) if stroke else acts).first()
    if act is None:
        raise _nothing()
    return act


def of_stroke(stroke: UUID, lead_id: UUID | None = None) -> list[Act]:
    """The acts of one stroke, which have one author; all, or that on one lead. Raises `NothingToUndo`."""
    found = Act.objects.filter(stroke=stroke).order_by("lead_id")
    acts = list(found.filter(lead_id=lead_id) if lead_id else found)
    if not acts:
        raise _nothing()
    return acts


def refusals(acts: Sequence[Act], *, at: datetime) -> dict[UUID, Refusal]:
    """Why acts cannot be undone, by their ids; those that can are not in it."""
    refused: dict[UUID, Refusal] = {}
    for act in acts:
        if act.undone_at is not None:
            refused[act.id] = NothingToUndo(f"{_name(act.undone_by_id)} has undone this already.")
        elif at > act.at + timedelta(minutes=MINUTES):
            refused[act.id] = TooLate(f"An act can be undone for {MINUTES} minutes; that was longer ago.")
    left = [act.id for act in acts if act.id not in refused]
    if left:
        with connection.cursor() as cursor:
            cursor.execute(CHANGED, {"acts": left})
            for act_id, back, changed in cursor.fetchall():
                if back:
                    refused[act_id] = MovedOn("The person has come back since: a new pass has begun.")
                elif changed:
                    refused[act_id] = MovedOn("The lead has changed since.")
            cursor.execute(SINCE, {"acts": left})
            for act_id, kind, who in cursor.fetchall():
                happened = HAPPENED.get(kind, kind.replace(".", " ").replace("_", " "))
                refused[act_id] = MovedOn(
                    f"Since then {happened}, by {_name(who)}. Only the last thing that happened can be undone."
                )
    return refused


def _nothing() -> NothingToUndo:
    return NothingToUndo(f"There is nothing to undo: an act can be undone for {MINUTES} minutes.")


def _name(staff_id: int | None) -> str:
    if staff_id is None:
        return "the process"
    member = snapshot().by_id.get(staff_id)
    return member.name if member is not None else "somebody who left"
