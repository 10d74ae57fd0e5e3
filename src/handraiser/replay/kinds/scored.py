"""The score again, out of the behaviour that was known at the moment."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import orjson
import polars as pl
from django.db import connection

from handraiser.document import Document
from handraiser.replay.verdict import Cause, Recorded, Verdict, compared
from handraiser.replay.world import World
from handraiser.score.step import BEHAVIOUR_SCHEMA, score

# In the order in which it became known of each person.
LEARNED = """
SELECT person_id::text, at, kind, properties::text FROM score_behaviour
WHERE person_id = ANY(%s::uuid[]) ORDER BY person_id, learned
"""
# What somebody did: (at, kind, properties).
Did = tuple[datetime, str, str]


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Score and its reasons. The behaviour must be the very same by number and checksum."""
    known = _learned({event.person_id for event in events if event.person_id is not None})
    rows = [
        (event.id, kind, at, properties)
        for event in events
        for at, kind, properties in _known_to(event, known.get(event.person_id or "", []))
    ]
    behaviour = pl.DataFrame(rows, schema=BEHAVIOUR_SCHEMA, orient="row")
    # One person for each decision, since the same person was scored at many moments.
    frame = pl.DataFrame(
        {"person_id": [event.id for event in events], "at": [event.at for event in events]},
        schema={"person_id": pl.Utf8(), "at": BEHAVIOUR_SCHEMA["at"]},
    )
    scored = score(frame, behaviour, rules=document.score)
    found = scored.select("score", "score_reasons", "seen_count", "seen_mark").iter_rows()
    return [
        _verdict(event, points, reasons, [count, mark])
        for event, (points, reasons, count, mark) in zip(events, found, strict=True)
    ]


def _verdict(event: Recorded, points: float, reasons: str, seen: list[int]) -> Verdict:
    told = event.told
    changed = seen != told["seen"]
    return compared(
        {"score": told["score"], "rules": told["rules"], "seen": told["seen"]},
        {"score": points, "rules": orjson.loads(reasons), "seen": seen},
        otherwise=Cause.BEHAVIOUR_CHANGED if changed else Cause.OTHER_RESULT,
    )


def _known_to(event: Recorded, learned: list[Did]) -> list[Did]:
    """What counted: as many as were seen, of what had happened by then, the first learned first."""
    happened = [did for did in learned if did[0] <= event.at]
    return happened[: event.told["seen"][0]]


def _learned(person_ids: set[str]) -> dict[str, list[Did]]:
    by_person: defaultdict[str, list[Did]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(LEARNED, [list(person_ids)])
        for person, *did in cursor:
            by_person[person].append((did[0], did[1], did[2]))
    return by_person
