"""Callers that wait at the same moment share one batch."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.kit.batching import Combiner
from tests.waiting import PATIENCE


class Desk:
    """Work that can be held back, so that a test decides who waits when."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.leaders: list[int] = []
        self.started = threading.Semaphore(0)
        self.may_go_on = threading.Semaphore(0)

    def work(self, items: list[int]) -> list[int | Exception]:
        self.batches.append(items)
        self.leaders.append(threading.get_ident())
        self.started.release()
        assert self.may_go_on.acquire(timeout=PATIENCE)
        return [ValueError(f"{item} is odd") if item % 2 else item * 10 for item in items]


def wait_until_waiting(combiner: Combiner[int, int], count: int) -> None:
    everyone_here = threading.Event()
    for _ in range(PATIENCE * 1000):
        if len(combiner._waiting) == count:
            return
        everyone_here.wait(0.001)
    pytest.fail(f"{count} callers never came to wait")


def test_a_lone_call_is_done_at_once_by_its_own_thread() -> None:
    leaders: list[int] = []

    def work(items: list[int]) -> list[int]:
        leaders.append(threading.get_ident())
        return [item + 1 for item in items]

    assert Combiner(work).submit(4) == 5
    assert leaders == [threading.get_ident()]


def test_those_who_came_meanwhile_share_the_next_batch_and_one_of_them_leads_it() -> None:
    desk = Desk()
    combiner = Combiner(desk.work)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        others = [pool.submit(combiner.submit, item) for item in (2, 4, 6)]
        wait_until_waiting(combiner, 3)
        desk.may_go_on.release()
        # The first leader is free although the next batch has not ended.
        assert first.result(PATIENCE) == 0
        assert desk.started.acquire(timeout=PATIENCE)
        desk.may_go_on.release()
        assert [other.result(PATIENCE) for other in others] == [20, 40, 60]
    assert [sorted(batch) for batch in desk.batches] == [[0], [2, 4, 6]]
    assert desk.leaders[0] != desk.leaders[1]


def test_a_batch_holds_no_more_than_its_limit_and_the_rest_comes_next() -> None:
    desk = Desk()
    combiner = Combiner(desk.work, most=2)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        others = [pool.submit(combiner.submit, item) for item in (2, 4, 6, 8, 10)]
        wait_until_waiting(combiner, 5)
        for _ in range(4):
            desk.may_go_on.release()
        assert first.result(PATIENCE) == 0
        assert [other.result(PATIENCE) for other in others] == [20, 40, 60, 80, 100]
    assert [len(batch) for batch in desk.batches] == [1, 2, 2, 1]


def test_an_error_of_one_item_reaches_only_its_own_caller() -> None:
    desk = Desk()
    combiner = Combiner(desk.work)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        good, bad = pool.submit(combiner.submit, 2), pool.submit(combiner.submit, 3)
        wait_until_waiting(combiner, 2)
        desk.may_go_on.release(2)
        assert first.result(PATIENCE) == 0
        assert good.result(PATIENCE) == 20
        with pytest.raises(ValueError, match="3 is odd"):
            bad.result(PATIENCE)


def test_an_error_of_the_work_reaches_all_of_that_batch_and_the_next_batch_goes_on() -> None:
    desk = Desk()
    broken = threading.Event()

    def work(items: list[int]) -> list[int | Exception]:
        outcomes = desk.work(items)
        if 2 in items:
            broken.set()
            raise ConnectionError("the database went away")
        return outcomes

    combiner = Combiner(work)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        others = [pool.submit(combiner.submit, item) for item in (2, 4)]
        wait_until_waiting(combiner, 2)
        desk.may_go_on.release(2)
        assert first.result(PATIENCE) == 0
        for other in others:
            with pytest.raises(ConnectionError, match="went away"):
                other.result(PATIENCE)
        desk.may_go_on.release()
        assert combiner.submit(6) == 60
    assert broken.is_set()


def test_a_wrong_number_of_outcomes_is_an_error_and_not_a_wrong_answer() -> None:
    combiner: Combiner[int, int] = Combiner(lambda items: [])
    with pytest.raises(RuntimeError, match="0 outcomes came back for 1 items"):
        combiner.submit(1)


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Combiner(lambda items: items, most=0)


@settings(max_examples=20, deadline=None)
@given(calls=st.lists(st.integers(), max_size=200), most=st.integers(1, 20), threads=st.integers(1, 16))
def test_every_caller_gets_the_outcome_of_its_own_item(calls: list[int], most: int, threads: int) -> None:
    sizes: list[int] = []

    def work(items: list[int]) -> list[int | Exception]:
        sizes.append(len(items))
        return [KeyError(item) if item % 7 == 0 else -item for item in items]

    combiner = Combiner(work, most=most)

    def call(item: int) -> int | str:
        try:
            return combiner.submit(item)
        except KeyError as error:
            return f"refused {error.args[0]}"

    with ThreadPoolExecutor(threads) as pool:
        answers = list(pool.map(call, calls))
    assert answers == [f"refused {item}" if item % 7 == 0 else -item for item in calls]
    assert sum(sizes) == len(calls)
    assert all(1 <= size <= most for size in sizes)


def test_a_patient_leader_waits_for_those_who_took_part_last_time() -> None:
    desk = Desk()
    combiner = Combiner(desk.work, patience=PATIENCE)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        others = [pool.submit(combiner.submit, item) for item in (2, 4)]
        wait_until_waiting(combiner, 2)
        desk.may_go_on.release()
        assert first.result(PATIENCE) == 0
        # One took part and two waited, so the next leader expects three.
        again = pool.submit(combiner.submit, 6)
        assert desk.started.acquire(timeout=PATIENCE)
        desk.may_go_on.release()
        assert [call.result(PATIENCE) for call in (*others, again)] == [20, 40, 60]
    assert [sorted(batch) for batch in desk.batches] == [[0], [2, 4, 6]]


def test_a_patient_leader_goes_when_nobody_comes_any_more() -> None:
    desk = Desk()
    combiner = Combiner(desk.work, patience=0.001)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(combiner.submit, 0)
        assert desk.started.acquire(timeout=PATIENCE)
        other = pool.submit(combiner.submit, 2)
        wait_until_waiting(combiner, 1)
        desk.may_go_on.release()
        assert first.result(PATIENCE) == 0
        assert desk.started.acquire(timeout=PATIENCE)
        desk.may_go_on.release()
        assert other.result(PATIENCE) == 20
    assert desk.batches == [[0], [2]]
