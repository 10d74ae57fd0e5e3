"""What came of making one decision again, and the closed list of causes why it is not the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

Told = Mapping[str, Any]


class Cause(StrEnum):
    """Why a decision differs, or cannot be made again."""

    OTHER_RESULT = "other result"
    BEHAVIOUR_CHANGED = "behaviour changed or deleted since"
    CALENDAR_CHANGED = "calendar data changed"
    TEXT_TAMPERED = "the document's text was changed"
    INPUTS_MISSING = "inputs missing"
    VERSION_UNREADABLE = "version unreadable"
    UNKNOWN_KIND = "unknown kind"


# With these there is nothing to compare: the decision is counted, named and left.
NOT_REPLAYABLE = frozenset((Cause.INPUTS_MISSING, Cause.VERSION_UNREADABLE, Cause.UNKNOWN_KIND))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the ledger holds it."""

    id: str
    kind: str
    at: datetime
    recorded_at: datetime
    lead_id: str | None
    person_id: str | None
    actor_id: int | None
    version_id: UUID | None
    told: Told


@dataclass(frozen=True, slots=True)
class Verdict:
    """`cause` None: made again, and the same. `recorded` and `recomputed` hold the members that differ."""

    cause: Cause | None = None
    detail: str = ""
    recorded: Told | None = None
    recomputed: Told | None = None


SAME = Verdict()


def compared(recorded: Told, recomputed: Told, *, otherwise: Cause = Cause.OTHER_RESULT) -> Verdict:
    """The verdict on two results, member by member; where they differ it is for the cause `otherwise`."""
    unlike = [
        name for name in {**recorded, **recomputed} if recorded.get(name, ...) != recomputed.get(name, ...)
    ]
    if not unlike:
        return SAME
    return Verdict(
        otherwise,
        recorded={name: recorded.get(name) for name in unlike},
        recomputed={name: recomputed.get(name) for name in unlike},
    )


def without(what: str) -> Verdict:
    """The verdict on an event that does not hold what the decision looked at."""
    return Verdict(Cause.INPUTS_MISSING, detail=what)
