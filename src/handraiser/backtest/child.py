"""The process of one version: `python -m handraiser.backtest.child HANDLE`, started by `apart.py`.

It gets the version, then share after share, and answers each with what came of it. It asks no database.
"""

import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handraiser.backtest.halves import Half


def main(handle: int) -> None:
    """Serve until nothing is left to do, or whoever asked is gone."""
    import django

    django.setup()

    from handraiser.backtest.halves import Half

    with Connection(handle) as pipe:
        try:
            half = Half(*pipe.recv())
            # No share and no outcome is kept while the next share comes.
            while _one_more(half, pipe):
                pass
            pipe.send(half.earlier)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _one_more(half: "Half", pipe: Connection) -> bool:
    share = pipe.recv()
    if share is None:
        return False
    outcome = half.simulate(share, pipe.send)
    del share
    # Frame by frame: sent as one, all of it would be in memory three times.
    for part in vars(outcome).items():
        pipe.send(part)
    pipe.send(None)
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]))
