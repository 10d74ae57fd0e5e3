"""Run several processes as one: they start together, and when one ends, all end."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from types import FrameType

log = logging.getLogger(__name__)

GRACE_SECONDS = 12.0
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2), PR_SET_PDEATHSIG


def run_together(commands: dict[str, list[str]], *, grace: float = GRACE_SECONDS) -> int:
    """Run the named commands until one ends or we are told to stop; returns the exit code.

    SIGINT and SIGTERM are passed on as SIGTERM, once; who has not ended after `grace` seconds is killed.
    0 if we were told to stop, else the code of the process that ended first (never 0: they should not end).
    To be called from the main thread.
    """
    told = threading.Event()
    mind_parent = partial(die_with, os.getpid())

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    before = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM)}
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # A session of their own: Ctrl-C in the terminal reaches us alone, and we pass it on in order.
            running[name] = subprocess.Popen(
                command, start_new_session=True, stdin=subprocess.DEVNULL, preexec_fn=mind_parent
            )
        ended = _first_to_end(running, told)
    finally:
        _stop(running, grace)
        for number, handler in before.items():
            signal.signal(number, handler)
    if ended is None:
        return 0
    code = running[ended].returncode or 1
    log.error("The %s ended by itself (code %s); the others were stopped.", ended, code)
    return code


def die_with(parent: int) -> None:
    """Ask the kernel to send us SIGTERM when our parent dies, so that a killed one leaves no orphans.

    Does nothing outside Linux, where nothing like it exists.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        # It died just before we asked.
        os.kill(os.getpid(), signal.SIGTERM)


def _first_to_end(running: dict[str, subprocess.Popen[bytes]], told: threading.Event) -> str | None:
    while not told.wait(0.1):
        for name, process in running.items():
            if process.poll() is not None:
                return name
    return None


def _stop(running: dict[str, subprocess.Popen[bytes]], grace: float) -> None:
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    give_up = time.monotonic() + grace
    for process in running.values():
        try:
            process.wait(max(0.0, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            # With all its children: they are in its session.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
