"""A rule changes: a version is published with which every open lead goes on, and all are decided anew, quietly.

    python -m bench.settle --home FOLDER

for an instance that has leads. Ends with one JSON line: open leads, seconds of publishing and of settling, seconds of
reading those leads into frames and writing their grade, score and stage, and the ratio of settling to these two.
"""

import argparse
import json
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import instance

# As the worker asks for them.
LIMIT = 1_000
BATCH = 5_000


def main() -> None:
    """Publish, settle, then only read and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=LIMIT)
    options = parser.parse_args()
    instance.start(options.home)

    from handraiser import due, flow
    from handraiser.acts.flight import in_flight
    from handraiser.process.drafts import begin_draft
    from handraiser.process.in_flight import Plan
    from handraiser.process.queries import live_version

    live = live_version()
    assert live is not None
    at = datetime.now(UTC)
    # A comment is a change of the text, so that it is another version; what it says decides the same.
    draft = begin_draft(text=f"{live.text}\n# Tuned at {at.isoformat()}.\n", based_on=live.id, at=at, by=None)
    moves = in_flight(to=draft.id).proposed
    began = time.perf_counter()
    flow.publish(
        version_id=draft.id,
        plan=Plan(moves=moves, settle="quiet"),
        instead_of=live.id,
        by=None,
        why="A measurement.",
        unreviewed=True,
        at=at,
    )
    published = time.perf_counter() - began
    began, leads = time.perf_counter(), 0
    while done := due.settle(at=datetime.now(UTC), limit=options.limit):
        leads += done
    settled = time.perf_counter() - began
    bare = _read_and_write()
    print(
        json.dumps(
            {
                "leads": leads,
                "publish_seconds": published,
                "settle_seconds": settled,
                "bare_seconds": bare,
                "ratio": settled / bare,
            }
        )
    )


def _read_and_write() -> float:
    """The columns that grading and scoring decide: read with all that rules may ask, written as they were."""
    from django.db import transaction

    from handraiser.lead import writer
    from handraiser.lead.frame import load_leads
    from handraiser.lead.models import Lead

    ids = [
        str(lead) for lead in Lead.objects.filter(ended_at=None).order_by("id").values_list("id", flat=True)
    ]
    began = time.perf_counter()
    for first in range(0, len(ids), BATCH):
        with transaction.atomic():
            frame = load_leads(ids[first : first + BATCH])
            writer.update(
                Lead, frame.select(frame.get_column("lead_id").alias("id"), "grade", "score", "stage")
            )
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
