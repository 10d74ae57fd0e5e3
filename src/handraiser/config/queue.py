"""Run queued jobs: Procrastinate on our PostgreSQL, taken up again whenever that restarts."""

import asyncio
import threading
from datetime import datetime
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from django.db import close_old_connections, connections
from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.procrastinate_app import app as django_app
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import DeleteJobCondition
from procrastinate.middleware import SyncCallNext
from procrastinate.worker import Worker

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 3.0
DEAD_AFTER_SECONDS = 15.0
PAUSE_SECONDS = 1.0


def work_queue(stopping: threading.Event, *, at_once: int) -> None:
    """Run jobs, so many at once, until `stopping` is set; running jobs get some seconds to finish."""
    asyncio.run(_work(stopping, at_once=at_once))


def take_over(*, at: datetime) -> None:
    """Queue the jobs again whose worker has given no sign of life, since it was killed for example."""
    manager = django_app.job_manager
    for job in async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        if job.id is not None:
            log.warning("job_taken_over", job=job.id, task=job.task_name)
            manager.retry_job_by_id(job.id, retry_at=at)


async def _work(stopping: threading.Event, *, at_once: int) -> None:
    stopped = asyncio.create_task(asyncio.to_thread(stopping.wait))
    while not stopping.is_set():
        work = asyncio.create_task(_serve_queue(at_once=at_once))
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            work.cancel()
        try:
            await work
        except asyncio.CancelledError:
            continue
        except ConnectorException as error:
            log.warning("queue_waits_for_database", error=str(error.__cause__ or error).strip())
        await asyncio.wait({stopped}, timeout=PAUSE_SECONDS)


async def _serve_queue(*, at_once: int) -> None:
    async with _worker_app().open_async() as app:
        await app.run_worker_async(
            concurrency=at_once,
            install_signal_handlers=False,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            shutdown_graceful_timeout=8,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=DEAD_AFTER_SECONDS,
            task_middleware=[_leave_no_connection],
        )


def _leave_no_connection(call_next: SyncCallNext, context: JobContext, worker: Worker) -> Any:
    """Jobs are rare and run in threads that come and go; a connection kept by each would only be in the way."""
    close_old_connections()
    try:
        return call_next()
    finally:
        connections.close_all()


def _worker_app() -> App:
    """An app for the worker alone, with connections of its own and the same tasks.

    The tasks stay tied to Django's app, so a job that queues another does it in its own transaction.
    """
    app = App(connector=DjangoConnector().get_worker_connector())
    app.tasks = django_app.tasks
    app.periodic_registry = django_app.periodic_registry
    return app
