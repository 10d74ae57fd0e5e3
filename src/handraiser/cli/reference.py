"""Write down every command as its help tells it: `make docs` writes docs/commands.md, a test holds it there."""

import re
import sys
from typing import Any

import typer

from handraiser.cli.main import collected

HEAD = """\
# Commands

Written by `make docs` from the help of the commands themselves.
"""


def reference() -> str:
    """All commands as one Markdown text."""
    root = typer.main.get_command(collected())
    return "\n".join([HEAD, *_sections(root, "handraiser")])


def _sections(command: Any, name: str) -> list[str]:
    inner = getattr(command, "commands", {})
    texts = [] if inner else [_section(command, name)]
    for key, sub in inner.items():
        texts += _sections(sub, f"{name} {key}")
    return texts


def _section(command: Any, name: str) -> str:
    usage = " ".join([name, *(_usage(parameter) for parameter in command.params)])
    lines = [f"## `{name}`", "", f"`{usage}`", "", _prose(command.help)]
    told = [line for line in map(_told, command.params) if line]
    if told:
        lines += ["", "| | |", "|---|---|", *told]
    if command.epilog:
        lines += ["", _prose(command.epilog)]
    return "\n".join(lines) + "\n"


def _usage(parameter: Any) -> str:
    word = parameter.name.upper() if parameter.param_type_name == "argument" else max(parameter.opts, key=len)
    return str(word) if parameter.required else f"[{word}]"


def _told(parameter: Any) -> str:
    names = [parameter.name.upper()] if parameter.param_type_name == "argument" else parameter.opts
    notes = []
    if parameter.default not in (None, False, [], ()) and not callable(parameter.default):
        notes.append(f"default {parameter.default}")
    if parameter.envvar:
        notes.append(f"or {parameter.envvar}")
    text = _prose(getattr(parameter, "help", None)).replace("|", "\\|")
    if notes:
        text = f"{text} ({'; '.join(notes)})"
    return f"| {', '.join(f'`{name}`' for name in names)} | {text} |"


def _prose(text: str | None) -> str:
    return re.sub(r"[ \t]+\n", "\n", (text or "").replace("\b", "").strip())


if __name__ == "__main__":
    sys.stdout.write(reference())
