"""The template, a filled sheet, every form and the differences, from the command line; without a database."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handraiser.cli.main import collected
from handraiser.document import Document
from handraiser.process.check import check
from handraiser.process.operations import publish
from handraiser.process.ready import ready_text
from tests.cast import MONDAY, PROCESS

TABLE = "Stage\tWho\tWhat to do\tExit criteria\tNotes\nProspect\tMarketing\tWrite\tAnswers\tsee minutes\nMQL\tSDR\tCall\tBudget\t\n"


def run(*words: object) -> tuple[int, bytes, str]:
    """The exit code, what was printed, and what was said beside it."""
    result = CliRunner().invoke(collected(), ["process", *map(str, words)])
    return result.exit_code, result.stdout_bytes, result.stderr


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "stages.tsv"
    file.write_text(TABLE)
    return file


@pytest.mark.parametrize(
    ("words", "begins"),
    [(("--to", "md"), b"# "), (("--to", "yaml"), b"# A lead management"), ((), b"# A lead management"),
     (("--to", "xlsx"), b"PK")],
)  # fmt: skip
def test_the_template_is_handed_out_in_three_forms(words: tuple[str, ...], begins: bytes) -> None:
    code, printed, _ = run("template", *words)
    assert code == 0
    assert printed.startswith(begins)


def test_the_name_of_the_file_says_the_form(tmp_path: Path) -> None:
    out = tmp_path / "template.xlsx"
    assert run("template", "--out", out)[0] == 0
    assert out.read_bytes().startswith(b"PK")
    code, printed, said = run("read-sheet", out)
    assert code == 0
    assert printed.decode() == ready_text("blank")
    assert "questions of the template are open" in said


def test_a_sheet_becomes_a_draft_and_the_report_says_what_went_where(sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.yaml"
    code, _, said = run("read-sheet", sheet, "--over", "b2b_saas", "--out", out)
    assert code == 0
    assert "2 stages; 8 cells placed, 1 not." in said
    assert "stages!E2: “see minutes”" in said
    assert "stages[1].exit[0] MQL: Budget" in said
    assert check(out.read_text(), document=Document, path="draft").faults == ()


def test_a_sheet_may_be_laid_over_a_document_of_ones_own(sheet: Path) -> None:
    code, printed, _ = run("read-sheet", sheet, "--over", PROCESS)
    assert code == 0
    assert b"name: Small" in printed


def test_columns_with_headings_that_nobody_knows_are_told_by_hand(sheet: Path) -> None:
    sheet.write_text(TABLE.replace("Stage\tWho", "Kontaktart\tMannschaft").replace("Exit criteria", "A = B"))
    said = ("Kontaktart=stage", "Mannschaft=team", "A = B=exit", "stages!E1=measure")
    code, printed, told = run("read-sheet", sheet, *(word for one in said for word in ("--column", one)))
    assert code == 0
    assert "2 stages; 9 cells placed, 0 not." in told
    assert b"says: Budget" in printed


@pytest.mark.parametrize(
    ("said", "refusal"),
    [("Notes", "HEADING=WORD"), ("Notes=colour", "colour"), ("Nowhere=exit", "There is no column")],
)
def test_a_column_told_wrongly_is_refused(said: str, refusal: str, sheet: Path) -> None:
    result = CliRunner().invoke(collected(), ["process", "read-sheet", str(sheet), "--column", said])
    assert result.exit_code != 0
    assert refusal in f"{result.stderr} {result.exception}"
    assert result.stdout_bytes == b""


def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, sheet: Path) -> None:
    code, _, said = run("read-sheet", tmp_path / "none.csv")
    assert (code, "cannot be read" in said) == (2, True)
    code, _, said = run("read-sheet", sheet, "--over", "nonsense")
    assert (code, "no ready document" in said) == (2, True)


@pytest.mark.parametrize(
    ("form", "begins"),
    [("md", b"# Small"), ("html", b"<!doctype"), ("svg", b"<svg"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")],
)
def test_a_document_is_rendered_to_every_form(form: str, begins: bytes) -> None:
    code, printed, _ = run("render", PROCESS, "--to", form)
    assert code == 0
    assert printed.startswith(begins)


def test_differences_of_two_files_are_told_in_words(tmp_path: Path) -> None:
    after = tmp_path / "after.yaml"
    after.write_text(PROCESS.read_text().replace("4 business hours", "2 business hours"))
    code, printed, _ = run("diff", PROCESS, after)
    assert code == 1
    assert printed.decode() == "Follow-up\n  First touch: within 4 → 2 business hours\n"
    code, printed, _ = run("diff", PROCESS, after, "--lines")
    assert "+     - {name: first_touch" in printed.decode()
    told = json.loads(run("diff", PROCESS, after, "--json")[1])
    assert told["changes"][0]["path"] == "follow_up.clocks[0].within"


def test_the_same_text_has_no_differences(tmp_path: Path) -> None:
    assert run("diff", "blank", "blank")[:2] == (0, b"The two are the same.\n")
    other = tmp_path / "other.yaml"
    other.write_text(f"{PROCESS.read_text()}# a comment\n")
    code, printed, _ = run("diff", PROCESS, other)
    assert (code, printed.startswith(b"Only comments")) == (1, True)


def test_a_file_that_does_not_check_is_compared_by_its_lines(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(PROCESS.read_text().replace("score >= 20", "scoer >= 20"))
    code, printed, _ = run("diff", PROCESS, broken)
    assert code == 1
    assert "Compared by its lines alone" in printed.decode()
    assert "scoer >= 20" in printed.decode()


def test_versions_are_named_by_their_numbers(db: None) -> None:
    publish(text=PROCESS.read_text(), document=Document, at=MONDAY)
    assert run("diff", "1.0", PROCESS)[:2] == (0, b"The two are the same.\n")
    code, _, said = run("diff", "7.7", PROCESS)
    assert (code, "7.7" in said) == (2, True)
    code, _, said = run("diff", "nonsense", PROCESS)
    assert (code, "nonsense" in said) == (2, True)
