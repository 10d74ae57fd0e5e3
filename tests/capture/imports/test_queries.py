"""Reading imports: refused rows to mend and send again, and imports to go on with."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from handraiser.capture.imports.models import ImportState
from handraiser.capture.imports.queries import refused_lines, unfinished_import
from handraiser.capture.mapping import Mapping
from tests.capture.imports.lists import CutOff, DiesAfter, contacts, kept, run, taken, write
from tests.cast import hire

MAPPING = Mapping(columns={"@Email": "email", "Phone": "phone", "Created": "occurred_at"})
pytestmark = pytest.mark.django_db


def test_refused_rows_are_a_file_with_line_and_reason_that_runs_no_formula(tmp_path: Path) -> None:
    hire()
    row = "=cmd|' /C calc'!A0,+49 30 123,2026-13-45"
    done = taken(write(tmp_path / "leads.csv", row, header="@Email,Phone,Created"), MAPPING)
    text = "".join(refused_lines(done.id))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert rows == [
        ["line", "reason", "'@Email", "Phone", "Created"],
        [
            "2",
            "“2026-13-45” is not a date that can be read.",
            "'=cmd|' /C calc'!A0",
            "'+49 30 123",
            "2026-13-45",
        ],
    ]


def test_an_import_that_was_cut_off_is_found_by_its_file_whatever_its_name(tmp_path: Path) -> None:
    hire()
    path = write(tmp_path / "leads.csv", *contacts(3))
    assert unfinished_import(path) is None
    record = kept(path)
    with pytest.raises(CutOff):
        run(record, DiesAfter(0))
    found = unfinished_import(path.rename(tmp_path / "other.csv"))
    assert found is not None
    assert (found.id, found.state) == (record.id, ImportState.FAILED)
    run(record)
    assert unfinished_import(tmp_path / "other.csv") is None
