"""`POST /inquiries`. The body goes straight from JSON to rows; pydantic sees each row once, and nothing twice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils import timezone

from handraiser import flow
from handraiser.api.body import read_json
from handraiser.api.door import door
from handraiser.api.inquiries.answers import Answer, answers_of, is_final
from handraiser.api.inquiries.reading import Read, read, unpack
from handraiser.api.inquiries.shape import InquiryAnswer, InquiryAnswers, InquiryIn, InquiryList
from handraiser.api.keys import CallRequest
from handraiser.api.once import HEADER, LONGEST, Answered, key_of, once
from handraiser.api.problems import INVALID, REFUSED, Problem
from handraiser.api.replies import one_or_many
from handraiser.staff.permissions import may_import, require

DESCRIPTION = """Send one inquiry, or up to 1,000: an object, a bare list, or `{"inquiries": [...]}`.

Each goes through the whole journey before the answer: cleaned, identified, graded, scored, staged, given an owner
and a due time. Whatever is answered with an `inquiry` is stored for good. In a list each entry is answered by
itself, and a bad one does not fail the others. One object is answered with 201, or 200 when it said nothing new,
or 202 when it is kept but could not be decided yet, or 422 when it is refused.

With an `Idempotency-Key` a repeated call is answered as the first one was, and makes nothing new."""

KEY_HEADER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"},
}


@door.post(
    "/inquiries",
    response={200: InquiryAnswer | InquiryAnswers, 201: InquiryAnswer, 202: InquiryAnswer},
    openapi_extra={**one_or_many(InquiryIn, InquiryList), "parameters": [KEY_HEADER]},
    operation_id="take_in_inquiries",
    summary="Send inquiries",
    description=DESCRIPTION,
    tags=["Capture"],
)
def take_in_inquiries(request: CallRequest) -> HttpResponse:
    """Take in inquiries."""
    require(may_import, request.auth.user)
    at = timezone.now()
    key = key_of(request)
    sent = unpack(read_json(request), member="inquiries")
    reads = [read(entry, at=at) for entry in sent.entries]
    if sent.single and reads[0].row is None:
        raise Problem(INVALID, reads[0].faults[0].message, errors=reads[0].faults)
    if key is None:
        answered, repeated = _take_in(reads, sent.single, at), False
    else:
        token_id = request.auth.token_id
        keyed = [_keyed(read, f"api:{token_id}:{key}:{index}") for index, read in enumerate(reads)]
        answered, repeated = once(
            token_id=token_id,
            key=key,
            body=request.body,
            at=at,
            work=lambda: _take_in(keyed, sent.single, at),
        )
    headers = {"Idempotency-Replayed": "true"} if repeated else {}
    return HttpResponse(
        answered.body, status=answered.status, content_type="application/json", headers=headers
    )


def _keyed(read: Read, dedupe_key: str) -> Read:
    return read if read.row is None else Read({**read.row, "dedupe_key": dedupe_key})


def _take_in(reads: Sequence[Read], single: bool, at: datetime) -> Answered:
    results = flow.take_in_together([read.row for read in reads if read.row is not None], door="api", at=at)
    answers = answers_of(reads, results)
    final = all(is_final(answer) for answer in answers)
    if single:
        return Answered(_status(answers[0]), orjson.dumps(answers[0]), final)
    return Answered(200, orjson.dumps({"results": answers}), final)


def _status(answer: Answer) -> int:
    statuses = {"new": 201, "updated": 201, "same": 200, "stopped": 202}
    if answer["result"] == "refused":
        told: dict[str, Any] = {name: value for name, value in answer.items() if name != "errors"}
        raise Problem(REFUSED, str(answer["reason"]), more=told)
    return statuses[answer["result"]]
