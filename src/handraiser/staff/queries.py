"""Read the staff as a whole: small, needed by every batch, so kept in the process and checked by a stamp."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from handraiser.staff.hours import NO_HOURS, Weekly, read_hours
from handraiser.staff.models import Absence, Role, Team, User

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Member:
    """One user, with the team's time zone, hours and holidays where they have none of their own.

    `hours` is None where neither has any. `holidays` is (country, subdivision). `manages`: leads a team or
    has somebody who reports to them.
    """

    id: int
    email: str
    name: str
    role: str
    team: str | None
    manager_id: int | None
    time_zone: str
    hours: Weekly | None
    holidays: tuple[str, str]
    weight: int
    capacity: int | None
    territories: tuple[str, ...]
    active: bool
    manages: bool
    absences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """One team. `lead_id` is the user who leads it."""

    key: str
    name: str
    time_zone: str
    hours: Weekly | None
    holidays: tuple[str, str]
    lead_id: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """Everyone at one moment. The same object until somebody changes the staff."""

    members: tuple[Member, ...]
    teams: tuple[TeamRecord, ...]
    by_id: dict[int, Member] = field(init=False)
    by_email: dict[str, Member] = field(init=False)
    by_key: dict[str, TeamRecord] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {member.id: member for member in self.members})
        object.__setattr__(self, "by_email", {member.email: member for member in self.members})
        object.__setattr__(self, "by_key", {team.key: team for team in self.teams})


_kept: tuple[UUID, Staff] | None = None


def snapshot() -> Staff:
    """The whole staff. One small query while nothing changed, four after a change."""
    global _kept
    # The stamp is read before the people: what changes in between is then found again by the next reader.
    stamp = _stamp()
    kept = _kept
    if stamp is not None and kept is not None and kept[0] == stamp:
        return kept[1]
    staff = _load()
    if stamp is not None:
        _kept = (stamp, staff)
    return staff


def roster() -> tuple[Member, ...]:
    """Everyone on the staff, also those who left (`active` is false), in the order of id."""
    return snapshot().members


def is_absent(member: Member, at: datetime) -> bool:
    """Whether an absence of the member covers the moment."""
    return any(gone <= at < back for gone, back in member.absences)


def _stamp() -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM staff_change WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else None


def _load() -> Staff:
    absences: defaultdict[int, list[Span]] = defaultdict(list)
    for user_id, starts_at, ends_at in Absence.objects.order_by("starts_at").values_list(
        "user_id", "starts_at", "ends_at"
    ):
        absences[user_id].append((starts_at, ends_at))
    teams = list(Team.objects.order_by("id"))
    users = list(User.objects.order_by("id").defer("password", "last_login"))
    records = {team.pk: _record(team) for team in teams}
    managing = {team.lead_id for team in teams} | {user.manager_id for user in users}
    return Staff(
        members=tuple(
            _member(
                user, records.get(user.team_id or 0), tuple(absences[user.pk]), manages=user.pk in managing
            )
            for user in users
        ),
        teams=tuple(records.values()),
    )


def _record(team: Team) -> TeamRecord:
    holidays = (team.holiday_country, team.holiday_subdivision)
    return TeamRecord(team.key, team.name, team.time_zone, _week(team.hours), holidays, team.lead_id)


def _member(user: User, team: TeamRecord | None, absences: tuple[Span, ...], *, manages: bool) -> Member:
    own_holidays = (user.holiday_country, user.holiday_subdivision)
    return Member(
        id=user.pk,
        email=user.email,
        name=user.full_name,
        role=Role(user.role).value,
        team=team.key if team else None,
        manager_id=user.manager_id,
        time_zone=user.time_zone or (team.time_zone if team else ""),
        hours=_week(user.hours) or (team.hours if team else None),
        holidays=own_holidays if user.holiday_country or team is None else team.holidays,
        weight=user.weight,
        capacity=user.capacity,
        territories=tuple(user.territories),
        active=user.is_active,
        manages=manages,
        absences=absences,
    )


def _week(value: object) -> Weekly | None:
    week = read_hours(value) if value else NO_HOURS
    return None if week == NO_HOURS else week
