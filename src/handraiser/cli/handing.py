"""Handing a result over: to the screen, or to a file if one is named."""

import sys
from pathlib import Path

import typer


def hand_over(content: bytes, out: Path | None, *, binary: bool = False) -> None:
    """Write the content. What is nothing for a screen needs a file, or a program that takes it."""
    if out is None:
        if binary and sys.stdout.isatty():
            raise typer.BadParameter("This is no text for a screen; name a file with --out.")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}.") from None
    typer.echo(f"Written to {out}.", err=True)
