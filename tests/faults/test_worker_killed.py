"""A worker is killed in the middle of an import that a screen started."""

import subprocess
import sys
from pathlib import Path

import pytest

from handraiser.capture.reading.limits import CHUNK_ROWS
from tests.faults.instance import Instance
from tests.waiting import PATIENCE, wait_until

ROWS = CHUNK_ROWS + 1_000
# Just what the screen does when the mapping is confirmed.
START = """
import sys
from pathlib import Path
from handraiser import config
config.start()
from django.db import transaction
from django.utils import timezone
from handraiser.capture.imports import operations
from handraiser.capture.mapping import Mapping
from handraiser.web.jobs import queue_import
path = Path(sys.argv[1])
record = operations.keep_import(path=path, file_name=path.name, at=timezone.now())
mapping = Mapping.model_validate(record.mapping)
with transaction.atomic():
    operations.confirm(import_id=record.id, mapping=mapping, at=timezone.now())
    queue_import(record.id)
print(record.id)
"""
COUNTS = "SELECT state, rows, new, updated, same, refused, stopped FROM capture_import WHERE id = %s"
pytestmark = pytest.mark.slow


def started(instance: Instance, path: Path) -> str:
    """The id of an import that waits for a worker."""
    told = subprocess.run(
        [sys.executable, "-c", START, str(path)],
        env=instance.environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=2 * PATIENCE,
    )
    return told.stdout.decode().split()[-1]


def counts(instance: Instance, import_id: str) -> tuple[object, ...]:
    with instance.connect() as look:
        found = look.execute(COUNTS, [import_id]).fetchone()
    assert found is not None
    return found


def write(path: Path, first: int, last: int, *more: str) -> Path:
    rows = [f"person{number}@kestrel-import.com,Person {number},DE" for number in range(first, last)]
    path.write_text("\n".join(["Email,Full Name,Country", *rows, *more]) + "\n")
    return path


def test_another_worker_takes_over_where_the_killed_one_was_and_nobody_is_there_twice(
    instance: Instance, tmp_path: Path
) -> None:
    import_id = started(instance, write(tmp_path / "leads.csv", 0, ROWS, "nobody,,"))
    progress = "SELECT rows FROM capture_import WHERE id = %s"
    with instance.connect() as gate:
        first = instance.start("worker")
        wait_until(lambda: instance.count(progress, import_id) > 0, "the first rows were taken in")
        # It may come no further than the rows in hand.
        with gate.transaction():
            gate.execute("LOCK TABLE capture_import IN SHARE ROW EXCLUSIVE MODE")
            first.kill()
            first.wait(PATIENCE)
    state, rows, *_ = counts(instance, import_id)
    assert (state, rows) == ("running", CHUNK_ROWS)

    # Two more: one of them takes over, and the other finds nothing left to do.
    instance.start("worker")
    instance.start("worker")
    wait_until(lambda: counts(instance, import_id)[0] == "done", "the import is done")
    assert counts(instance, import_id) == ("done", ROWS + 1, ROWS, 0, 0, 1, 0)
    inquiries = "SELECT count(*) FROM capture_inquiry WHERE import_id = %s AND state = 'done'"
    assert instance.count(inquiries, import_id) == ROWS
    people = "SELECT count(*) FROM lead_person WHERE email LIKE '%%@kestrel-import.com'"
    assert instance.count(people) == ROWS
    leads = "SELECT count(*) FROM lead_lead l JOIN lead_person p ON p.id = l.person_id WHERE p.email LIKE '%%@kestrel-import.com'"
    assert instance.count(leads) == ROWS
    wait_until(lambda: instance.count("SELECT count(*) FROM procrastinate_jobs") == 0, "no job is left")

    # With two workers at hand, the next import is run by one of them.
    again = started(instance, write(tmp_path / "more.csv", ROWS, ROWS + 50))
    wait_until(lambda: counts(instance, again)[0] == "done", "the second import is done")
    assert counts(instance, again) == ("done", 50, 50, 0, 0, 0, 0)
    assert instance.count(people) == ROWS + 50
