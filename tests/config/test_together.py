"""Processes that start and end together."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from handraiser.config.together import run_together
from tests.waiting import PATIENCE

# Says that it is there, then waits; notes how it was ended.
STEADY = """
import signal, sys, time
from pathlib import Path
def end(number, frame):
    Path(sys.argv[1]).write_text(f"ended by {signal.Signals(number).name}")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
Path(sys.argv[1]).write_text("here")
while True:
    time.sleep(60)
"""
STUBBORN = """
import signal, sys, time, os
from pathlib import Path
signal.signal(signal.SIGTERM, signal.SIG_IGN)
Path(sys.argv[1]).write_text(str(os.getpid()))
while True:
    time.sleep(60)
"""
# Waits for the other to be there, then ends.
LAST_AND_LEAVING = """
import sys, time
from pathlib import Path
while not Path(sys.argv[1]).exists():
    time.sleep(0.01)
sys.exit(3)
"""
SUPERVISOR = """
import sys
from handraiser.config.together import run_together
commands = {f"process {n}": [sys.executable, "-c", sys.argv[1], path] for n, path in enumerate(sys.argv[2:])}
sys.exit(run_together(commands, grace=1))
"""


def supervisor(program: str, *notes: Path) -> subprocess.Popen[bytes]:
    started = subprocess.Popen([sys.executable, "-c", SUPERVISOR, program, *map(str, notes)])
    for note in notes:
        wait_for(note, "")
    return started


def wait_for(note: Path, beginning: str) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE * 50):
        if note.exists() and note.read_text() and note.read_text().startswith(beginning):
            return
        pause.wait(0.02)
    pytest.fail(f"{note.name} never said {beginning!r}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_stops_all_in_order_and_calls_it_a_success(tmp_path: Path, number: int) -> None:
    notes = tmp_path / "web", tmp_path / "worker"
    together = supervisor(STEADY, *notes)
    together.send_signal(number)
    assert together.wait(PATIENCE) == 0
    assert [note.read_text() for note in notes] == ["ended by SIGTERM"] * 2


def test_when_one_ends_the_others_are_stopped_and_its_code_is_the_answer(tmp_path: Path) -> None:
    note = tmp_path / "web"
    code = run_together(
        {
            "web": [sys.executable, "-c", STEADY, str(note)],
            "worker": [sys.executable, "-c", LAST_AND_LEAVING, str(note)],
        }
    )
    assert code == 3
    assert note.read_text() == "ended by SIGTERM"


WAIT_FOR_OTHER = (
    "import sys, time, pathlib\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(0.01)\npass"
)


def test_one_that_ends_well_is_still_a_failure_of_the_whole() -> None:
    assert run_together({"web": [sys.executable, "-c", ""]}) == 1


def test_one_that_does_not_listen_is_killed_after_the_grace(tmp_path: Path) -> None:
    note = tmp_path / "stubborn"
    together = supervisor(STUBBORN, note)
    together.terminate()
    assert together.wait(PATIENCE) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells children of their parent's death"
)
def test_a_killed_supervisor_leaves_no_orphans(tmp_path: Path) -> None:
    note = tmp_path / "web"
    together = supervisor(STEADY, note)
    together.kill()
    together.wait(PATIENCE)
    wait_for(note, "ended by SIGTERM")
