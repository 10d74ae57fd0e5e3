"""An instance as people run it: web and worker as one, through the worst minutes of a day."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.waiting import PATIENCE, free_port, wait_until

pytestmark = pytest.mark.slow


class Instance:
    """`handraiser serve --with-worker` on a data folder and a port of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
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
        wait_until(lambda: self.answer(path) == status, f"{path} answers {status}", every=0.1)

    def processes(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def server_processes(self) -> list[psutil.Process]:
        """The PostgreSQL of this data folder."""
        data = str(self.home / "postgres")
        return [found for found in psutil.process_iter(["cmdline"]) if data in (found.info["cmdline"] or [])]

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def is_web(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        # Whoever looks after PostgreSQL has children for a moment.
        return False


def are_gone(processes: list[psutil.Process]) -> bool:
    """A process that nobody has buried yet is gone too."""
    return not any(process.is_running() and status(process) != "zombie" for process in processes)


def status(process: psutil.Process) -> str:
    try:
        return str(process.status())
    except psutil.NoSuchProcess:
        return "zombie"


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
    wait_until(lambda: are_gone(ours), "all processes are gone")
    assert instance.server_processes() == []


def test_a_killed_instance_leaves_no_web_or_worker_and_the_next_one_starts(instance: Instance) -> None:
    ours = instance.processes()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    wait_until(lambda: are_gone(ours), "all processes are gone")
    again = Instance(instance.home)
    again.wait_for(200)
    assert again.stop() == 0
    assert again.server_processes() == []


def test_it_recovers_by_itself_when_postgresql_dies(instance: Instance) -> None:
    workers = {process.pid for process in instance.processes()}
    with (instance.home / "postgres.lock").open("a") as lock:
        # Nobody starts it again while we hold this, so we see what people see meanwhile.
        fcntl.flock(lock, fcntl.LOCK_EX)
        instance.server_processes()[0].kill()
        instance.wait_for(503)
        assert instance.answer("/healthz") == 200
    instance.wait_for(200)
    # All of ours live on; who starts PostgreSQL again may have a child for a moment.
    assert workers <= {process.pid for process in instance.processes()}
    assert instance.stop() == 0


def test_it_recovers_by_itself_when_a_web_process_dies(instance: Instance) -> None:
    web = next(process for process in instance.processes() if is_web(process))
    web.kill()
    web.wait(PATIENCE)
    instance.wait_for(200)
    assert instance.stop() == 0
