"""Timed work runs again and again, whatever happens."""

import threading
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from handraiser.config.schedule import SCHEDULE, Timed
from handraiser.config.ticker import start_ticking
from tests.waiting import PATIENCE


class Clockwork:
    """What the entries of these tests do: note the moment, fail the first time, or hang."""

    moments: ClassVar[list[datetime]] = []
    twice = threading.Semaphore(0)
    batches: ClassVar[list[datetime]] = []
    failures: ClassVar[list[datetime]] = []
    recovered = threading.Event()
    may_end = threading.Event()


def note_moment(*, at: datetime) -> None:
    Clockwork.moments.append(at)
    Clockwork.twice.release()


def fail_once(*, at: datetime) -> None:
    if not Clockwork.failures:
        Clockwork.failures.append(at)
        raise ConnectionError("PostgreSQL restarts")
    Clockwork.recovered.set()


def hang(*, at: datetime) -> None:
    Clockwork.may_end.wait(PATIENCE)


def run(*entries: Timed, until: threading.Event | threading.Semaphore, times: int = 1) -> None:
    while Clockwork.twice.acquire(blocking=False):
        continue
    stopping = threading.Event()
    threads = start_ticking(entries, stopping)
    try:
        for _ in range(times):
            came = (
                until.wait(PATIENCE)
                if isinstance(until, threading.Event)
                else until.acquire(timeout=PATIENCE)
            )
            assert came
    finally:
        stopping.set()
        Clockwork.may_end.set()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_an_entry_comes_round_again_and_gets_the_present_moment() -> None:
    before = datetime.now(UTC)
    run(Timed("note", 0.01, f"{__name__}.note_moment"), until=Clockwork.twice, times=2)
    assert before <= Clockwork.moments[0] < Clockwork.moments[1] <= datetime.now(UTC)


def test_an_entry_that_failed_is_logged_and_comes_round_again(caplog: pytest.LogCaptureFixture) -> None:
    run(Timed("fails once", 0.01, f"{__name__}.fail_once"), until=Clockwork.recovered)
    assert len(Clockwork.failures) == 1
    assert "fails once" in caplog.text
    assert "PostgreSQL restarts" in caplog.text


def test_an_entry_that_hangs_holds_up_no_other() -> None:
    Clockwork.may_end.clear()
    run(
        Timed("hangs", 0.01, f"{__name__}.hang"),
        Timed("goes on", 0.01, f"{__name__}.note_moment"),
        until=Clockwork.twice,
        times=3,
    )


def do_batches(*, at: datetime) -> int:
    Clockwork.batches.append(at)
    Clockwork.twice.release()
    return 500 if len(Clockwork.batches) < 3 else 499


def test_an_entry_with_more_to_do_does_not_wait_for_its_turn() -> None:
    # An hour between two turns, so all three calls are one turn.
    run(Timed("batches", 3600, f"{__name__}.do_batches", again_from=500), until=Clockwork.twice, times=3)
    assert len(Clockwork.batches) == 3


def test_a_wrong_path_is_found_at_the_start() -> None:
    with pytest.raises(ImportError):
        start_ticking((Timed("nowhere", 1, "handraiser.nowhere.tick"),), threading.Event())


@pytest.mark.parametrize("timed", SCHEDULE, ids=lambda timed: timed.name)
def test_every_entry_of_the_schedule_can_be_called(timed: Timed) -> None:
    assert callable(timed.function())
    assert 0.5 <= timed.every <= 24 * 3600


def test_no_two_entries_share_a_name() -> None:
    names = [timed.name for timed in SCHEDULE]
    assert len(names) == len(set(names))
