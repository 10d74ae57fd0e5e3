"""The staff as it was: what a decision knew of the people is kept, so that it can be made again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

import orjson
from django.db import transaction

from handraiser.kit.identity import new_id
from handraiser.staff.models import Roster
from handraiser.staff.queries import Member, Staff, TeamRecord

# The newest staff with its digest; and the digests that are known to be stored for good.
_newest: tuple[Staff, str] | None = None
_stored: set[str] = set()


def digest_of(staff: Staff) -> str:
    """The digest under which this state of the staff is kept; counted once for each object."""
    global _newest
    newest = _newest
    if newest is not None and newest[0] is staff:
        return newest[1]
    digest = digest_under(staff, calendar_data())
    _newest = (staff, digest)
    return digest


def digest_under(staff: Staff, calendars: Mapping[str, str]) -> str:
    """The digest of this state of the staff where working time is counted by that calendar data."""
    return hashlib.sha256(_text(staff, calendars)).hexdigest()[:32]


def keep(staff: Staff, *, at: datetime) -> None:
    """Keep this state of the staff, within the caller's transaction. Most calls find it kept already."""
    digest = digest_of(staff)
    if digest in _stored:
        return
    if not Roster.objects.filter(digest=digest).exists():
        told = orjson.loads(_text(staff, calendar_data()))
        Roster.objects.create(id=new_id(), digest=digest, told=told, kept_at=at)
    transaction.on_commit(lambda: _stored.add(digest))


def kept(digest: str) -> tuple[Staff, Mapping[str, str]] | None:
    """The staff kept under that digest, and the calendar data of then; None where nothing is kept under it.

    None also where what is kept does not have this digest any more.
    """
    told = Roster.objects.filter(digest=digest).values_list("told", flat=True).first()
    if told is None:
        return None
    staff = Staff(
        members=tuple(_member(member) for member in told["members"]),
        teams=tuple(_team(team) for team in told["teams"]),
    )
    return (staff, told["calendars"]) if digest_under(staff, told["calendars"]) == digest else None


@cache
def calendar_data() -> Mapping[str, str]:
    """Which public holidays and time zones we count with: versions by library."""
    return {"holidays": version("holidays"), "tzdata": version("tzdata")}


def _text(staff: Staff, calendars: Mapping[str, str]) -> bytes:
    told = {"members": staff.members, "teams": staff.teams, "calendars": calendars}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def _member(told: Mapping[str, Any]) -> Member:
    spans = tuple(
        (datetime.fromisoformat(gone), datetime.fromisoformat(back)) for gone, back in told["absences"]
    )
    said = {"hours": _week(told["hours"]), "holidays": tuple(told["holidays"]), "absences": spans}
    return Member(**{**told, **said, "territories": tuple(told["territories"])})


def _team(told: Mapping[str, Any]) -> TeamRecord:
    return TeamRecord(**{**told, "hours": _week(told["hours"]), "holidays": tuple(told["holidays"])})


def _week(told: Any) -> Any:
    return None if told is None else tuple(tuple(tuple(span) for span in day) for day in told)
