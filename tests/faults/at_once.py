"""Works that begin at the same instant, each in a thread with a connection of its own, as two workers would."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

from tests.waiting import PATIENCE

T = TypeVar("T")


def at_once(*works: Callable[[], T]) -> list[T]:
    """What each returned. The first error is raised; a work that hangs is one."""
    ready = threading.Barrier(len(works))
    results: dict[int, T] = {}
    errors: list[BaseException] = []

    def work(index: int) -> None:
        try:
            ready.wait(PATIENCE)
            results[index] = works[index]()
        except BaseException as error:  # noqa: BLE001 - raised by the caller.
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(works))]
