"""The offer to sales again."""

from collections.abc import Sequence

import polars as pl

from handraiser.document import Document
from handraiser.handoff.step import offer
from handraiser.kit.frames import const
from handraiser.lead.frame import MOMENT
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Whether it is offered, out of where the lead stands, who has it and whether it was offered before."""
    told = [event.told for event in events]
    found = pl.DataFrame(
        [
            pl.Series("stage", [each["stage"] for each in told], pl.Utf8()),
            pl.Series("stage_changed", [each["entered"] for each in told], pl.Boolean()),
            pl.Series("routed", [each["routed"] for each in told], pl.Boolean()),
            pl.Series("owner_id", [each["to"] for each in told], pl.Int64()),
            pl.Series("handoff", [each["handoff"] for each in told], pl.Utf8()),
            const("ended_at", None, MOMENT, len(events)),
        ]
    )
    offered = offer(found, rules=document.handoff).get_column("offered")
    return [compared({"offered": True}, {"offered": bool(again)}) for again in offered]
