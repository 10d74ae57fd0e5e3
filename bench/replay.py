"""Replay: every decision of an instance made again; how many a second, and in how much memory.

    python -m bench.replay --home FOLDER [--rows 20000]

The instance is that of another measurement, or is filled with a list of so many rows first.
Ends with one JSON line: decisions, seconds, a_second, different, not_replayable, peak_mb.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from bench import instance


def main() -> None:
    """Fill the instance where it is asked for, then replay all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=0)
    options = parser.parse_args()
    instance.start(options.home)
    if options.rows:
        _fill(options.home / f"list-{options.rows}.csv", options.rows)

    from handraiser.replay.replay import replay

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = replay()
    figures = {
        "decisions": report.checked,
        "seconds": report.seconds,
        "a_second": report.checked / report.seconds,
        "different": report.different,
        "not_replayable": report.not_replayable,
        "before_mb": before,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def _fill(file: Path, rows: int) -> None:
    instance.furnish()
    instance.write_list(file, rows)
    command = [str(Path(sys.executable).with_name("handraiser")), "import", str(file), "--source", "list"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ.copy())


if __name__ == "__main__":
    main()
