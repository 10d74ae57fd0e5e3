"""What is installed: pinned, complete, and naming no package index."""

import re
import tomllib

import pytest

from tests.house.source import ROOT


def normal(name: str) -> str:
    """A package name as the index compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def locked(text: str) -> set[str]:
    """The packages that a lock file pins."""
    return {normal(line) for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))}


def loose_lines(text: str) -> list[str]:
    """Lines that pin nothing or say where to fetch from."""
    return [
        line
        for line in text.splitlines()
        if line.strip()
        and not line.lstrip().startswith("#")
        and not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.+!-]+", line)
    ] + [line for line in text.splitlines() if "://" in line]


def wanted() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {normal(name) for name in project["project"]["dependencies"] + project["dependency-groups"]["dev"]}


def test_everything_that_we_ask_for_is_pinned() -> None:
    assert wanted() - locked((ROOT / "requirements.lock").read_text()) == set()


def test_every_line_pins_one_version_and_names_no_index() -> None:
    assert loose_lines((ROOT / "requirements.lock").read_text()) == []


@pytest.mark.parametrize(
    "line", ["--index-url https://packages.kestrel.com", "django>=5", "django @ file:///tmp/django"]
)
def test_the_check_finds_a_loose_line(line: str) -> None:
    assert loose_lines(f"typer==0.29.2\n{line}\n")


def test_a_missing_package_is_seen() -> None:
    assert "typer" not in locked("# typer==1\ndjango==5.2.19\n    # via typer\n")
