"""The clocks again: which start, by whose calendar, and when they are due."""

from collections import defaultdict
from collections.abc import Sequence

import orjson
import polars as pl

from handraiser.document import Document
from handraiser.follow_up.calendars import Calendars
from handraiser.follow_up.plan import columns_of
from handraiser.follow_up.step import follow_up
from handraiser.kit.frames import const, put
from handraiser.lead.frame import MOMENT
from handraiser.replay.frames import column, inputs_of
from handraiser.replay.verdict import Recorded, Verdict, compared, without
from handraiser.replay.world import Roster, World


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """The clocks with rule, calendar and times, or why there are none."""
    by_staff: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        by_staff[event.told["staff"]].append(place)
    verdicts: dict[int, Verdict] = {}
    for digest, places in by_staff.items():
        roster = world.roster(digest)
        here = [events[place] for place in places]
        made = (
            _with_staff(here, document, roster)
            if roster
            else [without("the staff of then is not kept")] * len(here)
        )
        verdicts.update(zip(places, made, strict=True))
    return [verdicts[place] for place in range(len(events))]


def _with_staff(events: list[Recorded], document: Document, roster: Roster) -> list[Verdict]:
    rules = document.follow_up
    calendars = Calendars.of_staff(roster.staff, rules.company_calendar)
    started = follow_up(_found(events, document), rules, document.stages, calendars)
    return [
        compared(
            {name: event.told[name] for name in ("clocks", "no_clock") if name in event.told},
            orjson.loads(said or "{}"),
            otherwise=roster.otherwise,
        )
        for event, said in zip(events, started.leads.get_column("follow_up"), strict=True)
    ]


def _found(events: list[Recorded], document: Document) -> pl.DataFrame:
    found = [event.told["found"] for event in events]
    return put(
        inputs_of(events, columns_of(document.follow_up) - {"stage", "team"}),
        pl.Series("lead_id", [event.lead_id for event in events], pl.Utf8()),
        const("version_id", str(events[0].version_id), pl.Utf8(), len(events)),
        pl.Series("stage", [each["stage"] for each in found], pl.Utf8()),
        pl.Series("stage_changed", [each["entered"] for each in found], pl.Boolean()),
        pl.Series("offered", [each["offered"] for each in found], pl.Boolean()),
        pl.Series("owner_id", [each["owner_id"] for each in found], pl.Int64()),
        pl.Series("team", [each["team"] for each in found], pl.Utf8()),
        column("captured_at", [each["captured_at"] for each in found], MOMENT),
    )
