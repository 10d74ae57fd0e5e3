"""Decisions under several versions at a time: a pilot beside its control, and leads that a publication moved."""

from datetime import timedelta

import pytest
from django.db import connection

from handraiser import due, flow
from handraiser.lead.models import Lead
from handraiser.ledger.models import Event
from handraiser.process.in_flight import Plan
from handraiser.process.piloting import Cohort
from handraiser.replay.replay import replay
from handraiser.replay.report import Report
from handraiser.score.operations import Seen
from tests.acts.test_piloting import begin, people
from tests.acts.test_publishing import LATER, RENAMED, draft, publish
from tests.cast import Cast, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return hire()


def same(report: Report) -> bool:
    assert report.differences == []
    assert report.why_not == {}
    return report.checked > 0


def test_both_arms_of_a_pilot_come_out_as_recorded(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5, condition="country = 'DE'"))
    take_in(*people(12), *(hand_raiser(email=f"u{n}@gmail.com", country="US") for n in range(3)), at=LATER)
    report = replay()
    assert same(report)
    assert report.tallies["lead.piloted"].equal == 12
    assert Event.objects.filter(kind="stage.moved").values("version_id").distinct().count() == 2


def test_a_lead_that_was_put_into_the_other_arm_is_found(cast: Cast) -> None:
    begin(cast, Cohort(share=0.5))
    take_in(*people(4), at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute(
            """
            UPDATE ledger_event SET explanation = jsonb_set(explanation, '{arm}',
                CASE WHEN explanation->>'arm' = 'pilot' THEN '"control"'::jsonb ELSE '"pilot"' END)
            WHERE kind = 'lead.piloted'
            """
        )
    report = replay()
    assert report.different == report.tallies["lead.piloted"].different == 4


@pytest.mark.parametrize("settle", ["spread", "quiet"])
def test_leads_that_a_publication_moved_come_out_as_recorded(cast: Cast, settle: str) -> None:
    take_in(*people(5), {"email": "leo@blue-harbor.com", "inquiry_kind": "webinar"})
    plan = Plan(moves={"mql": "warm", "suspect": "prospect"}, settle=settle, over=timedelta(hours=1))  # type: ignore[arg-type]
    publish(draft(RENAMED), plan, cast)
    while due.settle(at=LATER + timedelta(hours=2)):
        pass
    assert same(replay())
    assert Event.objects.filter(kind="lead.version_moved").exists()


def test_a_lead_stays_under_its_version_and_is_made_again_under_it(cast: Cast) -> None:
    take_in(*people(2))
    publish(draft(RENAMED), Plan(), cast)
    for lead in Lead.objects.all():
        seen = Seen(kind="page_viewed", at=LATER, person_id=lead.person_id, properties={"page": "/pricing"})
        flow.see(seen=[seen], at=LATER)
    take_in(hand_raiser(email="ines@northwind-robotics.com", company_name="Northwind Robotics"), at=LATER)
    assert same(replay())
    scored = Event.objects.filter(kind="lead.scored").values_list("version_id", flat=True)
    assert set(scored) == {cast.version.id}
