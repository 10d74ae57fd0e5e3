"""Two versions on their way through the chunks at the same time, each in a process of its own.

While they are at one lot, this process reads the next and counts the one before.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from multiprocessing.connection import Connection, wait
from typing import Any

from handraiser.backtest.desk import Earlier
from handraiser.backtest.halves import Lot
from handraiser.backtest.moments import Candidate
from handraiser.backtest.results import Outcome
from handraiser.staff.queries import Staff

# The frames of a slice are small: handing them to other threads costs more than it brings.
ONE_THREAD = {"POLARS_MAX_THREADS": "1"}


class ProcessBroke(Exception):
    """The process of a version ended before it was done. What it said stands in the log."""


class Apart:
    """A process for each version, from the entry of the context to its end. `earlier` is complete at the end."""

    def __init__(self, candidates: Sequence[Candidate], staff: Staff, horizon: datetime) -> None:
        self.earlier: list[Earlier] = []
        self._given = [(candidate, staff, horizon) for candidate in candidates]
        self._processes: list[subprocess.Popen[bytes]] = []
        self._pipes: list[Connection] = []

    def __enter__(self) -> "Apart":
        for given in self._given:
            here, there = socket.socketpair()
            command = [sys.executable, "-m", "handraiser.backtest.child", str(there.fileno())]
            environment = {**os.environ, **ONE_THREAD}
            with there:
                self._processes.append(subprocess.Popen(command, pass_fds=[there.fileno()], env=environment))
            self._pipes.append(Connection(here.detach()))
            self._pipes[-1].send(given)
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.kill()
            process.wait()

    @property
    def running(self) -> int:
        """How many of the processes have not ended."""
        return sum(process.poll() is None for process in self._processes)

    def over(self, lots: Iterable[Lot]) -> Iterator[tuple[Lot, list[Outcome]]]:
        """Each lot with what came of it under each version. Raises ProcessBroke."""
        under_way: Lot | None = None
        for lot in lots:
            outcomes = self._answers(under_way) if under_way is not None else []
            for place, pipe in enumerate(self._pipes):
                pipe.send(lot.share(place))
            before, under_way = under_way, lot.record()
            # Nothing of it may stay in memory while the next lot is read.
            del lot
            if before is not None:
                yield before, outcomes
            del before, outcomes
        if under_way is not None:
            yield under_way, self._answers(under_way)
        for pipe in self._pipes:
            pipe.send(None)
        self.earlier = [self._heard(pipe) for pipe in self._pipes]

    def _answers(self, lot: Lot) -> list[Outcome]:
        """What both say of the lot, in the order of the versions; meanwhile how far they are."""
        done = [0.0] * len(self._pipes)
        parts: list[list[tuple[str, object]]] = [[] for _ in self._pipes]
        found: dict[int, Outcome] = {}
        while len(found) < len(self._pipes):
            asked = [pipe for place, pipe in enumerate(self._pipes) if place not in found]
            for pipe in wait(asked):
                place = next(place for place, each in enumerate(self._pipes) if each is pipe)
                told = self._heard(self._pipes[place])
                if told is None:
                    found[place] = Outcome.of_parts(parts[place])
                elif isinstance(told, tuple):
                    parts[place].append(told)
                else:
                    done[place] = told
            lot.progress(sum(done) / len(done))
        return [found[place] for place in range(len(self._pipes))]

    @staticmethod
    def _heard(pipe: Connection) -> Any:
        try:
            return pipe.recv()
        except (EOFError, ConnectionResetError) as gone:
            raise ProcessBroke("The process of a version ended before it was done.") from gone
