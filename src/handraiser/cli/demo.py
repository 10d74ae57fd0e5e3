"""`handraiser demo`: a living company to look at."""

import sys
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser demo` - the demo company on http://127.0.0.1:8000

`PORT=9000 handraiser demo --leads 300` - a smaller one, on port 9000

`HANDRAISER_HOME=~/handraiser-demo handraiser demo` - in a data folder of its own"""
)
def demo(
    leads: Annotated[int, typer.Option(help="About how many leads, when it is made.", min=20)] = 2_000,
    seed: Annotated[int, typer.Option(help="Another seed, another story.")] = 7,
    port: Annotated[int, typer.Option(envvar="PORT", help="The port to listen on.", min=1, max=65535)] = 8000,
    serve: Annotated[bool, typer.Option(help="Serve it; or only make it.")] = True,
) -> None:
    """Make a demo company with half a year of history, and serve it.

    The first start takes about a minute: every lead passes the real journey. Later starts take seconds.
    """
    from handraiser import config
    from handraiser.cli.serve import refuse_busy_port

    if serve:
        refuse_busy_port("127.0.0.1", port)
    config.start(migrate=True)
    _populate(leads, seed)
    _welcome(port)
    if serve:
        from handraiser.config.together import run_together

        me = [sys.executable, "-m", "handraiser"]
        raise typer.Exit(run_together({"web": [*me, "serve", f"--port={port}"], "worker": [*me, "worker"]}))


def _populate(leads: int, seed: int) -> None:
    from datetime import datetime

    from django.utils import timezone
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from handraiser.demo import is_populated, populate

    if is_populated():
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("Half a year of a company's leads", total=1.0)

        def show(part: float, day: datetime) -> None:
            bar.update(task, completed=part, description=f"Half a year of a company's leads: {day:%d %B}")

        populate(at=timezone.now(), seed=seed, leads=leads, progress=show)


def _welcome(port: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from handraiser.demo import ACCOUNTS, PASSWORD

    table = Table(box=None, show_header=False, padding=(0, 2))
    for account in ACCOUNTS:
        table.add_row(account.email, account.role, account.about)
    console = Console()
    console.print(f"\nHandraiser: http://127.0.0.1:{port}   password of everyone: [bold]{PASSWORD}[/bold]\n")
    console.print(table)
    console.print(f"\nA key to the API: handraiser user token {ACCOUNTS[0].email}")
    console.print("Ctrl-C stops everything. The next start takes seconds.\n")
