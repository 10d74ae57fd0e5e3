"""Work that screens hand to the worker."""

import threading
from pathlib import Path

import pytest
from django.conf import LazySettings

from handraiser.capture.imports.models import ImportState
from handraiser.capture.imports.operations import confirm, keep_import
from handraiser.capture.mapping import Mapping
from handraiser.config.queue import work_queue
from handraiser.web.jobs import queue_import
from tests.cast import MONDAY, hire
from tests.waiting import PATIENCE


@pytest.mark.django_db(transaction=True)
def test_a_queued_import_is_run_by_the_worker(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    hire()
    path = tmp_path / "leads.csv"
    path.write_text("Email,Name\nada@kestrel-analytics.com,Ada\n")
    record = keep_import(path=path, file_name="leads.csv", at=MONDAY)
    confirm(import_id=record.id, mapping=Mapping.model_validate(record.mapping), at=MONDAY)
    queue_import(record.id)
    stopping = threading.Event()
    worker = threading.Thread(target=work_queue, args=(stopping,), kwargs={"at_once": 1})
    worker.start()
    pause = threading.Event()
    for _ in range(PATIENCE * 10):
        record.refresh_from_db()
        if record.state == ImportState.DONE:
            break
        pause.wait(0.1)
    stopping.set()
    worker.join(PATIENCE)
    assert (record.state, record.new) == (ImportState.DONE, 1)
