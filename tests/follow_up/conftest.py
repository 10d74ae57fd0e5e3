"""A small company: Anna and Ben do business development for their lead Carla, Erin runs operations."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import polars as pl
import pytest

from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.clocks import start_clocks
from handraiser.follow_up.models import Clock
from handraiser.follow_up.rules import FollowUpRules
from handraiser.follow_up.step import MOMENT, FollowUp, follow_up
from handraiser.kit.identity import new_id
from handraiser.lead.models import Lead, Person
from handraiser.process import Duration
from handraiser.staff.models import User
from handraiser.staff.operations import add_team, add_user, change_team
from handraiser.staff.queries import snapshot

# A Monday morning in Berlin, 09:00.
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
VERSION = UUID("01a20000-0000-7000-8000-000000000001")


@dataclass(frozen=True)
class Stage:
    """As much of a stage as follow-up asks for."""

    key: str
    duration: Duration | None


STAGES = (
    Stage("prospect", Duration("30 days")),
    Stage("mql", Duration("10 business days")),
    Stage("sal", None),
)

RULES = FollowUpRules.model_validate(
    {
        "clocks": [
            {
                "name": "first_touch",
                "title": "First touch",
                "starts": {"stage": "mql"},
                "when": "door = 'form'",
                "within": "4 business hours",
                "escalate": [
                    {"do": "notify", "whom": "manager"},
                    {"after": "2 business hours", "do": "reassign"},
                ],
            },
            {"name": "first_touch", "title": "First touch", "starts": {"stage": "mql"}, "within": "24 hours"},
            {
                "name": "acceptance",
                "title": "Acceptance",
                "starts": "offer",
                "within": "1 business day",
                "escalate": [{"do": "return"}],
            },
        ],
        "company_calendar": {"time_zone": "Europe/Berlin", "holiday_country": "DE"},
    }
)


@dataclass(frozen=True)
class Company:
    """The people of the tests."""

    anna: User
    ben: User
    carla: User
    erin: User


def _people() -> Company:
    week = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    bdr = add_team(key="bdr", name="Business development", time_zone="Europe/Berlin", hours=week, at=MONDAY)

    def person(name: str, role: str, **fields: Any) -> User:
        email = f"{name.split()[0].lower()}@northwind-robotics.com"
        return add_user(email=email, full_name=name, role=role, at=MONDAY, **fields)

    carla = person("Carla Rossi", "rep", team=bdr)
    change_team(team=bdr, lead=carla, at=MONDAY)
    return Company(
        anna=person("Anna Weber", "rep", team=bdr, manager=carla),
        ben=person("Ben Okafor", "rep", team=bdr),
        carla=carla,
        erin=person("Erin Walsh", "operations"),
    )


@pytest.fixture
def company(db: None) -> Company:
    return _people()


@pytest.fixture
def lasting_company(transactional_db: None) -> Company:
    """The same people, for tests in which several connections must see them."""
    return _people()


def make_lead(
    owner: User | None, *, stage: str = "mql", at: datetime = MONDAY, score: float = 0, **fields: object
) -> Lead:
    """A lead of the BDR team with a person of its own."""
    person = Person.objects.create(
        id=new_id(), full_name="Dev Patel", email="dev@kestrel-analytics.com", created_at=at, updated_at=at
    )
    plain: dict[str, object] = {
        "version_id": VERSION,
        "door": "form",
        "opened_at": at,
        "stage": stage,
        "furthest_stage": stage,
        "stage_entered_at": at,
        "team": "bdr",
        "updated_at": at,
    }
    return Lead.objects.create(id=new_id(), person=person, owner=owner, score=score, **{**plain, **fields})


def frame_of(*leads: Lead, at: datetime = MONDAY, **columns: object) -> pl.DataFrame:
    """Leads as the step gets them: their stage just changed, unless said otherwise."""
    rows = [
        {
            "lead_id": str(lead.id),
            "version_id": str(lead.version_id),
            "stage": lead.stage,
            "stage_changed": True,
            "owner_id": lead.owner_id,
            "team": lead.team,
            "door": lead.door,
            "at": at,
            "captured_at": at,
            **columns,
        }
        for lead in leads
    ]
    return pl.DataFrame(
        rows, schema_overrides={"at": MOMENT, "captured_at": MOMENT, "owner_id": pl.Int64, "team": pl.Utf8}
    )


def run_step(frame: pl.DataFrame, rules: FollowUpRules = RULES) -> FollowUp:
    """The step with the staff of now."""
    return follow_up(frame, rules, STAGES, Calendars.of_staff(snapshot(), rules.company_calendar))


def start(*leads: Lead, at: datetime = MONDAY, **columns: object) -> dict[str, Clock]:
    """Start the clocks of leads as the journey does. The open clocks of the first, by name."""
    clocks = run_step(frame_of(*leads, at=at, **columns)).clocks
    start_clocks(clocks, moved=[lead.id for lead in leads], at=at)
    return open_clocks(leads[0])


def open_clocks(lead: Lead) -> dict[str, Clock]:
    """The clocks of a lead that run, by name."""
    return {clock.name: clock for clock in Clock.objects.filter(lead=lead, stopped_at=None)}


def rules_of(version_id: UUID) -> FollowUpRules | None:
    """The rules of the one version there is."""
    return RULES if version_id == VERSION else None
