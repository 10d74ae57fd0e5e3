"""The arm of a pilot again, by its hash."""

from collections.abc import Sequence

import polars as pl

from handraiser.document import Document
from handraiser.kit.frames import const, put
from handraiser.replay.frames import inputs_of
from handraiser.replay.verdict import Recorded, Verdict, compared, without
from handraiser.replay.world import World


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Whether the lead was eligible, and its arm."""
    return [_one(event, world) for event in events]


def _one(event: Recorded, world: World) -> Verdict:
    pilot = world.pilot(event.told["pilot"])
    if pilot is None:
        return without(f"there is no pilot {event.told['pilot']}")
    columns = pilot.condition.columns if pilot.condition is not None else frozenset()
    frame = put(
        inputs_of([event], columns),
        pl.Series("company_id", [event.told["unit"]], pl.Utf8()),
        const("person_id", None, pl.Utf8(), 1),
    )
    return compared({"arm": event.told["arm"]}, {"arm": pilot.arms(frame)[0]})
