"""The people and the process that tests share. Mallory must always be refused."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from handraiser import flow
from handraiser.capture.arrivals import arrivals
from handraiser.document import Document
from handraiser.process.models import Version
from handraiser.process.operations import publish
from handraiser.staff.models import User
from handraiser.staff.operations import add_team, add_user

# A Monday morning in Berlin, where everyone is at work.
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PROCESS = Path(__file__).with_name("small_process.yaml")
WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass(frozen=True)
class Cast:
    """Anna and Ben call, Carla sells, Dev does marketing, Erin runs operations, Mallory may nothing."""

    anna: User
    ben: User
    carla: User
    dev: User
    erin: User
    mallory: User
    version: Version


def hire() -> Cast:
    """The three teams with their people, and the small process, live."""
    for key, name in (
        ("marketing", "Marketing"),
        ("bdr", "Business development"),
        ("ae", "Account executives"),
    ):
        add_team(key=key, name=name, time_zone="Europe/Berlin", hours=WEEK, at=MONDAY)
    people = {
        name.split()[0].lower(): add_user(
            email=f"{name.lower().replace(' ', '.')}@northwind-robotics.com",
            full_name=name,
            role=role,
            team=team,
            at=MONDAY,
        )
        for name, role, team in (
            ("Anna Weber", "rep", "bdr"),
            ("Ben Okafor", "rep", "bdr"),
            ("Carla Rossi", "rep", "ae"),
            ("Dev Patel", "marketing", "marketing"),
            ("Erin Walsh", "operations", None),
            ("Mallory Finch", "reader", None),
        )
    }
    return Cast(**people, version=live_process())


def live_process(text: str | None = None) -> Version:
    """Publishes the small process, or the given text."""
    return publish(text=text or PROCESS.read_text(encoding="utf-8"), document=Document, at=MONDAY)


def take_in(*rows: dict[str, object], at: datetime = MONDAY, system: str = "website") -> pl.DataFrame:
    """Takes inquiries in by the form door."""
    return flow.take_in(arrivals(rows, door="form", system=system, at=at), at=at)


def hand_raiser(**said: object) -> dict[str, object]:
    """Somebody from Kestrel Analytics who asks to be called."""
    return {
        "email": "jana.novak@kestrel-analytics.com",
        "full_name": "Jana Novak",
        "company_name": "Kestrel Analytics",
        "country": "DE",
        "title": "VP Data",
        "inquiry_kind": "contact_us",
        "source": "website",
        **said,
    }
