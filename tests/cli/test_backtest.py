"""The backtest on the command line: for people, for programs, as a page."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from handraiser.backtest.models import Run, RunLead
from handraiser.cli.main import collected
from tests.cast import MONDAY, PROCESS, hand_raiser, hire, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def history(db: None) -> Iterator[None]:
    hire()
    take_in(hand_raiser(), hand_raiser(email="leo@blue-harbor.com", company_name="Blue Harbor Logistics"))
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=True):
        yield


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Nobody goes straight to the first call any more."""
    file = tmp_path / "draft.yaml"
    text = PROCESS.read_text(encoding="utf-8").replace("  hand_raiser_stage: mql\n", "")
    file.write_text(text, encoding="utf-8")
    return file


def run(*options: str) -> Result:
    return CliRunner().invoke(collected(), ["backtest", *options])


def test_a_draft_that_slows_leads_down_says_whom(draft: Path) -> None:
    told = json.loads(run(str(draft), "--json").stdout)
    assert told["movements"] == {"down": 2}
    assert told["draft"]["never_fired"].count("clock: first_touch") == 1
    assert {mover["base"] for mover in told["movers"]} == {"mql"}
    assert told["fidelity"]["stage"] == 1.0


def test_the_table_says_it_in_a_sentence_and_keeps_no_run(draft: Path) -> None:
    shown = run(str(draft)).stdout
    assert "Of 2 leads 2 would stand elsewhere: 2 get less far." in " ".join(shown.split())
    assert not Run.objects.exists()
    assert not RunLead.objects.exists()


def test_the_page_stands_by_itself(draft: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run(str(draft), "--html", str(page)).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert "Through the stages" in html
    assert "<script" not in html
    assert "http" not in html


def test_a_stored_version_is_found_by_its_number() -> None:
    told = json.loads(run("1.0", "--against", "1.0", "--json").stdout)
    assert told["movements"] == {"same": 2}


def test_of_a_draft_with_faults_the_valid_part_is_tried_and_said_first(draft: Path, tmp_path: Path) -> None:
    draft.write_text(
        draft.read_text(encoding="utf-8").replace("points: 25,", "points: many,"), encoding="utf-8"
    )
    page = tmp_path / "report.html"
    told = json.loads(run(str(draft), "--json", "--html", str(page)).stdout)
    assert next(iter(told)) == "replaced"
    assert told["replaced"] == ["score"]
    [replaced] = told["draft"]["replaced"]
    assert (replaced["section"], told["draft"]["replaced_from"]) == ("score", "1.0")
    assert replaced["faults"][0]["path"] == "score.rules[0].points"
    assert told["movements"] == {"down": 2}
    shown = " ".join(run(str(draft)).stdout.split())
    assert shown.startswith("Draft draft.yaml does not check, so only its valid part was tried. One section")
    assert "score.rules[0].points" in shown.split("would stand elsewhere")[0]
    assert (
        "tried as it is in version 1.0." in page.read_text(encoding="utf-8").split("would stand elsewhere")[0]
    )


def test_a_draft_of_which_nothing_can_be_tried_is_refused_with_every_fault(draft: Path) -> None:
    draft.write_text("stages: [\n", encoding="utf-8")
    refused = run(str(draft))
    assert refused.exit_code != 0
    assert "cannot be read as a document" in str(refused.exception)
    assert str(draft) in refused.stderr


def test_a_period_without_inquiries_is_refused(draft: Path) -> None:
    assert "nothing to try" in str(run(str(draft), "--since", "2030-01-01").exception)


def test_ctrl_c_stops_it_cleanly_and_nothing_counts_as_whole(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    # As if somebody pressed the keys while the bar moves.
    monkeypatch.setattr("rich.progress.Progress.update", interrupted)
    page = tmp_path / "report.html"
    stopped = run(str(draft), "--html", str(page))
    assert stopped.exit_code == 130
    assert "Stopped. Nothing was written." in stopped.stderr
    assert stopped.stdout == ""
    assert not page.exists()
    assert not Run.objects.exists()
    assert not RunLead.objects.exists()
