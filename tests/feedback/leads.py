"""Histories of leads made for tests: as many of each kind as the test says."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from handraiser.feedback.history import KEPT, History
from handraiser.feedback.traits import BY_NAME
from handraiser.lead.catalogue import COLUMNS
from handraiser.lead.frame import POLARS_TYPE

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2026, 12, 1, tzinfo=UTC)
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)


def history(
    kinds: Sequence[Mapping[str, object]], *, later: dict[str, int] | None = None, imported: bool = False
) -> History:
    """`kinds`: {n, won, lost, day, took, company and any traits}: n leads alike, the first `won` of them won."""
    rows: list[dict[str, object]] = []
    names = [name for name in BY_NAME if any(name in kind for kind in kinds)]
    for kind in kinds:
        n, won, lost = (int(str(kind.get(key, 0))) for key in ("n", "won", "lost"))
        opened = FIRST + timedelta(days=int(str(kind.get("day", 0))))
        closed = opened + timedelta(days=int(str(kind.get("took", 10))))
        for place in range(n):
            ended = place < won + lost
            rows.append(
                {
                    "lead_id": f"{len(rows):08}",
                    "kin": kind.get("company") or f"{len(rows):08}",
                    "opened_at": opened,
                    "won": place < won,
                    "lost": won <= place < won + lost,
                    "closed_at": closed if ended else None,
                    **{name: kind.get(name) for name in names},
                }
            )
    schema: dict[str, Any] = {**KEPT, **{name: POLARS_TYPE[COLUMNS[name].type] for name in names}}
    return History(pl.DataFrame(rows, schema=schema, orient="row"), later or {}, {}, imported)
