"""The command line: one door to an instance, for people and for scripts.

Each module here holds one command, or one group of commands, as a Typer app named `app`; `main.py`
lists them. Modules import what is heavy inside their functions, so that help comes at once.
"""

from handraiser.cli.main import main

__all__ = ["main"]
