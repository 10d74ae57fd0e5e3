"""What people do with a lead: touch it, take a touch back, put it aside. And the verbs of its clocks.

Each is one decision about one lead, under its lock, told in the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

from handraiser.follow_up.clocks import (
    Stopped,
    answer,
    answer_any,
    hand_over,
    leave_stage,
    reopen,
    start_clocks,
    stop_clocks,
)
from handraiser.follow_up.models import Notice, Touch
from handraiser.follow_up.rules import FollowUpRules, TouchKind
from handraiser.follow_up.tick import Due, tick
from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.ledger.operations import Event, record

__all__ = [
    "Due",
    "Stopped",
    "Touched",
    "answer",
    "hand_over",
    "leave_stage",
    "read_notices",
    "snooze",
    "start_clocks",
    "stop_clocks",
    "tick",
    "touch",
    "undo_touch",
    "wake",
]

LONGEST_NOTE = 20_000


class LeadUnknown(Refusal):
    """There is no lead of that id."""


class LeadEnded(Refusal):
    """The pass is over; there is nothing to put aside."""


class TouchRefused(Refusal):
    """A touch whose kind, outcome or note cannot be recorded, or cannot be taken back."""


class SnoozeRefused(Refusal):
    """A lead cannot sleep until a moment that has passed."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A touch that was recorded, and the clocks that it stopped. `first`: nobody had reached out before."""

    touch_id: UUID
    lead_id: UUID
    person_id: UUID
    version_id: UUID
    contact: bool
    first: bool
    stopped: tuple[Stopped, ...]


def touch(
    *,
    lead_id: UUID,
    kind: str,
    outcome: str | None,
    note: str,
    by: int | None,
    at: datetime,
    rules: FollowUpRules,
    direction: Literal["out", "in"] = "out",
    recorded_at: datetime | None = None,
) -> Touched:
    """Record what somebody did (`by` is a staff id), and stop the clocks that waited for it.

    `at` is when it was done; `recorded_at`, if later, when it was told. A promise is kept if it was done in time.
    """
    known = _check(rules, kind, outcome, note)
    recorded_at = recorded_at or at
    if at > recorded_at:
        raise TouchRefused("A touch cannot lie in the future.", field="at")
    with transaction.atomic():
        lead = _locked(lead_id, ended=True)
        made = Touch.objects.create(
            id=new_id(),
            lead=lead,
            person_id=lead.person_id,
            kind=kind,
            direction=direction,
            outcome=outcome,
            contact=known.contact,
            note=_storable(note),
            at=at,
            by_id=by,
            recorded_at=recorded_at,
        )
        explanation: dict[str, object] = {"touch": str(made.id), "kind": kind, "direction": direction}
        explanation |= {"outcome": outcome, "note": made.note}
        _record(lead, "touch.made", at, by, explanation, recorded_at)
        words = [kind, "touch"] if known.contact else [kind]
        stopped = answer_any(lead_ids=[lead_id], words=words, by=_mark(made.id), at=at, actor_id=by)
        _count_touches(lead_id, recorded_at)
    return Touched(
        touch_id=made.id,
        lead_id=lead_id,
        person_id=lead.person_id,
        version_id=lead.version_id,
        contact=known.contact,
        first=known.contact and lead.first_touch_at is None,
        stopped=tuple(stopped),
    )


def undo_touch(*, touch_id: UUID, by: int | None, at: datetime) -> UUID:
    """Take a touch back: it stays in the ledger, and the clocks that it stopped run again. The lead's id."""
    with transaction.atomic():
        found = Touch.objects.filter(id=touch_id).values_list("lead_id", flat=True).first()
        if found is None:
            raise TouchRefused("There is no such touch.")
        lead = _locked(found, ended=True)
        undone = Touch.objects.filter(id=touch_id, undone_at=None).update(undone_at=at)
        if not undone:
            raise TouchRefused("This touch was taken back already.")
        reopened = reopen(stopped_by=_mark(touch_id), at=at)
        explanation = {"touch": str(touch_id), "clocks_running_again": [str(clock) for clock in reopened]}
        _record(lead, "touch.undone", at, by, explanation, at)
        _count_touches(lead.id, at)
    return lead.id


def snooze(*, lead_id: UUID, until: datetime, by: int | None, at: datetime) -> None:
    """Take the lead off the worklist until a moment. Its clocks run on: a promise does not sleep."""
    if until <= at:
        raise SnoozeRefused("Choose a moment that is still to come.", field="until")
    with transaction.atomic():
        lead = _locked(lead_id)
        Lead.objects.filter(id=lead_id).update(snoozed_until=until, updated_at=at)
        _record(lead, "lead.snoozed", at, by, {"until": until.isoformat()}, at)


def wake(*, lead_id: UUID, by: int | None, at: datetime) -> None:
    """Put a snoozed lead back on the worklist now. One that is awake stays so."""
    with transaction.atomic():
        lead = _locked(lead_id)
        if Lead.objects.filter(id=lead_id, snoozed_until__gt=at).update(snoozed_until=None, updated_at=at):
            _record(lead, "lead.woke", at, by, {}, at)


def read_notices(*, user_id: int, at: datetime) -> int:
    """The user has seen their notices up to `at`. How many were new."""
    return Notice.objects.filter(user_id=user_id, read_at=None, at__lte=at).update(read_at=at)


def _check(rules: FollowUpRules, kind: str, outcome: str | None, note: str) -> TouchKind:
    known = rules.touches.kind(kind)
    if known is None:
        kinds = ", ".join(each.key for each in rules.touches.kinds)
        raise TouchRefused(f"There is no kind of touch {kind[:40]!r}. Kinds: {kinds}.", field="kind")
    if outcome is not None and rules.touches.outcome(outcome) is None:
        outcomes = ", ".join(each.key for each in rules.touches.outcomes)
        raise TouchRefused(f"There is no outcome {outcome[:40]!r}. Outcomes: {outcomes}.", field="outcome")
    if len(note) > LONGEST_NOTE:
        raise TouchRefused(f"A note has {LONGEST_NOTE} characters at most.", field="note")
    return known


def _locked(lead_id: UUID, *, ended: bool = False) -> Lead:
    needed = Lead.objects.only("person_id", "version_id", "first_touch_at", "ended_at")
    lead = needed.select_for_update(no_key=True).filter(id=lead_id).first()
    if lead is None:
        raise LeadUnknown("There is no such lead.")
    if lead.ended_at is not None and not ended:
        raise LeadEnded("This lead has ended, so it is on nobody's worklist.")
    return lead


def _count_touches(lead_id: UUID, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE lead_lead SET updated_at = %(at)s,
                (touches, calls, meetings, first_touch_at, last_touch_at) = (
                    SELECT count(*) FILTER (WHERE contact),
                           count(*) FILTER (WHERE kind = 'call'),
                           count(*) FILTER (WHERE kind = 'meeting' OR outcome = 'meeting_booked'),
                           min(at) FILTER (WHERE contact),
                           max(at) FILTER (WHERE contact)
                    FROM follow_up_touch WHERE lead_id = %(lead_id)s AND undone_at IS NULL
                )
            WHERE id = %(lead_id)s
            """,
            {"lead_id": lead_id, "at": at},
        )


def _record(
    lead: Lead,
    kind: str,
    at: datetime,
    by: int | None,
    explanation: Mapping[str, object],
    recorded_at: datetime,
) -> None:
    event = Event(
        kind, at, lead.id, lead.person_id, actor_id=by, version_id=lead.version_id, explanation=explanation
    )
    record(events=[event], at=recorded_at)


def _mark(touch_id: UUID) -> str:
    return f"touch {touch_id}"


def _storable(text: str) -> str:
    """What PostgreSQL can hold: a NUL, or half of a surrogate pair, becomes the mark of a lost character."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
