"""What decisions stand on beside their own event: versions, the staff of then, pilots. Read once and kept."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from handraiser.document import Document
from handraiser.process.conditions import Condition
from handraiser.process.digests import digest_of
from handraiser.process.models import Pilot, Version
from handraiser.process.pilots import RunningPilot
from handraiser.process.queries import VersionUnreadable, document_of
from handraiser.replay.verdict import Cause
from handraiser.staff.queries import Staff
from handraiser.staff.rosters import calendar_data, kept

KEPT = 256
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A version as it can be used: its document, or why there is none. `tampered`: its text is not what was published."""

    number: str
    document: Document | None
    why: str = ""
    tampered: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """The staff of then. `other_calendars`: public holidays or time zones are counted by other data now."""

    staff: Staff
    other_calendars: bool

    @property
    def otherwise(self) -> Cause:
        """The cause of a difference in a time that was counted by a calendar."""
        return Cause.CALENDAR_CHANGED if self.other_calendars else Cause.OTHER_RESULT


class World:
    """Answers for one replay."""

    def __init__(self) -> None:
        self._rulings: OrderedDict[UUID, Ruling] = OrderedDict()
        self._rosters: OrderedDict[str, Roster | None] = OrderedDict()
        self._pilots: OrderedDict[str, RunningPilot | None] = OrderedDict()

    def ruling(self, version_id: UUID) -> Ruling:
        """The version that decided."""
        return _remembered(self._rulings, version_id, _ruling)

    def roster(self, digest: str) -> Roster | None:
        """The staff that was kept under the digest; None where it is not there any more."""
        return _remembered(self._rosters, digest, _roster)

    def pilot(self, pilot_id: str) -> RunningPilot | None:
        """A pilot, ended or not."""
        return _remembered(self._pilots, pilot_id, _pilot)


def _remembered(known: "OrderedDict[K, V]", key: K, find: Callable[[K], V]) -> V:
    if key not in known:
        known[key] = find(key)
        if len(known) > KEPT:
            known.popitem(last=False)
    return known[key]


def _ruling(version_id: UUID) -> Ruling:
    version = Version.objects.filter(id=version_id).first()
    if version is None:
        return Ruling(str(version_id), None, f"there is no version {version_id}")
    if digest_of(version.text) != version.digest:
        return Ruling(version.number, None, f"version {version.number} has another text", tampered=True)
    try:
        return Ruling(version.number, document_of(version_id, Document))
    except VersionUnreadable as unreadable:
        return Ruling(version.number, None, str(unreadable))


def _roster(digest: str) -> Roster | None:
    found = kept(digest)
    return None if found is None else Roster(found[0], dict(found[1]) != dict(calendar_data()))


def _pilot(pilot_id: str) -> RunningPilot | None:
    found = Pilot.objects.filter(id=pilot_id).first()
    if found is None:
        return None
    condition = Condition(found.condition) if found.condition else None
    return RunningPilot(
        found.id, found.version_id, found.share, condition, found.team, frozenset(found.people)
    )
