"""An instance as people run it: web and worker as one, through the worst minutes of a day."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

PATIENCE = 60
pytestmark = pytest.mark.slow


class Instance:
    """`handraiser serve --with-worker` on a data folder and a port of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {key: value for key, value in os.environ.items() if key != "HANDRAISER_DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "handraiser", "serve", "--with-worker", "--port", str(self.port)],
            env=environment | {"HANDRAISER_HOME": str(home)},
        )

    def answer(self, path: str) -> int:
        """The status of a page; 0 if nobody answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=10).status_code
        except httpx.TransportError:
            return 0

    def wait_for(self, status: int, path: str = "/readyz") -> None:
        pause = threading.Event()
        for _ in range(PATIENCE * 10):
            if self.answer(path) == status:
                return
            pause.wait(0.1)
        pytest.fail(f"{path} never answered {status}")

    def processes(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def server_processes(self) -> list[psutil.Process]:
        """The PostgreSQL of this data folder."""
        data = str(self.home / "postgres")
        return [found for found in psutil.process_iter(["cmdline"]) if data in (found.info["cmdline"] or [])]

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Who still lives after some patience; a process that nobody has buried yet does not."""
    pause = threading.Event()
    for _ in range(PATIENCE * 10):
        left = [process for process in processes if process.is_running() and process.status() != "zombie"]
        if not left:
            return []
        pause.wait(0.1)
    return left


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def instance(home: Path) -> Iterator[Instance]:
    started = Instance(home)
    try:
        started.wait_for(200)
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_leaves_no_process_behind(instance: Instance, number: int) -> None:
    ours = instance.processes()
    assert len(instance.server_processes()) == 1
    assert instance.stop(number) == 0
    assert living(ours) == []
    assert instance.server_processes() == []


def test_a_killed_instance_leaves_no_web_or_worker_and_the_next_one_starts(instance: Instance) -> None:
    ours = instance.processes()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    assert living(ours) == []
    again = Instance(instance.home)
    again.wait_for(200)
    assert again.stop() == 0
    assert again.server_processes() == []


def test_it_recovers_by_itself_when_postgresql_dies(instance: Instance) -> None:
    workers = {process.pid for process in instance.processes()}
    instance.server_processes()[0].kill()
    instance.wait_for(503)
    assert instance.answer("/healthz") == 200
    instance.wait_for(200)
    # All of ours live on; who starts PostgreSQL again may have a child for a moment.
    assert workers <= {process.pid for process in instance.processes()}
    assert instance.stop() == 0


def test_it_recovers_by_itself_when_a_web_process_dies(instance: Instance) -> None:
    web = next(process for process in instance.processes() if "spawn_main" in " ".join(process.cmdline()))
    web.kill()
    web.wait(PATIENCE)
    instance.wait_for(200)
    assert instance.stop() == 0
