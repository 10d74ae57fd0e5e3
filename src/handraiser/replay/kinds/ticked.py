"""What the tick did with a clock, again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handraiser.document import Document
from handraiser.follow_up.advance import Running, advance
from handraiser.follow_up.telling import Telling
from handraiser.replay.frames import moment
from handraiser.replay.verdict import Recorded, Told, Verdict, compared, without
from handraiser.replay.world import World

NOBODY = UUID(int=0)
RESULT = ("clock", "due_at", "what", "told", "step", "state", "by")


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Warned, broken, escalated or lapsed, and who was told, out of the clock as the tick found it."""
    return [_one(event, document, world) for event in events]


def _one(event: Recorded, document: Document, world: World) -> Verdict:
    roster = world.roster(event.told["staff"])
    if roster is None:
        return without("the staff of then is not kept")
    clock = _running(event)
    move = advance(clock, at=event.recorded_at, rules=document.follow_up, telling=Telling(roster.staff))
    recorded = {"kind": event.kind, "at": event.at, **_result(event.told)}
    made = [{"kind": done.kind, "at": done.at, **_result(done.explanation)} for done in move.events]
    if recorded in made:
        return compared(recorded, recorded)
    nearest = next((each for each in made if each["kind"] == event.kind), {"kind": "nothing"})
    return compared(_in_words(recorded), _in_words(nearest), otherwise=roster.otherwise)


def _result(told: Told) -> dict[str, object]:
    return {name: told[name] for name in RESULT if name in told}


def _in_words(told: Told) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}


def _running(event: Recorded) -> Running:
    found = event.told["found"]
    started, due, following = (moment(found[name]) for name in ("started_at", "due_at", "next_at"))
    assert started is not None
    assert due is not None
    assert following is not None
    return Running(
        id=NOBODY,
        lead_id=UUID(event.lead_id) if event.lead_id else NOBODY,
        person_id=UUID(event.person_id) if event.person_id else NOBODY,
        version_id=event.version_id or NOBODY,
        name=event.told["clock"],
        stage=found["stage"],
        state=found["state"],
        started_at=started,
        warn_at=moment(found["warn_at"]),
        due_at=due,
        next_at=following,
        escalation_step=found["step"],
        calendar=found["calendar"],
        rule=found["rule"],
        owner_id=found["owner_id"],
        team=found["team"],
        ended_at=moment(found["ended_at"]),
        person="",
    )
