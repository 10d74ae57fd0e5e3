"""The way through the gates again."""

from collections import defaultdict
from collections.abc import Sequence

import orjson
import polars as pl

from handraiser.document import Document
from handraiser.kit.frames import const, put
from handraiser.lead.frame import MOMENT
from handraiser.replay.frames import inputs_of
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World
from handraiser.stage.step import columns_of, stage


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Stage and moves, out of the stage before, new kinds of inquiry, a told stage and what the gates look at."""
    by_why: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        by_why[(event.told["told"] or {}).get("why", "")].append(place)
    verdicts: dict[int, Verdict] = {}
    for why, places in by_why.items():
        verdicts.update(zip(places, _told(why, [events[place] for place in places], document), strict=True))
    return [verdicts[place] for place in range(len(events))]


def _told(why: str, events: list[Recorded], document: Document) -> list[Verdict]:
    lead = document.lead
    walked = stage(
        _before(events, document),
        stages=document.stages,
        first=lead.first_stage,
        fast_stage=lead.hand_raiser_stage,
        fast_kinds=frozenset(key for key, kind in lead.inquiry_kinds.items() if kind.hand_raiser),
        told_why=why,
    )
    rows = walked.select("stage", "stage_moves").iter_rows()
    return [
        compared(
            {"to": event.told["to"], "moves": event.told["moves"]},
            {"to": there, "moves": orjson.loads(moves)},
        )
        for event, (there, moves) in zip(events, rows, strict=True)
    ]


def _before(events: list[Recorded], document: Document) -> pl.DataFrame:
    told = [event.told for event in events]
    kinds = pl.Series("new_kinds", [each["new_kinds"] or [] for each in told], pl.List(pl.Utf8()))
    height = len(events)
    return put(
        inputs_of(events, columns_of(document.stages) - {"stage"}),
        pl.Series("stage", [each["from"] for each in told], pl.Utf8()),
        kinds,
        pl.Series("told_stage", [(each["told"] or {}).get("stage") for each in told], pl.Utf8()),
        *(const(name, None, MOMENT, height) for name in ("told_at", "stage_entered_at")),
        const("furthest_stage", None, pl.Utf8(), height),
    )
