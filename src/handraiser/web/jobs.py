"""Work that screens hand to the worker."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from handraiser import flow
from handraiser.capture.imports import run


@app.task(name="web.run_import", queue="imports")
def run_import(import_id: str) -> None:
    """Take in a confirmed import. After the death of a worker another one goes on where it was."""
    run.run_import(import_id=UUID(import_id), take_in=flow.take_in_file, now=timezone.now)


def queue_import(import_id: UUID) -> None:
    """Queue a confirmed import, in the caller's transaction."""
    run_import.defer(import_id=str(import_id))
