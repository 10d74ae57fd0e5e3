"""`handraiser worker`: timed work and queued jobs."""

import signal
import threading
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser worker` - beside `handraiser serve`, in another terminal

`handraiser worker --jobs 4` - up to four queued jobs at once, such as imports"""
)
def worker(
    jobs: Annotated[int, typer.Option(min=1, max=32, help="Queued jobs to run at once.")] = 2,
) -> None:
    """Run the clocks, the timed work and the queued jobs.

    Start as many as you like, on as many hosts: they share the work, and one takes over when another dies.
    """
    from django.db import connections

    from handraiser import config
    from handraiser.config import database, queue, ticker
    from handraiser.config.home import home
    from handraiser.config.schedule import SCHEDULE

    config.start(migrate=True)
    connections.close_all()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    database.keep_running(home(), until=stopping)
    threads = ticker.start_ticking(SCHEDULE, stopping)
    typer.echo("Handraiser's worker runs.", err=True)
    queue.work_queue(stopping, at_once=jobs)
    for thread in threads:
        thread.join(5)
