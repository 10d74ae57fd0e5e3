"""Append to the ledger. Nothing here updates or deletes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from handraiser.kit.identity import new_ids


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `actor_id` None means that the machine decided."""

    kind: str
    at: datetime
    lead_id: UUID | None = None
    person_id: UUID | None = None
    inquiry_id: UUID | None = None
    actor_id: int | None = None
    version_id: UUID | None = None
    explanation: Mapping[str, object] = field(default_factory=dict)


RECORD = """
INSERT INTO ledger_event
    (id, kind, at, recorded_at, lead_id, person_id, inquiry_id, actor_id, version_id, explanation)
SELECT id, kind, at, %s, lead_id, person_id, inquiry_id, actor_id, version_id, explanation::jsonb
FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::uuid[], %s::uuid[], %s::uuid[], %s::bigint[],
            %s::uuid[], %s::text[])
     AS v(id, kind, at, lead_id, person_id, inquiry_id, actor_id, version_id, explanation)
"""


def record(*, events: Iterable[Event], at: datetime) -> None:
    """Append events in the given order; `at` is the moment of recording."""
    events = list(events)
    if not events:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            RECORD,
            [
                at,
                new_ids(len(events)),
                [event.kind for event in events],
                [event.at for event in events],
                [event.lead_id for event in events],
                [event.person_id for event in events],
                [event.inquiry_id for event in events],
                [event.actor_id for event in events],
                [event.version_id for event in events],
                [json.dumps(dict(event.explanation)) for event in events],
            ],
        )
