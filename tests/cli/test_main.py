"""The command as a whole."""

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import free_port

COMMAND = [sys.executable, "-m", "handraiser"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_help_comes_at_once_and_touches_nothing(tmp_path: Path) -> None:
    run("--help")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = run("--help", HANDRAISER_HOME=str(tmp_path / "instance"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert result.returncode == 0
    assert "serve" in result.stdout
    assert not (tmp_path / "instance").exists()
    # Seconds of its own work, whatever else the machine does: a fifth on a usual one, and room for a slow one.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_help_loads_nothing_heavy() -> None:
    program = "import sys; from handraiser.cli.main import collected; collected(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert {"django", "polars", "psycopg", "sqlglot", "pydantic"} & set(loaded.split()) == set()


def test_the_version_is_shown() -> None:
    result = run("--version")
    assert result.returncode == 0
    assert result.stdout.strip()[0].isdigit()


def test_a_busy_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run("serve", "--port", port, HANDRAISER_HOME=str(tmp_path / "instance"))
    assert result.returncode == 1
    assert f"Port {port} on 127.0.0.1 is already in use" in result.stderr
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_no_database_is_one_sentence_and_no_traceback(tmp_path: Path, command: str) -> None:
    nowhere = f"postgresql://anna@/leads?host={tmp_path}"
    result = run(
        command, HANDRAISER_HOME=str(tmp_path), HANDRAISER_DATABASE_URL=nowhere, PORT=str(free_port())
    )
    assert result.returncode == 1
    assert "PostgreSQL does not answer" in result.stderr
    assert "Traceback" not in result.stderr
