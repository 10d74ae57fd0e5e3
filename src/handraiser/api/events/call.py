"""`POST /events`: store behaviour, and decide the leads that it is about again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from handraiser import flow
from handraiser.api.body import read_json
from handraiser.api.door import door
from handraiser.api.events.reading import Read, read
from handraiser.api.events.shape import EventAnswer, EventAnswers, EventIn, EventList
from handraiser.api.inquiries.reading import unpack
from handraiser.api.keys import CallRequest
from handraiser.api.problems import INVALID, Problem
from handraiser.api.replies import one_or_many
from handraiser.score.models import Behaviour
from handraiser.staff.permissions import may_import, require

DESCRIPTION = """Tell what people did: one event, or up to 1,000 (an object, a bare list, or `{"events": [...]}`).

An event of somebody whose mail nobody has sent in yet is kept, and counts from the moment they are captured. An
event with an `id` is stored once, however often it is sent. One object is answered with 201, or 200 when it was
known, or 422; in a list each entry is answered by itself."""

LATER = "Nobody with this mail is known yet; it is kept until they are."
# So many locks at most are held by one call, however many events it brings.
BUCKETS = 64
LOCK = 0x68726576  # A number of our own, so that no other use of advisory locks meets these.


@door.post(
    "/events",
    response={200: EventAnswer | EventAnswers, 201: EventAnswer},
    openapi_extra=one_or_many(EventIn, EventList),
    operation_id="see_events",
    summary="Send behaviour",
    description=DESCRIPTION,
    tags=["Capture"],
)
def see_events(request: CallRequest) -> HttpResponse:
    """Store behaviour."""
    require(may_import, request.auth.user)
    at = timezone.now()
    sent = unpack(read_json(request), member="events")
    reads = read(sent.entries, user_id=request.auth.user.pk, at=at)
    if sent.single and reads[0].seen is None:
        raise Problem(INVALID, reads[0].faults[0].message, errors=reads[0].faults)
    answers = _answers(reads, known=_see(reads, at))
    if sent.single:
        status = 201 if answers[0]["result"] == "new" else 200
        return HttpResponse(orjson.dumps(answers[0]), status=status, content_type="application/json")
    return HttpResponse(orjson.dumps({"results": answers}), content_type="application/json")


def _see(reads: Sequence[Read], at: datetime) -> set[UUID]:
    """Store what is new. Returns the ids of events that were stored before."""
    named = {read.seen.id for read in reads if read.told_id and read.seen and read.seen.id}
    with transaction.atomic():
        known = _stored(named)
        fresh = {
            read.seen.id: read.seen for read in reversed(reads) if read.seen and read.seen.id not in known
        }
        flow.see(seen=list(reversed(fresh.values())), at=at)
    return known


def _stored(named: set[UUID]) -> set[UUID]:
    """Which of the named events are stored. The same id sent twice at this moment waits for the first."""
    if not named:
        return set()
    buckets = sorted({event_id.int % BUCKETS for event_id in named})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, bucket) FROM unnest(%s::int[]) AS b(bucket)", [LOCK, buckets]
        )
    return set(Behaviour.objects.filter(id__in=named).values_list("id", flat=True))


def _answers(reads: Sequence[Read], *, known: set[UUID]) -> list[dict[str, Any]]:
    told = set(known)
    answers: list[dict[str, Any]] = []
    for index, each in enumerate(reads):
        if each.seen is None:
            first = each.faults[0]
            reason = f"{first.field}: {first.message}" if first.field else first.message
            answer: dict[str, Any] = {"result": "refused", "event": None, "person": None, "reason": reason}
        else:
            assert each.seen.id is not None
            result = "same" if each.seen.id in told else "new"
            told.add(each.seen.id)
            person = each.seen.person_id
            reason_later = None if person else LATER
            answer = {"result": result, "event": each.seen.id, "person": person, "reason": reason_later}
        errors = [fault.as_json() for fault in each.faults]
        answers.append({"index": index, **answer, "errors": errors})
    return answers
