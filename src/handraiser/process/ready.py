"""The ready documents that come with Handraiser: whole processes to run or to begin from."""

from importlib.resources import files

BLANK = "blank"


class NotReady(LookupError):
    """There is no ready document of that name."""


def ready_names() -> tuple[str, ...]:
    """The names of the ready documents; `blank` asks the questions that a team must answer."""
    folder = files("handraiser.process").joinpath("library")
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    )


def ready_text(name: str) -> str:
    """The text of a ready document. Raises NotReady."""
    if name not in ready_names():
        raise NotReady(f"There is no ready process '{name}'; there are {', '.join(ready_names())}.")
    return files("handraiser.process").joinpath("library", f"{name}.yaml").read_text("utf-8")
