"""Let requests that wait at the same moment share one batch, without a thread of its own."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True, eq=False)
class _Place(Generic[T, R]):
    """One item's place in the queue. `outcome` is set before `called` is."""

    item: T
    called: threading.Event = field(default_factory=threading.Event)
    outcome: R | BaseException | None = None
    done: bool = False


class Combiner(Generic[T, R]):
    """Turns many single calls into few calls with a list.

    `work` gets a list of at most `most` items and returns as many outcomes in the same order; an
    outcome that is an exception is raised to the caller of that one item. If `work` itself raises,
    every caller of that batch gets that error. One batch runs at a time.

    The first caller to find nobody at work leads: it takes all who wait, does the work and hands out
    the outcomes. Whoever came meanwhile waits; the leader, its own item being done, goes home and
    names the longest waiting one the next leader. So nobody works for others more than once, a lone
    call costs no waiting, and batches grow only as the load does.

    Callers who were answered together tend to come back together. So a leader waits until as many are there
    as took part or waited last time, but goes once nobody has come for `patience` seconds. Where a batch costs
    much and an item in it little, one batch for all is quicker for each than two that wait for each other.
    """

    def __init__(
        self,
        work: Callable[[list[T]], Sequence[R | Exception]],
        *,
        most: int = 64,
        patience: float = 0.0,
    ) -> None:
        if most < 1:
            raise ValueError("a batch holds at least one item")
        self._work = work
        self._most = most
        self._patience = patience
        self._crowd = 1
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._waiting: deque[_Place[T, R]] = deque()
        self._led = False

    def submit(self, item: T) -> R:
        """Have the item worked on, together with whatever else waits; returns its outcome."""
        place: _Place[T, R] = _Place(item)
        with self._lock:
            self._waiting.append(place)
            leads = not self._led
            self._led = True
            self._arrived.notify()
        if not leads:
            place.called.wait()
        if not place.done:
            self._lead()
        if isinstance(place.outcome, BaseException):
            raise place.outcome
        return place.outcome  # type: ignore[return-value]  # Set together with `done`.

    def _lead(self) -> None:
        # The leader is always the first in the queue, so its own item is in the batch it takes.
        with self._lock:
            self._await_crowd()
            batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
        try:
            self._run(batch)
        finally:
            with self._lock:
                self._led = bool(self._waiting)
                self._crowd = len(batch) + len(self._waiting)
                successor = self._waiting[0] if self._waiting else None
            for place in batch:
                place.called.set()
            if successor is not None:
                successor.called.set()

    def _await_crowd(self) -> None:
        """Wait, holding the lock in between, for those who are expected."""
        if not self._patience:
            return
        while len(self._waiting) < min(self._crowd, self._most):
            present = len(self._waiting)
            self._arrived.wait(self._patience)
            if len(self._waiting) == present:
                return

    def _run(self, batch: list[_Place[T, R]]) -> None:
        try:
            outcomes = self._work([place.item for place in batch])
            if len(outcomes) != len(batch):
                raise RuntimeError(f"{len(outcomes)} outcomes came back for {len(batch)} items")
        except BaseException as error:  # noqa: BLE001
            # Whatever it was, those who wait must hear of it, or they would wait for ever.
            for place in batch:
                place.outcome = error
                place.done = True
            return
        for place, outcome in zip(batch, outcomes, strict=True):
            place.outcome = outcome
            place.done = True
