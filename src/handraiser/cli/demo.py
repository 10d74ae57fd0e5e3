"""`handraiser demo`: a living company in a minute."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handraiser.demo import Progress

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser demo` - on http://127.0.0.1:8000

`PORT=9000 handraiser demo` - on another port

`HANDRAISER_HOME=/tmp/other handraiser demo --seed 8 --leads 300` - another company, smaller, beside the first

`handraiser demo --no-serve` - make the company and leave; `handraiser serve --with-worker` shows it"""
)
def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="The port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    seed: Annotated[int, typer.Option(help="Another number makes another company.")] = 7,
    leads: Annotated[int, typer.Option(min=20, max=100_000, help="About how many leads.")] = 2_000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it, or only make it.")] = True,
) -> None:
    """Show Handraiser at work: an invented company with its staff and half a year of leads.

    The first start makes the company, by sending its inquiries, calls and answers through the real journey,
    with time passed in. Later starts find it as it was left.
    """
    # Links and forms follow the port; the processes that serve are told by it as well.
    os.environ["PORT"] = str(port)
    from django.db import connections

    from handraiser import config
    from handraiser.cli.serve import refuse_busy_port, with_worker_beside

    if serve:
        refuse_busy_port(host, port)
    config.start(migrate=True)
    from handraiser.demo import is_populated

    if not is_populated():
        _populate(seed, leads)
    _show_accounts(host, port)
    connections.close_all()
    if serve:
        raise typer.Exit(with_worker_beside(host, port))


def _populate(seed: int, leads: int) -> None:
    from django.utils import timezone

    from handraiser.demo import populate

    typer.echo(
        f"Making a company with half a year of work and about {leads:,} leads. This is done once.", err=True
    )
    # Nothing that is loaded by now will ever be garbage, so nobody needs to look it through again and again.
    gc.freeze()
    with _progress() as told:
        populate(at=timezone.now(), seed=seed, leads=leads, progress=told)


@contextmanager
def _progress() -> "Iterator[Progress]":
    from datetime import datetime

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[day]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0, day="")

        def told(part: float, day: datetime) -> None:
            bar.update(task, completed=part, day=f"{day:%d %B %Y}")

        yield told


def _show_accounts(host: str, port: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from handraiser.demo import ACCOUNTS, PASSWORD

    table = Table("sign in as", "role", "who", box=None, padding=(0, 2, 0, 0))
    for account in ACCOUNTS:
        table.add_row(account.email, account.role, f"{account.name}, {account.about}")
    console = Console(highlight=False)
    console.print(table)
    console.print(f"\nThe password of everyone: [bold]{PASSWORD}[/bold]")
    console.print(f"The address: [bold]http://{host}:{port}[/bold]   (Ctrl-C stops everything)\n")
