"""The cast, their keys, a live process, and callers that speak to the door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client

import handraiser.process
from handraiser.document import Document
from handraiser.process.operations import publish
from handraiser.staff.models import User
from handraiser.staff.operations import add_team, add_user, issue_token

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
LIBRARY_TEXT = (Path(handraiser.process.__file__).parent / "library" / "b2b_saas.yaml").read_text()
WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass(frozen=True, slots=True)
class Caller:
    """A client with a key."""

    user: User
    key: str
    client: Client

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return self.client.post(
            f"/api/v1{path}", raw, content_type="application/json", headers={**self.headers, **headers}
        )

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


@pytest.fixture
def process(db: None) -> None:
    publish(text=LIBRARY_TEXT, document=Document, at=LONG_AGO)


@pytest.fixture
def staff(db: None) -> dict[str, User]:
    for key, name in (("marketing", "Marketing"), ("bdr", "Business development"), ("sales", "Sales")):
        add_team(key=key, name=name, time_zone="UTC", hours=WEEK, at=LONG_AGO)
    cast = (
        ("Anna Weber", "rep", "bdr"),
        ("Ben Okafor", "rep", "bdr"),
        ("Carla Rossi", "rep", "sales"),
        ("Dev Patel", "marketing", "marketing"),
        ("Erin Walsh", "operations", None),
        ("Mallory Finch", "reader", None),
    )
    return {
        name.split()[0].lower(): add_user(
            email=f"{name.replace(' ', '.').lower()}@handraiser-test.com",
            full_name=name,
            role=role,
            team=team,
            at=LONG_AGO,
        )
        for name, role, team in cast
    }


@pytest.fixture
def call_as(staff: dict[str, User], process: None, client: Client) -> Callable[[str], Caller]:
    def caller(name: str) -> Caller:
        issued = issue_token(user=staff[name], name="test", at=LONG_AGO)
        return Caller(staff[name], issued.clear_text, client)

    return caller


@pytest.fixture
def dev(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("dev")


@pytest.fixture
def anna(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("anna")


@pytest.fixture
def ben(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("ben")


@pytest.fixture
def carla(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("carla")


@pytest.fixture
def erin(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("erin")


@pytest.fixture
def mallory(call_as: Callable[[str], Caller]) -> Caller:
    return call_as("mallory")


@pytest.fixture
def hand_raiser(dev: Caller) -> dict[str, Any]:
    """The answer to an inquiry that asks to be called: it is owned by a rep at once."""
    response = dev.post(
        "/inquiries",
        {
            "email": "lena.hoffmann@kestrel-analytics.com",
            "full_name": "Lena Hoffmann",
            "title": "VP Marketing",
            "company_name": "Kestrel Analytics",
            "country": "Germany",
            "inquiry_kind": "contact_us",
            "source": "website",
        },
    )
    assert response.status_code == 201, response.content
    answer: dict[str, Any] = told(response)
    return answer


@pytest.fixture
def owner(hand_raiser: dict[str, Any], call_as: Callable[[str], Caller]) -> Caller:
    """Whoever got the hand-raiser."""
    return call_as(hand_raiser["owner"]["name"].split()[0].lower())


def told(response: Any) -> Any:
    """The body of an answer."""
    return orjson.loads(response.content)


def problem(response: Any) -> Any:
    """The body of an answer that must be a problem as RFC 9457 has it."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    body = told(response)
    assert {"type", "title", "status", "detail", "errors"} <= body.keys()
    assert body["status"] == response.status_code
    return body
