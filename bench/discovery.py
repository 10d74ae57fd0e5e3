"""The baseline and the finder of the ideal customer: how long somebody waits for them, over all leads of an instance.

    python -m bench.discovery --home FOLDER [--limit 1]

Asks each several times and prints the medians in seconds, the finder's by its parts, and ends with one JSON line:
stored, baseline, finder, ratio (the slower of the two by the limit).
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import instance

ROUNDS = 5
FIRST = datetime(1990, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure both on the instance."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds")
    options = parser.parse_args()
    instance.start(options.home)

    from django.utils import timezone

    from handraiser.document import Document
    from handraiser.feedback.finder import find
    from handraiser.feedback.history import chosen, load
    from handraiser.feedback.traits import USUAL
    from handraiser.lead.models import Lead
    from handraiser.process.queries import live
    from handraiser.report import Scope
    from handraiser.report.baseline import baseline

    at, (_, document) = timezone.now(), live(Document)
    traits = chosen(USUAL)
    history = load(traits, since=FIRST, until=at)
    reading = _median(lambda: load(traits, since=FIRST, until=at))
    comparing = _median(lambda: find(history, traits, since=FIRST, until=at, at=at))
    routed = [stage.key for stage in document.stages if stage.routed]
    counting = _median(
        lambda: baseline(Scope(FIRST, at), stages=document.titles, routed=routed, reason_words={})
    )
    print(f"finder, reading     {reading:6.2f} s")
    print(f"finder, comparing   {comparing:6.2f} s")
    print(f"baseline            {counting:6.2f} s")
    figures = {"stored": Lead.objects.count(), "baseline": counting, "finder": reading + comparing}
    slower = max(figures["baseline"], figures["finder"])
    print(json.dumps({**figures, "ratio": slower / options.limit}))


def _median(work: Callable[[], object]) -> float:
    """In seconds, after the first time, which also loads the libraries."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
