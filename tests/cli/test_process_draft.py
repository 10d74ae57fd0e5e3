"""`handraiser process draft` saves a file as a draft, right or wrong; `drafts` lists them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from handraiser.cli.process import app
from handraiser.process.models import State, Version
from handraiser.process.ready import ready_text

run = CliRunner().invoke
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests have a database of their own, which is up to date.
    monkeypatch.setattr("handraiser.config.start", lambda **named: None)


def test_a_file_becomes_a_draft_and_is_listed(tmp_path: Path) -> None:
    assert "There are no drafts" in run(app, ["drafts"]).output
    file = tmp_path / "ours.yaml"
    file.write_text(ready_text("b2b_saas"))
    result = run(app, ["draft", str(file), "--note", "Faster first calls"])
    draft = Version.objects.get(state=State.DRAFT)
    assert (result.exit_code, draft.text, draft.note) == (0, ready_text("b2b_saas"), "Faster first calls")
    assert f"/process/drafts/{draft.id}" in result.output
    assert "wrong" not in result.output
    assert "Faster first calls" in run(app, ["drafts"]).output


def test_a_file_with_faults_is_saved_and_they_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("stages: 5\n")
    assert "things are wrong with it yet" in run(app, ["draft", str(file)]).output
    assert Version.objects.filter(state=State.DRAFT).count() == 1


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    for path in (file, tmp_path / "none.yaml"):
        assert run(app, ["draft", str(path)]).exit_code == 2
    assert not Version.objects.exists()
