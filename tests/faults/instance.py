"""An instance as people run it: its own data folder and PostgreSQL, web and workers as processes of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg

from handraiser.config import embedded
from tests.waiting import PATIENCE, free_port, wait_until

ROOT = Path(__file__).parents[2]

# The cast, the small process and Dev's key, as the first day of an instance leaves them.
FIRST_DAY = """
from handraiser import config
config.start(migrate=True)
from handraiser.staff.operations import issue_token
from tests.cast import MONDAY, hire
print(issue_token(user=hire().dev, name="faults", at=MONDAY).clear_text)
"""


class Instance:
    """A data folder with the cast and a live process; what was started in it is ended by `end_all`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.started: list[subprocess.Popen[bytes]] = []
        self.port = 0
        told = subprocess.run(
            [sys.executable, "-c", FIRST_DAY],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
            timeout=2 * PATIENCE,
        )
        self.key = told.stdout.decode().split()[-1]

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name != "HANDRAISER_DATABASE_URL"}
        return inherited | {"HANDRAISER_HOME": str(self.home)}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """`handraiser` with these arguments, as a process of its own."""
        process = subprocess.Popen(
            [sys.executable, "-m", "handraiser", *arguments], env=self.environment, stderr=subprocess.DEVNULL
        )
        self.started.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        """The web server on a free port, ready."""
        self.port = free_port()
        process = self.start("serve", "--port", str(self.port))
        wait_until(self.is_ready, "the server is ready")
        return process

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def client(self) -> httpx.Client:
        """A caller with Dev's key. Nothing may take longer than its patience: that would be a hang."""
        return httpx.Client(
            base_url=f"{self.address}/api/v1",
            headers={"Authorization": f"Bearer {self.key}"},
            timeout=PATIENCE / 2,
        )

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A look into the database from outside."""
        return psycopg.connect(embedded.server(self.home).url("handraiser"), autocommit=True)

    def count(self, query: str, *values: object) -> int:
        with self.connect() as connection:
            found = connection.execute(query.encode(), values).fetchone()
        assert found is not None
        return int(found[0])

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]))

    def web_process(self, server: subprocess.Popen[bytes]) -> psutil.Process:
        """The process below the server that answers."""
        (web,) = [child for child in psutil.Process(server.pid).children() if _is_web(child)]
        return web

    def end_all(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(PATIENCE)
        self.started.clear()


def _is_web(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        # Whoever starts PostgreSQL again has a child for a moment.
        return False
