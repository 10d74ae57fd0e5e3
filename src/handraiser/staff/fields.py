"""Check what is to be written about a user or a team, so that the records hold only what can be used."""

from collections.abc import Mapping
from typing import Any

import holidays
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handraiser.kit.refusal import Refusal
from handraiser.kit.time_zones import time_zones
from handraiser.staff.hours import read_hours
from handraiser.staff.models import Role, Team

# As much as the columns hold.
MOST = 32_767

TEAM_FIELDS = frozenset({"name", "time_zone", "hours", "holiday_country", "holiday_subdivision", "lead"})
USER_FIELDS = frozenset(
    {
        *("email", "full_name", "role", "team", "manager", "is_active", "time_zone", "hours"),
        *("holiday_country", "holiday_subdivision", "weight", "capacity", "territories"),
    }
)


class StaffRefused(Refusal):
    """A change of the staff that cannot be; the message says why and `field` which value."""


def user_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a user, cleaned. A team may be given by its key. Raises StaffRefused."""
    values = _known(fields, USER_FIELDS)
    if "email" in values:
        values["email"] = _email(values["email"])
    if "full_name" in values and not values["full_name"].strip():
        raise StaffRefused("A user has a name.", field="full_name")
    if values.get("role", Role.REP) not in Role.values:
        raise StaffRefused(f"There is no role {values['role']!r}: {', '.join(Role.values)}.", field="role")
    if "team" in values and isinstance(values["team"], str):
        values["team"] = _team(values["team"])
    for name in ("weight", "capacity"):
        if not 0 <= (values.get(name) or 0) <= MOST:
            raise StaffRefused(f"The {name} is a number from 0 to {MOST}.", field=name)
    return _checked_times(values)


def team_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a team, cleaned. Raises StaffRefused."""
    values = _known(fields, TEAM_FIELDS)
    if "name" in values and not values["name"].strip():
        raise StaffRefused("A team has a name.", field="name")
    return _checked_times(values)


def _known(fields: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    unknown = sorted(set(fields) - known)
    if unknown:
        raise StaffRefused(f"There is nothing called {unknown[0]!r} to set.", field=unknown[0])
    return dict(fields)


def _checked_times(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("time_zone") and values["time_zone"] not in time_zones():
        raise StaffRefused(
            f"{values['time_zone']!r} is not a time zone like Europe/Berlin.", field="time_zone"
        )
    if values.get("hours"):
        read_hours(values["hours"])
    country, part = values.get("holiday_country"), values.get("holiday_subdivision")
    if country:
        try:
            holidays.country_holidays(country, subdiv=part or None)
        except NotImplementedError as error:
            place = " ".join(filter(None, (country, part)))
            raise StaffRefused(
                f"No public holidays are known for {place}.", field="holiday_country"
            ) from error
    return values


def _email(value: str) -> str:
    address = value.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise StaffRefused(f"{value[:80]!r} is not an e-mail address.", field="email") from error
    return address


def _team(key: str) -> Team:
    team = Team.objects.filter(key=key).first()
    if team is None:
        known = ", ".join(Team.objects.order_by("key").values_list("key", flat=True)) or "none yet"
        raise StaffRefused(f"There is no team {key!r}. Teams: {known}.", field="team")
    return team
