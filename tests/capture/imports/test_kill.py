"""A process killed in the middle of an import: nothing twice, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import polars as pl
import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from handraiser import flow
from handraiser.capture.imports import run as imports_run
from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.models import Inquiry
from handraiser.capture.reading import delimited
from handraiser.lead.models import Lead, Person
from tests.capture.imports.lists import contacts, counts, kept, run, write
from tests.cast import hire
from tests.waiting import PATIENCE

ROWS = 22_000
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def address() -> str:
    """Where the database of this test is."""
    told = connection.settings_dict
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return make_conninfo(**{theirs: str(told[ours]) for ours, theirs in names.items() if told[ours]})


def command(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`handraiser import` as a process of its own, on the database of this test."""
    environment = os.environ | {"HANDRAISER_HOME": str(home), "HANDRAISER_DATABASE_URL": address()}
    return subprocess.Popen(
        [sys.executable, "-m", "handraiser", "import", *arguments, "--json"],
        env=environment,
        stdout=subprocess.PIPE,
    )


def test_an_import_killed_in_the_middle_is_resumed(tmp_path: Path) -> None:
    hire()
    path = write(tmp_path / "leads.csv", *contacts(ROWS), "nobody,,,,")
    first = command(tmp_path / "home", str(path))
    pause = threading.Event()
    for _ in range(PATIENCE * 20):
        if Import.objects.filter(next_line__gt=0).exists():
            break
        pause.wait(0.05)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=PATIENCE)
    record = Import.objects.get()
    assert (record.state, first.returncode) == (ImportState.RUNNING, -signal.SIGKILL)
    assert 0 < record.rows < ROWS

    second = command(tmp_path / "home", str(path), "--resume")
    out, _ = second.communicate(timeout=PATIENCE)
    told = json.loads(out.splitlines()[-1])
    seconds = told.pop("seconds")
    assert seconds > 0
    assert told == {"rows": ROWS + 1, "new": ROWS, "updated": 0, "same": 0, "refused": 1, "stopped": 0}
    assert Import.objects.get().state == ImportState.DONE
    assert Inquiry.objects.filter(state="done").count() == ROWS
    assert Person.objects.count() == Lead.objects.count() == ROWS


def test_an_import_outlives_its_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hire()
    monkeypatch.setattr(delimited.DelimitedTable.chunks, "__kwdefaults__", {"rows": 10, "from_line": 0})
    record = kept(write(tmp_path / "leads.csv", *contacts(30)))
    batches: list[int] = []

    def broken_off(frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
        results = flow.take_in_file(frame, at=at)
        batches.append(frame.height)
        if len(batches) == 2:
            # As a restart of PostgreSQL would: with a batch taken in, but not yet committed.
            with psycopg.connect(address(), autocommit=True) as other:
                pid = connection.connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s)", [pid])
        return results

    done = run(record, broken_off)
    assert (done.state, counts(done)) == (ImportState.DONE, (30, 30, 0, 0, 0, 0))
    assert batches == [10, 10, 10, 10]
    assert Inquiry.objects.count() == Person.objects.count() == 30


def test_two_processes_do_not_take_in_the_same_file_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire()
    record = kept(write(tmp_path / "leads.csv", *contacts(3)))
    with psycopg.connect(address()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [int.from_bytes(record.id.bytes[8:], signed=True)])
        with monkeypatch.context() as impatient:
            impatient.setattr(imports_run, "_WAIT_FOR_OTHER_SECONDS", 0.0)
            with pytest.raises(imports_run.AlreadyRunning):
                run(record)
    assert counts(run(record))[:2] == (3, 3)
