"""The owner again: the same ways, the same people, the same turns and loads."""

from collections.abc import Sequence

import orjson
import polars as pl

from handraiser.document import Document
from handraiser.kit.frames import const, put
from handraiser.lead.frame import MOMENT
from handraiser.replay.frames import inputs_of
from handraiser.replay.verdict import Recorded, Told, Verdict, compared, without
from handraiser.replay.world import Roster, World
from handraiser.route.desk import Desk
from handraiser.route.step import columns_of, needy_rows, route_each

NUMBERS = ("owner_id", "named_owner_id", "previous_owner_id", "avoid_owner_id")
# Any company: the desk knows whose it is.
COMPANY = "company"


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Team, owner and reasons, out of the lead as routing found it and what it looked at on the desk."""
    rosters = [world.roster(event.told["staff"]) for event in events]
    teams = {stage.key: stage.team if stage.routed else None for stage in document.stages}
    frame = _found(events, document)
    desks = [_desk(event.told, roster) for event, roster in zip(events, rosters, strict=True)]
    needy = needy_rows(frame, teams)
    routed = route_each(frame, [desks[place] for place in needy], rules=document.route, teams=teams)
    rows = routed.select("team", "owner_id", "routed", "route_reasons").iter_rows()
    return [
        _verdict(event, roster, team, owner, reasons, needed=needed)
        for event, roster, (team, owner, needed, reasons) in zip(events, rosters, rows, strict=True)
    ]


def _verdict(
    event: Recorded, roster: Roster | None, team: str | None, owner: int | None, reasons: str, *, needed: bool
) -> Verdict:
    if roster is None:
        return without("the staff of then is not kept")
    told = event.told
    recorded = {
        "kind": event.kind,
        "team": told["team"],
        "owner_id": told["owner_id"],
        "reasons": told["reasons"],
    }
    if not needed:
        return compared(recorded, {"kind": "nothing"})
    kind = "lead.held" if owner is None else "lead.assigned"
    return compared(
        recorded, {"kind": kind, "team": team, "owner_id": owner, "reasons": orjson.loads(reasons)}
    )


def _found(events: Sequence[Recorded], document: Document) -> pl.DataFrame:
    told = [event.told for event in events]
    found = [each["found"] for each in told]
    return put(
        inputs_of(events, (columns_of(document.route) | {"domain"}) - {"stage", "team"}),
        pl.Series("stage", [each["stage"] for each in told], pl.Utf8()),
        pl.Series("stage_changed", [each["entered"] for each in found], pl.Boolean()),
        pl.Series("team", [each["team"] for each in found], pl.Utf8()),
        pl.Series("hold_reason", [each["hold_reason"] for each in found], pl.Utf8()),
        *(pl.Series(name, [each[name] for each in found], pl.Int64()) for name in NUMBERS),
        const("company_id", COMPANY, pl.Utf8(), len(events)),
        const("ended_at", None, MOMENT, len(events)),
    )


def _desk(told: Told, roster: Roster | None) -> Desk:
    desk = told["desk"]
    owner = desk.get("company_owner")
    return Desk(
        members=roster.staff.members if roster is not None else (),
        loads={int(staff_id): load for staff_id, load in desk.get("loads", {}).items()},
        turns={
            (rota, int(staff_id)): turns
            for rota, taken in desk.get("turns", {}).items()
            for staff_id, turns in taken.items()
        },
        company_owners={(COMPANY, told["team"]): owner} if owner is not None else {},
        kept_out=frozenset(desk.get("kept_out", ())),
    )
