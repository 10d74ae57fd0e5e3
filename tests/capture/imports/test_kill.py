"""A process killed in the middle of an import: nothing twice, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from handraiser.capture.imports.models import Import, ImportState
from handraiser.capture.models import Inquiry
from handraiser.lead.models import Lead, Person
from tests.capture.imports.lists import contacts, write
from tests.cast import hire

PATIENCE = 120
ROWS = 22_000
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def command(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`handraiser import` as a process of its own, on the database of this test."""
    told = connection.settings_dict
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    address = make_conninfo(**{theirs: str(told[ours]) for ours, theirs in names.items() if told[ours]})
    environment = os.environ | {"HANDRAISER_HOME": str(home), "HANDRAISER_DATABASE_URL": address}
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
