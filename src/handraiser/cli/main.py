"""The `handraiser` command: the list of its parts, and what happens to errors that people can act on."""

import sys
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Annotated

import typer

# In the order in which the help shows them: from a first look to daily work to operation.
PARTS = (
    "demo",
    "serve",
    "worker",
    "status",
    "import_file",
    "explain",
    "backtest",
    "replay",
    "process",
    "user",
)

app = typer.Typer(
    name="handraiser",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    epilog="`handraiser COMMAND --help` shows examples. Settings: docs/operations.md.",
)


def main() -> None:
    """Run the command line; an error that a person can act on is one sentence and exit code 1."""
    try:
        collected()()
    except Exception as error:
        if not _is_meant_for_people(error):
            raise
        typer.secho(str(error), err=True, fg=typer.colors.RED)
        sys.exit(1)


@cache
def collected() -> typer.Typer:
    """The whole command with all its parts."""
    for part in PARTS:
        if find_spec(f"handraiser.cli.{part}"):
            app.add_typer(import_module(f"handraiser.cli.{part}").app)
    return app


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        typer.echo(version("handraiser"))
        raise typer.Exit


@app.callback()
def handraiser(
    version_wanted: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Lead management as one document that runs.

    Start with `handraiser demo`: a living company in a minute.
    """


def _is_meant_for_people(error: Exception) -> bool:
    from handraiser.config.embedded import DatabaseUnavailable
    from handraiser.kit.refusal import Refusal

    return isinstance(error, Refusal | DatabaseUnavailable)
