"""The cast at work on a Monday, each with a browser of their own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from handraiser.staff.models import User
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

# What the pages take for now: an hour into the morning.
NOW = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return hire()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def anna(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.anna)


@pytest.fixture
def carla(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.carla)


@pytest.fixture
def dev(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.dev)


@pytest.fixture
def erin(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.erin)


@pytest.fixture
def mallory(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.mallory)


@pytest.fixture
def jana(cast: Cast) -> UUID:
    """The lead of Jana Novak, who asked to be called: an MQL with an owner in the team of Anna and Ben."""
    return UUID(take_in(hand_raiser()).item(0, "lead_id"))
