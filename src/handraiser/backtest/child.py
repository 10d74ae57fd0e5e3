"""The process of one version: `python -m handraiser.backtest.child HANDLE`, started by `apart.py`.

It gets the version, then share after share, and answers each with what came of it. It asks no database.
"""

import sys
from multiprocessing.connection import Connection


def main(handle: int) -> None:
    """Serve until nothing is left to do, or whoever asked is gone."""
    import django

    django.setup()

    from handraiser.backtest.halves import Half

    with Connection(handle) as pipe:
        try:
            half = Half(*pipe.recv())
            while (share := pipe.recv()) is not None:
                pipe.send(half.simulate(share, pipe.send))
            pipe.send(half.earlier)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


if __name__ == "__main__":
    main(int(sys.argv[1]))
