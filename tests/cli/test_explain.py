"""The story of a lead, found by whatever is at hand."""

import json

import pytest
from typer.testing import CliRunner, Result

from handraiser.cli.main import collected
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from tests.cast import hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Lead:
    hire()
    told = take_in(hand_raiser(external_id="4711"), system="crm")
    return Lead.objects.get(id=told.item(0, "lead_id"))


def test_an_outside_id_that_looks_like_one_of_ours_is_found() -> None:
    hire()
    take_in({"external_id": "8a6492305a5fbcdcdd1a7f5a90764c07"}, system="crm")
    assert "pass 1" in explain("8a6492305a5fbcdcdd1a7f5a90764c07").stdout


def explain(*arguments: object) -> Result:
    return CliRunner().invoke(collected(), ["explain", *map(str, arguments)])


def test_a_lead_is_found_by_every_id_it_goes_by(lead: Lead) -> None:
    for known in (lead.id, lead.person_id, "Jana.Novak@kestrel-analytics.com", "crm:4711", "4711"):
        assert str(lead.id) in explain(known).stdout


def test_the_story_names_the_rules_with_their_points_and_the_version(lead: Lead) -> None:
    story = explain(lead.id).stdout
    assert "+20 home market" in story
    assert "process 1.0" in story
    assert "nobody serves it" in " ".join(story.split())


def test_programs_get_one_object_for_each_event(lead: Lead) -> None:
    events = [json.loads(line) for line in explain(lead.id, "--json").stdout.splitlines()]
    assert "lead.graded" in {event["kind"] for event in events}


def test_what_nobody_knows_is_refused_in_words(lead: Lead) -> None:
    assert isinstance(explain("nobody@nowhere.com").exception, Refusal)
