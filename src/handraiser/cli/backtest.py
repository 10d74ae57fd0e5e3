"""`handraiser backtest`: try a version on recorded history."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handraiser.backtest.moments import Candidate
    from handraiser.backtest.report import Report
    from handraiser.backtest.scope import Scope

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser backtest my_process.yaml --sample 1000` - a first look within seconds, on a thousand people

`handraiser backtest my_process.yaml --since 2026-01-01 --html backtest.html` - this year's leads, as a page

`handraiser backtest 0.5 --against 1.0 --json` - two stored versions, for programs""",
)
def backtest(
    draft: Annotated[
        str,
        typer.Argument(metavar="DRAFT", help="A file, or the number or id of a version.", show_default=False),
    ],
    since: Annotated[
        datetime | None, typer.Option(help="Judge leads that came on this day or later.", show_default=False)
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(help="Judge leads that came before this day.", show_default=False)
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="About so many people, always the same ones.", show_default=False),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Compare with this version; the live one if left out.", show_default=False),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the report as a page to this file.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> None:
    """Run a version over recorded inquiries, behaviour and human acts, beside the live one. Writes nothing.

    Of a draft with faults the valid part is tried; the report says first which sections were not.
    """
    from handraiser import config

    config.start(migrate=True)
    from handraiser.backtest.candidates import DraftFaulty, base_of, draft_of
    from handraiser.backtest.scope import Scope

    try:
        candidates = draft_of(draft), base_of(against)
    except DraftFaulty as faulty:
        for fault in faulty.faults:
            typer.echo(str(fault), err=True)
        raise
    scope = Scope(since=_utc(since), until=_utc(until), sample=sample)
    try:
        report = _run(*candidates, scope)
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(130) from None
    if html is not None:
        from handraiser.backtest.page import page

        html.write_text(page(report), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(report.as_json()))
    else:
        _show(report)


def _run(draft: "Candidate", base: "Candidate", scope: "Scope") -> "Report":
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from handraiser.backtest.run import backtest as run

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Trying it on history", total=1.0)
        return run(
            draft=draft,
            base=base,
            scope=scope,
            at=timezone.now(),
            progress=lambda part: bar.update(task, completed=part),
        )


def _show(report: "Report") -> None:
    from rich.console import Console

    from handraiser.backtest.terminal import tables

    Console().print(tables(report))


def _utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day is not None else None
