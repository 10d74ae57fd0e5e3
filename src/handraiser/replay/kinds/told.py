"""What an outcome from outside makes of a pass, again."""

from collections.abc import Sequence

import polars as pl

from handraiser.document import Document
from handraiser.handoff.step import told as told_step
from handraiser.kit.frames import const, put
from handraiser.lead.frame import MOMENT
from handraiser.replay.frames import column, moment
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """The flag that history is out of order, and when a lost lead comes back."""
    ids = pl.Series("person_id", [event.id for event in events], pl.Utf8())
    told = [event.told for event in events]
    height = len(events)
    leads = put(
        ids.to_frame(),
        column("opened_at", [each["opened_at"] for each in told], MOMENT),
        column("captured_at", [each["captured_at"] for each in told], MOMENT),
        *(const(name, None, MOMENT, height) for name in ("ended_at",)),
        *(const(name, None, pl.Utf8(), height) for name in ("opportunity", "outcome")),
        const("amount", None, pl.Float64(), height),
    )
    at = pl.Series("outcome_at", [event.at for event in events], MOMENT)
    rows = put(
        ids.to_frame(),
        pl.Series("outcome", [each["outcome"] for each in told], pl.Utf8()),
        at,
        at.alias("occurred_at"),
        const("amount", None, pl.Float64(), height),
        *(const(name, None, pl.Utf8(), height) for name in ("currency", "outcome_reason")),
    )
    made = told_step(leads, rows, rules=document.handoff, recycle=document.recycle)
    return [
        compared({"flag": each["flag"], "wakes": moment(each["wakes"])}, {"flag": flag, "wakes": wakes})
        for each, flag, wakes in zip(
            told, made.get_column("told_flag"), made.get_column("wake_at"), strict=True
        )
    ]
