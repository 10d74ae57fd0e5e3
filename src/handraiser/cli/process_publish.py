"""`handraiser process publish`, `roll-back` and `pilot`: what decides from now on, and about whom."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer()


class InFlight(StrEnum):
    """What becomes of open leads."""

    STAY = "stay"
    MOVE = "move"


class Settle(StrEnum):
    """How leads that move are decided anew."""

    SPREAD = "spread"
    QUIET = "quiet"


Leads = Annotated[
    InFlight,
    typer.Option("--in-flight", help="Open leads stay on their version, or move by the proposed stages."),
]
Settled = Annotated[
    Settle,
    typer.Option(
        help="Moved leads are decided anew one after the other, or quietly, with no promise or owner by it."
    ),
]
Hours = Annotated[float, typer.Option(min=0, max=744, help="The hours over which moved leads are spread.")]
Note = Annotated[str, typer.Option(help="Why, for those who read it later.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before leads move.")]


@app.command(
    epilog="""Examples:

`handraiser process publish my_process.yaml` - live from now on, as the next version; open leads stay on theirs

`handraiser process publish 1.75 --in-flight move --hours 8` - a version by its number; open leads move, spread over 8 hours

`handraiser process publish my_process.yaml --number 2.0 --note "New territories"` - with number and reason"""
)
def publish(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A document, or the number or id of a version.", show_default=False
        ),
    ],
    number: Annotated[str | None, typer.Option(help="The version number; the next one if left out.")] = None,
    note: Note = "",
    in_flight: Leads = InFlight.STAY,
    settle: Settled = Settle.SPREAD,
    hours: Hours = 8,
    yes: Yes = False,
) -> None:
    """Make a document or a version the live process. From then on every decision about new leads follows it."""
    file = Path(what)
    if file.exists():
        # Before anything starts: this needs no database.
        _refuse_faults(file)
    _start()
    from handraiser.cli.versions import version_called
    from handraiser.process.models import State

    version = _of_file(file, note=note) if file.exists() else version_called(what)
    if version.state == State.LIVE:
        typer.echo(f"This very text is live already, as version {version.number}.")
        return
    _publish(version, number, note or "Published on the command line.", in_flight, settle, hours, yes)


@app.command(
    epilog="""Example:

`handraiser process roll-back 1.0 --in-flight move --note "The new gate let nobody through"`"""
)
def roll_back(
    number: Annotated[
        str, typer.Argument(help="The number or id of a version that was live.", show_default=False)
    ],
    note: Annotated[str, typer.Option(help="Why, for those who read it later.", prompt="Why")],
    in_flight: Leads = InFlight.MOVE,
    settle: Settled = Settle.QUIET,
    hours: Hours = 8,
    yes: Yes = False,
) -> None:
    """Publish an older version again, under a new number."""
    _start()
    from handraiser.cli.versions import version_called
    from handraiser.process.models import State

    found = version_called(number, states=[State.RETIRED])
    _publish(found, None, note, in_flight, settle, hours, yes)


@app.command(
    epilog="""Example:

`handraiser process pilot` - both arms of the pilot that runs, measure by measure"""
)
def pilot() -> None:
    """Show the pilot that runs."""
    _start()
    from rich.console import Console
    from rich.table import Table

    from handraiser.process.models import Pilot
    from handraiser.report.arms import compare

    running = Pilot.objects.filter(ended_at=None).select_related("version", "control").first()
    if running is None:
        typer.echo("No pilot runs.")
        return
    table = Table(
        title=f"Version {running.version.number} against {running.control.number}, "
        f"{running.sample:,} leads planned in each arm; {running.measure} decides"
    )
    for heading in ("Measure", "Pilot", "Control", "Difference", "95 % interval", ""):
        table.add_column(heading, justify="left" if heading in {"Measure", ""} else "right")
    for one in compare(running.id, sample=running.sample):
        interval = "" if one.low is None or one.high is None else f"{one.low:+.1%} to {one.high:+.1%}"
        table.add_row(
            one.measure.title,
            f"{one.pilot.held:,} of {one.pilot.leads:,}",
            f"{one.control.held:,} of {one.control.leads:,}",
            "" if one.difference is None else f"{one.difference:+.1%}",
            interval,
            one.verdict.replace("_", " "),
        )
    Console().print(table)


def _publish(
    version: Any, number: str | None, note: str, in_flight: InFlight, settle: Settle, hours: float, yes: bool
) -> None:
    from django.utils import timezone

    from handraiser import flow
    from handraiser.process.in_flight import Plan
    from handraiser.process.queries import live_version

    live = live_version()
    moves = _moves(version) if in_flight is InFlight.MOVE else {}
    if moves and not yes:
        typer.confirm("Shall these leads move?", abort=True)
    published = flow.publish(
        version_id=version.id,
        plan=Plan(moves=moves, settle=settle.value, over=timedelta(hours=hours)),
        instead_of=live.id if live else None,
        by=None,
        why=note,
        number=number,
        unreviewed=True,
        at=timezone.now(),
    )
    typer.echo(f"Version {published.number} of '{published.process}' is live.")


def _moves(version: Any) -> dict[str, str]:
    """The proposed stages, told with the number of leads in each."""
    from handraiser.acts.flight import in_flight

    flight = in_flight(to=version.id)
    for line in flight.lines:
        typer.echo(f"  {line.leads:>8,} in {line.title} go on as {flight.stages[line.proposed]}")
    return flight.proposed


def _refuse_faults(file: Path) -> None:
    from handraiser.cli.process import tell
    from handraiser.document import Document
    from handraiser.process.check import check_file

    faults = check_file(file, document=Document).faults
    if faults:
        tell(file, faults)
        raise typer.Exit(1)


def _of_file(file: Path, *, note: str) -> Any:
    """The draft that a file is made; the live version, where it holds that very text."""
    from django.utils import timezone

    from handraiser.process.check import read_text
    from handraiser.process.digests import digest_of
    from handraiser.process.drafts import begin_draft
    from handraiser.process.models import State, Version
    from handraiser.process.queries import live_version

    text = read_text(file)[0]
    live = live_version()
    if live is not None and live.digest == digest_of(text):
        return live
    same = Version.objects.filter(state=State.DRAFT, digest=digest_of(text)).first()
    return same or begin_draft(text=text, by=None, at=timezone.now(), note=note)


def _start() -> None:
    from handraiser import config

    config.start(migrate=True)
