"""What a publication would do, counted: for the person who decides whether to do it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl

from handraiser import flow
from handraiser.lead.models import Lead
from handraiser.process.in_flight import Plan, leads_in

# As many as a person waits for; of more, the newest are looked at and the screen says so.
LOOKED_AT = 2_000
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would follow: in words, for how many leads, and some of them."""

    says: str
    leads: int
    examples: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`moved`: leads that the plan moves; `looked_at`: how many of them were tried."""

    moved: int
    looked_at: int
    effects: tuple[Effect, ...]


def outlook_of(
    version_id: UUID, plan: Plan, *, moved: int, title: Callable[[str], str], at: datetime
) -> Outlook:
    """Tries the plan on the leads, writing nothing."""
    leads = leads_in(list(plan.moves), besides=version_id, limit=LOOKED_AT)
    frame = flow.foresee(leads, version_id=version_id, plan=plan, at=at)
    another_owner = pl.col("routed") & pl.col("owner_id").ne_missing(pl.col("owner_id_anyway"))
    effects = [
        *_moves(frame, title),
        *_effect(frame, "Another owner", another_owner & pl.col("owner_id").is_not_null()),
        *_effect(frame, "Wait for an owner", another_owner & pl.col("owner_id").is_null()),
        *_effect(frame, "Offered to sales", pl.col("offered") & ~pl.col("offered_anyway")),
        *_effect(
            frame,
            "A new promise on the clock",
            pl.col("due_at").is_not_null() & pl.col("due_at_anyway").is_null(),
        ),
        *_effect(frame, "Another grade", pl.col("grade").ne_missing(pl.col("grade_anyway"))),
        *_effect(frame, "Another score", pl.col("score").ne_missing(pl.col("score_anyway"))),
    ]
    return Outlook(moved, len(leads), tuple(effects))


def _moves(frame: pl.DataFrame, title: Callable[[str], str]) -> list[Effect]:
    pairs = (
        # Where a lead would go by now under its own version too, the publication does not take it there.
        frame.filter(
            (pl.col("stage_before") != pl.col("stage")) & (pl.col("stage") != pl.col("stage_anyway"))
        )
        .group_by("stage_before", "stage", maintain_order=True)
        .agg("lead_id")
    )
    return [
        Effect(f"{title(before)} to {title(after)}", len(ids), _examples(ids))
        for before, after, ids in pairs.iter_rows()
    ]


def _effect(frame: pl.DataFrame, says: str, when: pl.Expr) -> list[Effect]:
    ids = frame.filter(when.fill_null(False)).get_column("lead_id").to_list() if frame.height else []
    return [Effect(says, len(ids), _examples(ids))] if ids else []


def _examples(ids: list[str]) -> tuple[Lead, ...]:
    return tuple(Lead.objects.filter(id__in=ids[:SHOWN]).select_related("person", "company"))
