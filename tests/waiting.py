"""Waiting for what another thread or process does. Patience costs nothing but in a test that fails."""

import os
import socket
import threading
import time
from collections.abc import Callable

# Seconds. A machine may have one slow core and much else to do: what takes two seconds may then take a minute.
PATIENCE = 180
# Below the ports from which systems give out those for connections, so that nobody gets it between choice and use.
FIRST_PORT, PORTS_EACH = 20_000, 1_000


def wait_until(holds: Callable[[], bool], what: str, *, every: float = 0.05) -> None:
    """Look again and again until it holds; fails when patience is over."""
    pause = threading.Event()
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, f"It never came that {what}."
        pause.wait(every)


def free_port() -> int:
    """A port for a server of this runner; runners beside each other have ranges of their own."""
    runner = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10
    first = FIRST_PORT + runner * PORTS_EACH
    # Two runs beside each other begin in different places.
    for step in range(PORTS_EACH):
        port = first + (os.getpid() * 7 + step) % PORTS_EACH
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"There is no free port from {first} on.")
