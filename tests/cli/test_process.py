"""`handraiser process` begins, checks, renders and publishes; all but publishing without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handraiser.cli.process import app
from handraiser.process.models import State, Version
from handraiser.process.ready import ready_text

run = CliRunner().invoke


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.yaml"
    file.write_text(ready_text("b2b_saas"))
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.yaml"
    text = ready_text("b2b_saas").replace("score >= 10", "scroe >= 10").replace("next: sql\n", "next: sqll\n")
    file.write_text(text)
    return file


def test_a_good_document_is_said_to_be_good(good: Path) -> None:
    result = run(app, ["check", str(good)])

    assert result.exit_code == 0
    assert "nothing is wrong" in result.output


def test_a_bad_document_is_refused_with_line_path_what_is_wrong_and_what_was_meant(bad: Path) -> None:
    result = run(app, ["check", str(bad)])

    lines = bad.read_text().split("\n")
    number = next(index for index, line in enumerate(lines, 1) if "scroe" in line)
    assert result.exit_code == 1
    assert f"{bad}:{number}:{lines[number - 1].index('scroe') + 1} stages[0].exit[0].when" in result.output
    assert "There is no column 'scroe'." in result.output
    assert "Did you mean 'score'?" in result.output
    assert "There is no stage 'sqll'." in result.output
    assert "2 faults." in result.output


def test_faults_are_told_to_programs_too(bad: Path, good: Path) -> None:
    told = json.loads(run(app, ["check", str(bad), "--json"]).output)

    assert told["ok"] is False
    assert {"file", "line", "column", "path", "wrong", "meant"} == set(told["faults"][0])
    assert json.loads(run(app, ["check", str(good), "--json"]).output) == {
        "ok": True, "faults": [], "open_questions": [],
    }  # fmt: skip


def test_the_template_checks_and_says_how_many_questions_are_open(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert run(app, ["new", "--out", str(file)]).exit_code == 0

    result = run(app, ["check", str(file)])

    assert result.exit_code == 0
    assert "questions of the template are still open, the first at process.name" in result.output


def test_a_ready_document_that_is_not_there_is_refused() -> None:
    result = run(app, ["new", "../../etc/passwd"])

    assert result.exit_code == 2
    assert "b2b_saas" in result.output


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_fault_and_no_crash(tmp_path: Path, name: str) -> None:
    for command in ("check", "render"):
        result = run(app, [command, str(tmp_path / name)])
        assert result.exit_code == 1
        assert "cannot be read" in result.output


def test_a_document_is_rendered_to_the_screen_or_to_a_file(good: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    assert run(app, ["render", str(good)]).output.startswith("# Lead management for B2B software")
    assert run(app, ["render", str(good), "--to", "html", "--out", str(page)]).exit_code == 0
    assert page.read_text().startswith("<!doctype html>")


def test_a_bad_document_is_not_rendered(bad: Path) -> None:
    result = run(app, ["render", str(bad)])

    assert result.exit_code == 1
    assert "scroe" in result.output


def test_a_place_that_cannot_be_written_is_said(good: Path, tmp_path: Path) -> None:
    result = run(app, ["render", str(good), "--out", str(tmp_path / "no" / "page.md")])

    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_schema_and_reference_are_written() -> None:
    assert json.loads(run(app, ["schema"]).output)["title"] == "Document"
    assert run(app, ["reference"]).output.startswith("# The process document")


@pytest.mark.django_db
def test_a_document_is_published_once(good: Path) -> None:
    first = run(app, ["publish", str(good), "--note", "the first"])
    again = run(app, ["publish", str(good)])

    assert "Version 1.0 of 'Lead management for B2B software' is live." in first.output
    assert "live already, as version 1.0" in again.output
    assert [(version.state, version.note) for version in Version.objects.all()] == [(State.LIVE, "the first")]


def test_a_bad_document_is_not_published(bad: Path) -> None:
    result = run(app, ["publish", str(bad)])

    assert result.exit_code == 1
    assert "scroe" in result.output


def test_checking_needs_neither_database_nor_django(good: Path, tmp_path: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "HANDRAISER"))
    }
    home = tmp_path / "home"
    result = subprocess.run(
        [sys.executable, "-m", "handraiser", "process", "check", str(good)],
        env={**environment, "HANDRAISER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode == 0, result.stderr
    assert not home.exists()
