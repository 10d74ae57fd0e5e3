"""`handraiser replay`: make every decision of the ledger again, and compare."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from handraiser.replay.report import Report

app = typer.Typer()

SHOWN = 20
DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


@app.command(
    epilog="""Examples:

`handraiser replay` - everything that was ever decided

`handraiser replay --since 2026-11-01` - what was decided from that day on (UTC)

`handraiser replay --lead 0197c0de-0000-7000-8000-000000000000` - one lead

`handraiser replay --sample 2000 --json` - so many decisions of the last day and as many of all time, for programs"""
)
def replay(
    since: Annotated[
        datetime | None, typer.Option(formats=DATES, help="Only what was recorded from then on (UTC).")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=DATES, help="Only what was recorded before then (UTC).")
    ] = None,
    lead: Annotated[UUID | None, typer.Option(help="Only this lead.", show_default=False)] = None,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="Only so many decisions of the last day, and as many of all time."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make every decision again under the version that made it, from what it looked at, and compare.

    Changes nothing of what was decided. Ends with exit code 1 where a decision differs.
    """
    from handraiser import config

    config.start(migrate=True)
    report = _run(since, until, lead, sample, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(report.as_told()))
    else:
        _tell(report)
    if report.different:
        raise typer.Exit(1)


def _run(
    since: datetime | None, until: datetime | None, lead: UUID | None, sample: int | None, *, quiet: bool
) -> "Report":
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import Progress

    from handraiser.replay.nightly import sampled
    from handraiser.replay.operations import keep
    from handraiser.replay.reading import how_many
    from handraiser.replay.replay import replay as run
    from handraiser.replay.replay import replay_events

    at = timezone.now()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        whole = sample * 2 if sample else how_many() if lead is None else None
        task = bar.add_task("Making decisions again", total=whole or None)

        def progress(done: int) -> None:
            bar.update(task, completed=done)

        if sample is not None:
            report = replay_events(sampled(at=at, size=sample), progress=progress)
        else:
            report = run(since=_utc(since), until=_utc(until), lead_id=lead, progress=progress)
    if lead is None:
        keep(report=report, scope=_scope(since, until, sample), by=None, at=at)
    return report


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _scope(since: datetime | None, until: datetime | None, sample: int | None) -> str:
    if sample is not None:
        return "sample"
    said = [f"from {since:%Y-%m-%d}" if since else "", f"before {until:%Y-%m-%d}" if until else ""]
    return " ".join(filter(None, said)) or "everything"


def _tell(report: "Report") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("decision", "checked", "the same", "different", "not replayable", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, tally in report.kinds().items():
        table.add_row(
            kind, *(f"{tally[name]:,}" for name in ("checked", "equal", "different", "not_replayable"))
        )
    console.print(table)
    for why, count in report.why_not.most_common(SHOWN):
        console.print(f"[yellow]not replayable[/yellow] {count:,} {why}", soft_wrap=True)
    for told in report.as_told()["differences"][:SHOWN]:
        _difference(console, told)
    if report.different > SHOWN:
        console.print(f"... and {report.different - SHOWN:,} more; --json lists them.")
    speed = report.checked / report.seconds if report.seconds else 0
    verdict = (
        "[green]all the same[/green]" if not report.different else f"[red]{report.different:,} differ[/red]"
    )
    console.print(
        f"{report.checked:,} decisions in {report.seconds:.1f} s ({speed:,.0f} a second): {verdict}. "
        f"{sum(report.facts.values()):,} other events decide nothing."
    )


def _difference(console: "Console", told: dict[str, Any]) -> None:
    from rich.markup import escape

    console.print(
        f"[red]{told['kind']}[/red] of lead {told['lead']} at {told['at']}: {told['cause']}", soft_wrap=True
    )
    if told["detail"]:
        console.print(f"  {escape(told['detail'])}", soft_wrap=True)
    if told["recorded"] is not None:
        console.print(f"  recorded   {escape(json.dumps(told['recorded']))}", soft_wrap=True)
        console.print(f"  recomputed {escape(json.dumps(told['recomputed']))}", soft_wrap=True)
