"""A difference as people read it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# A list of reasons may be long; the beginning tells what differs.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Told:
    """One decision that came out otherwise: member by member, as recorded and as made again."""

    kind: str
    at: datetime
    lead: str | None
    cause: str
    detail: str
    members: tuple[tuple[str, str, str], ...]


def told(difference: Mapping[str, Any]) -> Told:
    """The difference out of what a run keeps of it."""
    recorded, recomputed = difference["recorded"] or {}, difference["recomputed"] or {}
    return Told(
        kind=str(difference["kind"]).replace(".", ": ").replace("_", " "),
        at=datetime.fromisoformat(difference["at"]),
        lead=difference["lead"],
        cause=difference["cause"],
        detail=difference["detail"],
        members=tuple(
            (name.replace("_", " "), _text(recorded.get(name)), _text(recomputed.get(name)))
            for name in recorded
        ),
    )


def _text(value: object) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"
