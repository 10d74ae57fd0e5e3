"""`handraiser status`: how much of what there is."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

app = typer.Typer()


@app.command(
    epilog="""Examples:

`handraiser status` - a table for people

`handraiser status --json` - one JSON object for programs"""
)
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how many inquiries, people, companies and leads there are, and what waits."""
    from handraiser import config
    from handraiser.report.status import status as count

    config.start(migrate=True)
    figures = count()
    if as_json:
        typer.echo(json.dumps(figures))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "how many", show_header=False, box=None)
    for name, value in _lines(figures):
        table.add_row(name, value)
    Console().print(table)


def _lines(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for name, value in figures.items():
        if isinstance(value, Mapping):
            lines += [(f"{name}: {part}".replace("_", " "), f"{count:,}") for part, count in value.items()]
        else:
            lines.append((name, f"{value:,}"))
    return lines
