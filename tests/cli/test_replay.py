"""Replay on the command line: for people, for programs, and by its exit code."""

import json
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from handraiser.cli.main import collected
from handraiser.lead.models import Lead
from handraiser.replay.models import Run
from tests.cast import hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def decided(db: None) -> None:
    hire()
    take_in(hand_raiser(), hand_raiser(email="leo@blue-harbor.com", company_name="Blue Harbor Logistics"))


def run(*options: str) -> Result:
    return CliRunner().invoke(collected(), ["replay", *options])


def told(*options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*options, "--json").stdout)
    return found


def tamper() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute(
            """
            UPDATE ledger_event SET explanation = jsonb_set(explanation, '{grade}', '"F"')
            WHERE kind = 'lead.graded'
            """
        )


def test_nothing_differs_and_the_run_is_kept() -> None:
    done = run()
    assert done.exit_code == 0
    assert "all the same" in done.stdout
    kept = Run.objects.get()
    assert (kept.scope, kept.different, kept.by_id) == ("everything", 0, None)
    assert kept.checked == kept.equal == sum(tally["checked"] for tally in kept.tallies.values())


def test_a_difference_is_shown_and_ends_with_code_one() -> None:
    tamper()
    done = run()
    assert done.exit_code == 1
    assert "other result" in done.stdout
    assert 'recorded   {"grade": "F"}' in done.stdout


def test_programs_get_every_figure() -> None:
    tamper()
    report = told()
    assert (report["different"], report["not_replayable"]) == (2, 0)
    assert report["kinds"]["lead.graded"]["different"] == 2
    assert report["causes"] == {"other result": 2}
    assert report["differences"][0]["recorded"] == {"grade": "F"}


def test_one_lead_is_replayed_alone_and_no_run_is_kept() -> None:
    lead = Lead.objects.first()
    assert lead is not None
    assert told("--lead", str(lead.id))["kinds"]["lead.graded"]["checked"] == 1
    assert not Run.objects.exists()


def test_since_and_until_choose_by_the_moment_of_recording() -> None:
    assert told("--since", "2026-11-24")["checked"] == 0
    assert told("--until", "2026-11-23")["checked"] == 0
    assert told("--since", "2026-11-23", "--until", "2026-11-24")["checked"] > 0


def test_a_sample_holds_no_more_than_it_may() -> None:
    assert 3 <= told("--sample", "3")["checked"] <= 6
