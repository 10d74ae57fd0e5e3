"""Queued jobs run, join the caller's transaction, and outlive the death of their worker."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.procrastinate_app import app
from procrastinate.tasks import Task

from handraiser.config import queue
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)

done: list[str] = []
all_done = threading.Event()


def note(name: str) -> None:
    done.append(name)
    all_done.set()


def queue_another_and_fail(name: str) -> None:
    with transaction.atomic():
        app.configure_task("tests:note").defer(name=name)
        done.append(f"{name} would follow")
        all_done.set()
        raise ValueError("and the transaction is undone")


@pytest.fixture(autouse=True)
def tasks(transactional_db: None) -> Iterator[None]:
    done.clear()
    all_done.clear()
    _empty_queue()
    before = dict(app.tasks)
    app.task(name="tests:note")(note)
    app.task(name="tests:queue another and fail")(queue_another_and_fail)
    yield
    app.tasks.clear()
    app.tasks.update(before)
    _empty_queue()


def _empty_queue() -> None:
    """Django empties only the tables that it made itself, so jobs of earlier tests may still be there."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def work_until(finished: threading.Event) -> None:
    """Run the queue in a thread, as the worker does, until the event comes."""
    stopping = threading.Event()
    thread = threading.Thread(target=queue.work_queue, args=(stopping,), kwargs={"at_once": 1})
    thread.start()
    try:
        assert finished.wait(PATIENCE)
    finally:
        stopping.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def statuses() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("status", flat=True))


def task(name: str) -> Task[..., Any, Any]:
    return app.tasks[name]


def test_a_queued_job_is_run_and_leaves_nothing_behind() -> None:
    task("tests:note").defer(name="Anna Weber")
    work_until(all_done)
    assert done == ["Anna Weber"]
    assert statuses() == []


def test_a_job_that_was_queued_in_an_undone_transaction_never_runs() -> None:
    with transaction.atomic():
        task("tests:note").defer(name="Mallory Finch")
        transaction.set_rollback(True)
    assert statuses() == []


def test_a_job_that_queues_another_does_so_in_its_own_transaction() -> None:
    task("tests:queue another and fail").defer(name="Ben Okafor")
    work_until(all_done)
    assert done == ["Ben Okafor would follow"]
    assert statuses() == ["failed"]


@pytest.mark.parametrize(("silent_for", "status"), [(60, "todo"), (1, "doing")])
def test_the_job_of_a_dead_worker_is_queued_again_and_that_of_a_living_one_is_not(
    silent_for: int, status: str
) -> None:
    job = task("tests:note").defer(name="Carla Rossi")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        worker = cursor.fetchone()
        assert worker is not None
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1 WHERE id = %s",
            [worker[0], job],
        )
    queue.take_over(at=datetime.now(UTC))
    assert statuses() == [status]
