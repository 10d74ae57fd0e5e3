"""A stored version as one names it on the command line."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from handraiser.process.models import State, Version


def version_called(what: str, *, states: Collection["State"] = ()) -> "Version":
    """The version of that number or id. Of several, or of none, it is said which could be meant: exit code 2."""
    from handraiser.process.queries import NoSuchVersion, VersionAmbiguous, named

    try:
        return named(what, states=states)
    except (NoSuchVersion, VersionAmbiguous) as refused:
        typer.echo(refused.message, err=True)
        raise typer.Exit(2) from None
