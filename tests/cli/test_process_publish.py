"""Versions go live and back on the command line, with the leads in flight."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from handraiser.cli.process import app
from handraiser.lead.models import Lead
from handraiser.process.models import Pilot, State, Version
from tests.acts.test_publishing import RENAMED, draft
from tests.cast import MONDAY, Cast, hand_raiser, hire, take_in

run = CliRunner().invoke
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return hire()


@pytest.fixture
def renamed(tmp_path: Path) -> str:
    file = tmp_path / "renamed.yaml"
    file.write_text(RENAMED, encoding="utf-8")
    return str(file)


def test_open_leads_stay_unless_they_are_to_move(cast: Cast, renamed: str) -> None:
    take_in(hand_raiser())
    assert "Version 1.1" in run(app, ["publish", renamed]).output
    assert (Lead.objects.get().stage, Lead.objects.get().version_id) == ("mql", cast.version.id)


def test_open_leads_move_by_the_proposed_stages_after_a_question(cast: Cast, renamed: str) -> None:
    take_in(hand_raiser())
    asked = run(app, ["publish", renamed, "--in-flight", "move"])
    assert "1 in MQL go on as Warm lead" in asked.output
    assert asked.exit_code == 1
    assert Lead.objects.get().stage == "mql"
    run(app, ["publish", renamed, "--in-flight", "move", "--yes"])
    assert Lead.objects.get().stage == "warm"
    assert Version.objects.filter(state=State.DRAFT).count() == 0


def test_a_version_goes_live_by_its_number(cast: Cast) -> None:
    draft(RENAMED)
    assert "Version 2.0" in run(app, ["publish", "1.75"]).output
    assert run(app, ["publish", "9.9"]).exit_code == 2


def test_a_number_that_two_drafts_have_publishes_nothing_and_names_both(cast: Cast) -> None:
    first, second = draft(RENAMED, state=State.DRAFT), draft(RENAMED + "# Again.\n", state=State.DRAFT)
    said = run(app, ["publish", "1.5"])
    assert said.exit_code == 2
    assert str(first.id) in said.output
    assert str(second.id) in said.output
    assert run(app, ["diff", "1.0", "1.5"]).exit_code == 2
    assert Version.objects.filter(state=State.DRAFT).count() == 2
    assert "Version 1.1" in run(app, ["publish", str(second.id)]).output
    assert Version.objects.get(state=State.LIVE).id == second.id


def test_an_older_version_is_published_again(cast: Cast, renamed: str) -> None:
    run(app, ["publish", renamed])
    take_in(hand_raiser())
    said = run(app, ["roll-back", "1.0", "--note", "A bad word", "--yes"])
    assert "Version 1.2" in said.output
    assert Lead.objects.get().stage == "mql"
    assert run(app, ["roll-back", "7.7", "--note", "x"]).exit_code == 2


def test_the_pilot_is_shown_arm_by_arm(cast: Cast) -> None:
    assert "No pilot runs" in run(app, ["pilot"]).output
    version = draft(RENAMED)
    Pilot.objects.create(
        id=version.id,
        version=version,
        control=cast.version,
        share=0.5,
        measure="won",
        least_difference=0.1,
        sample=80,
        started_at=MONDAY,
    )
    assert "Version 1.75 against 1.0" in run(app, ["pilot"]).output
