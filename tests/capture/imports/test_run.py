"""Imports from file to leads: every row counts once, whatever happens."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handraiser.capture.imports import operations
from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.imports.operations import ImportEnded, keep_import
from handraiser.capture.imports.queries import refused_rows
from handraiser.capture.mapping import Mapping, NobodyNamed
from handraiser.capture.models import Inquiry
from handraiser.capture.reading import FileRefused, delimited
from handraiser.lead.models import Lead, Person
from tests.capture.imports.lists import CutOff, DiesAfter, contacts, counts, kept, run, taken, write
from tests.cast import MONDAY, hire

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def company() -> None:
    hire()


def test_every_row_becomes_a_person_with_a_lead(tmp_path: Path) -> None:
    done = taken(write(tmp_path / "leads.csv", *contacts(30)))
    assert (done.state, done.position, counts(done)) == (ImportState.DONE, 1.0, (30, 30, 0, 0, 0, 0))
    assert Person.objects.count() == Lead.objects.count() == 30
    inquiry = Inquiry.objects.get(line=2)
    assert (inquiry.door, inquiry.import_id, inquiry.state) == ("import", done.id, "done")


def test_history_keeps_its_dates(tmp_path: Path) -> None:
    taken(write(tmp_path / "leads.csv", *contacts(1)))
    assert Inquiry.objects.get().occurred_at == datetime(2026, 5, 1, tzinfo=UTC)
    assert Lead.objects.get().opened_at == datetime(2026, 5, 1, tzinfo=UTC)


def test_rows_are_new_updated_same_or_refused_and_add_up(tmp_path: Path) -> None:
    known, fresh, changed = contacts(3)
    taken(write(tmp_path / "before.csv", known, changed))
    path = write(
        tmp_path / "leads.csv",
        known,
        fresh,
        changed.replace("Person 2", "Person Two"),
        fresh,
        "nobody,,,,",
        "late@kestrel-analytics.com,Ben,Kestrel,DE,some day",
        "too,many,cells,in,this,row",
        "",
        ",,,,",
    )
    done = taken(path)
    assert counts(done) == (7, 1, 1, 2, 3, 0)
    assert done.report["blank"] == 2
    assert [(line, cells[0]) for line, _, cells in refused_rows(done.id)] == [
        (6, "nobody"),
        (7, "late@kestrel-analytics.com"),
        (8, "too"),
    ]
    assert [reason for _, reason, _ in refused_rows(done.id)][
        1
    ] == "“some day” is not a date that can be read."
    assert sum(done.report["refused"].values()) == 3


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", *contacts(12))
    taken(path)
    again = taken(path)
    assert counts(again) == (12, 0, 0, 12, 0, 0)
    assert Inquiry.objects.count() == 12


def test_what_is_not_mapped_is_kept_with_the_inquiry(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", "a@kestrel-analytics.com,Z 9\x00", header="Email,Shoe size")
    taken(path)
    raw = json.loads(Inquiry.objects.get().raw)
    assert json.loads(raw["extra"]) == {"Shoe size": "Z 9\x00"}


def test_an_import_that_was_cut_off_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited.DelimitedTable.chunks, "__kwdefaults__", {"rows": 10, "from_line": 0})
    rows = contacts(35)
    record = kept(write(tmp_path / "leads.csv", *rows, rows[0], "broken,row"))
    with pytest.raises(CutOff):
        run(record, DiesAfter(2))
    record.refresh_from_db()
    # The third batch was taken in, but died before its progress: it was undone as one.
    assert (record.state, record.rows, record.next_line) == (ImportState.FAILED, 20, 22)
    assert Inquiry.objects.count() == 20
    done = run(record)
    assert (done.state, counts(done)) == (ImportState.DONE, (37, 35, 0, 1, 1, 0))
    assert Inquiry.objects.filter(state="done").count() == 35
    assert Person.objects.count() == 35


def test_a_cancelled_import_stops_after_the_batch_in_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited.DelimitedTable.chunks, "__kwdefaults__", {"rows": 10, "from_line": 0})
    record = kept(write(tmp_path / "leads.csv", *contacts(30)))

    def cancelling(now: Import) -> None:
        if now.rows == 20:
            operations.cancel(import_id=now.id, at=MONDAY)
            now.refresh_from_db()

    done = run(record, told=cancelling)
    assert (done.state, done.rows) == (ImportState.CANCELLED, 20)
    assert Inquiry.objects.count() == 20
    with pytest.raises(ImportEnded, match="is over"):
        run(record)


def test_a_file_that_is_refused_leaves_nothing_behind(tmp_path: Path, uploads: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileRefused):
        keep_import(path=path, file_name="leads.csv", at=MONDAY)
    assert Import.objects.count() == 0
    assert not uploads.exists()


def test_a_file_that_names_nobody_is_refused_when_it_is_confirmed(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", "Bonn,5", header="City,Size")
    with pytest.raises(NobodyNamed):
        kept(path)


def test_a_list_without_a_source_gets_the_one_that_was_told(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", "a@b-logistics.com", "b@b-logistics.com", header="Email")
    taken(path, Mapping(constants={"source": "Fair"}))
    assert set(Lead.objects.values_list("source", flat=True)) == {"Fair"}


def test_outcomes_told_by_a_second_list_reach_the_leads_of_the_first(tmp_path: Path) -> None:
    taken(
        write(
            tmp_path / "leads.csv",
            "m1,2026-01-05,social",
            "m2,2026-01-06,email",
            header="mql_id,first_contact_date,origin",
        )
    )
    mapping = Mapping(
        columns={"mql_id": "external_id", "won_date": "outcome_at"}, constants={"outcome": "won"}
    )
    done = taken(write(tmp_path / "deals.csv", "m1,2026-02-05 10:00:00", header="mql_id,won_date"), mapping)
    assert counts(done) == (1, 0, 1, 0, 0, 0)
    assert sorted(Lead.objects.values_list("external_id", "outcome")) == [("m1", "won"), ("m2", None)]


def test_the_kept_file_outlives_the_one_that_was_sent(tmp_path: Path) -> None:
    path = write(tmp_path / "leads.csv", *contacts(3))
    record = kept(path)
    path.unlink()
    assert counts(run(record)) == (3, 3, 0, 0, 0, 0)
