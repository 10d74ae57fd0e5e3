"""`handraiser serve`: the web server."""

import errno
import os
import socket
import sys
import threading
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser serve` - screens and API on http://127.0.0.1:8000

`PORT=9000 handraiser serve --with-worker` - the same on port 9000, with the timed work, in one command

`handraiser serve --host 0.0.0.0 --workers 4` - for all of the network, on four processes"""
)
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="The port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[
        int,
        typer.Option(
            min=1, help="Processes. One is best up to a few hundred inquiries a second: they share work."
        ),
    ] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests at once in each process.")] = 16,
    with_worker: Annotated[
        bool, typer.Option("--with-worker", help="Run `handraiser worker` beside it.")
    ] = False,
) -> None:
    """Serve the screens, the forms and the API.

    Runs pending migrations first. Clocks and queued work need `handraiser worker` as well.
    """
    from handraiser.config import database
    from handraiser.config.home import home

    refuse_busy_port(host, port)
    # Told here once, if there is none; the processes below connect for themselves.
    database.database_url(home())
    if with_worker:
        raise typer.Exit(with_worker_beside(host, port, workers, threads))
    _serve(host, port, workers, threads)


def with_worker_beside(host: str, port: int, workers: int = 1, threads: int = 16) -> int:
    """Run `serve` and `worker` together until one ends or we are told to stop; returns the exit code."""
    from handraiser.config.together import run_together

    me = [sys.executable, "-m", "handraiser"]
    listen = [f"--host={host}", f"--port={port}", f"--workers={workers}", f"--threads={threads}"]
    return run_together({"web": [*me, "serve", *listen], "worker": [*me, "worker"]})


def refuse_busy_port(host: str, port: int) -> None:
    """Leave with a sentence for people if nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            busy = error.errno == errno.EADDRINUSE
            reason = (
                "is already in use. Choose another with --port or PORT."
                if busy
                else f"cannot be used: {error}"
            )
            typer.secho(f"Port {port} on {host} {reason}", err=True, fg=typer.colors.RED)
            raise typer.Exit(1) from error


def _serve(host: str, port: int, workers: int, threads: int) -> None:
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from handraiser.config import database
    from handraiser.config.home import home

    # A live inquiry is a frame of one row: handing it to a pool of threads costs more than the work.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    # A forked process would inherit the frozen thread pools of this one.
    multiprocessing.set_start_method("spawn", force=True)
    stopping = threading.Event()
    database.keep_running(home(), until=stopping)
    typer.echo(f"Handraiser listens on http://{host}:{port}", err=True)
    try:
        Granian(
            "handraiser.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            # A thread keeps its database connection; let it live through a quiet spell.
            blocking_threads_idle_timeout=600,
            respawn_failed_workers=True,
            workers_kill_timeout=8,
            log_level=LogLevels.error,
        ).serve()
    finally:
        stopping.set()
