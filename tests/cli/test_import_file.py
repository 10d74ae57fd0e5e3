"""`handraiser import`, as people and programs use it."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from typer.testing import CliRunner, Result

from handraiser.capture.imports.models import Import
from handraiser.capture.mapping import load_mapping
from handraiser.capture.models import Inquiry
from handraiser.cli.import_file import app
from handraiser.kit.refusal import Refusal
from tests.cast import hire

pytestmark = pytest.mark.django_db

ROWS = "Email,Full Name,Company\na@kestrel-analytics.com,Ada,Kestrel\nb@kestrel-analytics.com,Bo,Kestrel\nnobody,,\n"


@pytest.fixture
def leads(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    # The test has its database already.
    monkeypatch.setattr("handraiser.config.start", lambda migrate: None)
    hire()
    path = tmp_path / "leads.csv"
    path.write_text(ROWS)
    return path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def last(result: Result) -> dict[str, object]:
    told = dict(json.loads(result.stdout.splitlines()[-1]))
    assert isinstance(told.pop("seconds"), float)
    return told


def test_it_ends_with_one_object(leads: Path) -> None:
    result = call(leads, "--json")
    assert result.exit_code == 0
    assert last(result) == {"rows": 3, "new": 2, "updated": 0, "same": 0, "refused": 1, "stopped": 0}
    assert len(result.stdout.splitlines()) == 1


def test_people_see_the_mapping_the_counts_and_the_reasons(leads: Path) -> None:
    result = call(leads)
    assert "Full Name  Full name" in result.stderr
    assert "refused          1" in result.stdout
    assert "1 x There is a way to reach or to know them." in result.stdout


def test_a_dry_run_writes_nothing_but_its_report(leads: Path) -> None:
    report = leads.with_name("report.csv")
    result = call(leads, "--dry-run", "--json", "--report", report)
    assert last(result) == {"rows": 3, "new": 2, "updated": 0, "same": 0, "refused": 1, "stopped": 0}
    assert (Inquiry.objects.count(), Import.objects.count()) == (0, 0)
    assert [line.split(",")[:2] for line in report.read_text().splitlines()] == [
        ["line", "outcome"],
        ["2", "new"],
        ["3", "new"],
        ["4", "refused"],
    ]


def test_a_mapping_can_be_saved_changed_and_used(leads: Path) -> None:
    mapping = leads.with_name("map.yaml")
    assert call(leads, "--save-map", mapping).exit_code == 0
    assert load_mapping(mapping).columns == {
        "Email": "email",
        "Full Name": "full_name",
        "Company": "company_name",
    }
    mapping.write_text("columns:\n  Email: email\n  Full Name: skip\n")
    assert call(leads, "--map", mapping, "--source", "Fair").exit_code == 0
    raw = json.loads(Inquiry.objects.get(line=2).raw)
    assert raw == {"email": "a@kestrel-analytics.com", "source": "Fair", "extra": '{"Company":"Kestrel"}'}


def test_a_file_that_is_no_list_is_refused_as_a_whole(leads: Path) -> None:
    leads.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = call(leads, "--json")
    assert isinstance(result.exception, Refusal)
    assert last(result)["error"] == {
        "code": "not_a_table",
        "message": "This is a PNG picture, not a list of rows. Save the list as CSV or XLSX and send that.",
    }


def test_refused_rows_are_written_to_the_report(leads: Path) -> None:
    report = leads.with_name("refused.csv")
    call(leads, "--report", report)
    assert report.read_text("utf-8-sig").splitlines()[1].startswith("4,There is a way")


def test_there_must_be_something_to_resume(leads: Path) -> None:
    assert "cut off" in str(call(leads, "--resume").exception)


def test_a_file_must_be_there(leads: Path) -> None:
    result = call(leads.with_name("other.csv"))
    assert result.exit_code == 2
    assert "There is no file" in result.stderr
