"""From results to answers: one for each entry, in its place."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from handraiser.api.inquiries.reading import Read
from handraiser.api.problems import Fault
from handraiser.api.replies import reason_told
from handraiser.staff.queries import snapshot

Answer = dict[str, Any]

WAITING = "It is kept, and will be decided in a moment."


def answers_of(reads: Sequence[Read], results: pl.DataFrame) -> list[Answer]:
    """The answers. `results` has one row for each entry that could be read, as `journey.results.SCHEMA`."""
    rows = results.to_dicts()
    owners = _owners({row["owner_id"] for row in rows} - {None})
    became = iter(rows)
    return [
        _refused(index, read.faults) if read.row is None else _became(index, next(became), owners)
        for index, read in enumerate(reads)
    ]


def is_final(answer: Answer) -> bool:
    """Whether the answer will still be right later; what stopped is run again."""
    return bool(answer["result"] != "stopped")


def _became(index: int, row: dict[str, Any], owners: dict[int, Answer]) -> Answer:
    lead = row["lead_id"]
    return {
        "index": index,
        "inquiry": row["inquiry_id"],
        "result": row["result"] or "stopped",
        "reason": _why(row),
        "person": row["person_id"],
        "lead": lead,
        "stage": row["stage"],
        "grade": row["grade"],
        "score": row["score"],
        "owner": owners.get(row["owner_id"]),
        "hold_reason": row["hold_reason"],
        "due_at": row["due_at"],
        "explanation": f"/api/v1/leads/{lead}/explanation" if lead else None,
        "errors": [],
    }


def _refused(index: int, faults: Sequence[Fault]) -> Answer:
    first = faults[0]
    blank = dict.fromkeys(("inquiry", "person", "lead", "stage", "grade", "score", "owner"))
    return {
        "index": index,
        **blank,
        "result": "refused",
        "reason": f"{first.field}: {first.message}" if first.field else first.message,
        "hold_reason": None,
        "due_at": None,
        "explanation": None,
        "errors": [fault.as_json() for fault in faults],
    }


def _why(row: dict[str, Any]) -> str | None:
    if row["stop_reason"] is None and row["result"] is None:
        return WAITING
    return reason_told(row["stop_reason"], row["stop_detail"])


def _owners(ids: set[int]) -> dict[int, Answer]:
    if not ids:
        return {}
    known = snapshot().by_id
    members = [known[user_id] for user_id in ids & known.keys()]
    return {each.id: {"id": each.id, "name": each.name, "email": each.email} for each in members}
