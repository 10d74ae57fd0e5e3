"""`handraiser process drafts` and `handraiser process draft`: see the drafts, and save a file as one."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="""Example:

`handraiser process drafts` - number, who saved it last and what it is for"""
)
def drafts() -> None:
    """List the drafts of the process, the one saved last first."""
    from handraiser import config

    config.start(migrate=True)
    from handraiser.process.models import State, Version
    from handraiser.staff.queries import snapshot

    people = {member.id: member.name for member in snapshot().members}
    found = list(Version.objects.filter(state=State.DRAFT).order_by("-updated_at", "-id"))
    if not found:
        typer.echo("There are no drafts. Begin one: handraiser process draft FILE")
        return
    for one in found:
        saved = f", saved {one.updated_at:%Y-%m-%d %H:%M}" if one.updated_at else ""
        by = f" by {people[one.updated_by_id]}" if one.updated_by_id in people else ""
        about = f": {one.note}" if one.note else ""
        typer.echo(f"{one.number} {one.process}{about}{saved}{by} ({one.id})")


@app.command(
    epilog="""Examples:

`handraiser process draft my_process.yaml` - to be discussed, tried and signed before it is published

`handraiser process draft my_process.yaml --note "Faster first calls"` - with what it is for"""
)
def draft(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The process document, a YAML file.", show_default=False)
    ],
    note: Annotated[
        str, typer.Option("--note", "--name", help="What the draft is for, as the list of drafts shows it.")
    ] = "",
) -> None:
    """Save a document as a draft. It may still have faults; how many is told."""
    from django.utils import timezone

    from handraiser import config
    from handraiser.document import Document
    from handraiser.process.check import check, read_text

    text, fault = read_text(file)
    if fault is not None:
        raise typer.BadParameter(f"{fault.wrong} {fault.meant}")
    config.start(migrate=True)
    from handraiser.process.drafts import begin_draft

    made = begin_draft(text=text, note=note, at=timezone.now())
    faults = check(text, document=Document, path=str(file)).faults
    typer.echo(f"Draft {made.number} of '{made.process}' is saved: /process/drafts/{made.id}")
    if faults:
        count = "One thing is" if len(faults) == 1 else f"{len(faults)} things are"
        typer.echo(f"{count} wrong with it yet, the first: {faults[0]}")
