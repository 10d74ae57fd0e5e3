"""The command as a whole."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "handraiser"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_help_comes_at_once_and_touches_nothing(tmp_path: Path) -> None:
    run("--help")
    started = time.perf_counter()
    result = run("--help", HANDRAISER_HOME=str(tmp_path / "instance"))
    seconds = time.perf_counter() - started
    assert result.returncode == 0
    assert "serve" in result.stdout
    assert not (tmp_path / "instance").exists()
    # Half a second on a free machine; room for a busy one.
    assert seconds < 1.5


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
    result = run(command, HANDRAISER_HOME=str(tmp_path), HANDRAISER_DATABASE_URL=nowhere, PORT=_free_port())
    assert result.returncode == 1
    assert "PostgreSQL does not answer" in result.stderr
    assert "Traceback" not in result.stderr


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
