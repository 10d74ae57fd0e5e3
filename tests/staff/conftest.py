from datetime import UTC, datetime

import pytest

from handraiser.staff.models import Team, User
from handraiser.staff.operations import add_team, add_user

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def bdr(db: None) -> Team:
    return add_team(
        key="bdr",
        name="Business development",
        time_zone="Europe/Berlin",
        hours={day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        holiday_country="DE",
        holiday_subdivision="BE",
        at=MONDAY,
    )


@pytest.fixture
def anna(bdr: Team) -> User:
    return add_user(
        email="Anna.Weber@Northwind-Robotics.com", full_name="Anna Weber", role="rep", team="bdr", at=MONDAY
    )


@pytest.fixture
def erin(db: None) -> User:
    return add_user(
        email="erin.walsh@northwind-robotics.com", full_name="Erin Walsh", role="operations", at=MONDAY
    )
