"""`handraiser process diff`: what is otherwise in one version than in another."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handraiser.process.difference import Differences

app = typer.Typer()

Which = Annotated[
    str,
    typer.Argument(help="A file, a ready document, or the number or id of a version.", show_default=False),
]


@app.command(
    epilog="""Examples:

`handraiser process diff my_process.yaml changed.yaml` - two files, which needs no database

`handraiser process diff 1.0 1.5` - two versions

`handraiser process diff 1.0 my_process.yaml --lines` - with the lines of the text"""
)
def diff(
    before: Which,
    after: Which,
    lines: Annotated[bool, typer.Option("--lines", help="Show the lines of the text, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what changed from one version to another, in words; exit code 1 if anything did."""
    from handraiser.document import Document
    from handraiser.process.difference import differences

    found = differences(_text(before), _text(after), document=Document, names=(before, after))
    if as_json:
        changes = None if found.changes is None else [asdict(change) for change in found.changes]
        typer.echo(
            json.dumps(
                {"same": found.same, "changes": changes, "unreadable": found.unreadable},
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        _tell(found, lines=lines)
    raise typer.Exit(0 if found.same else 1)


def _text(which: str) -> str:
    from handraiser.process.check import read_text
    from handraiser.process.naming import may_name_a_version
    from handraiser.process.ready import ready_names, ready_text

    if Path(which).is_file():
        text, fault = read_text(Path(which))
        if fault is not None:
            raise typer.BadParameter(str(fault))
        return text
    if which in ready_names():
        return ready_text(which)
    if not may_name_a_version(which):
        # Told at once: nothing is started for a misspelt file.
        raise typer.BadParameter(f"There is no file, no ready document and no version '{which}'.")
    from handraiser import config

    config.start(migrate=True)
    from handraiser.cli.versions import version_called

    return version_called(which).text


def _tell(found: "Differences", *, lines: bool) -> None:
    from handraiser.process.render.titles import section_title

    for why in found.unreadable:
        typer.secho(f"Compared by its lines alone, since it does not check: {why}", fg=typer.colors.YELLOW)
    if found.same:
        typer.echo("The two are the same.")
    elif found.changes == ():
        typer.echo("Only comments or the way of writing changed; what runs is the same.")
    for section, changes in found.sections.items():
        typer.secho(section_title(section), bold=True)
        for change in changes:
            typer.echo(f"  {change.says}")
    if lines or found.changes is None:
        for hunk in found.hunks:
            typer.echo("")
            for line in hunk:
                sign = {"same": " ", "gone": "-", "new": "+"}[line.kind]
                colour = {"gone": typer.colors.RED, "new": typer.colors.GREEN}.get(line.kind)
                typer.secho(f"{sign} {line.text}", fg=colour)
