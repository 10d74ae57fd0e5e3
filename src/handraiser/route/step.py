"""Route: named account, existing owner, territory, then rota. Deterministic, and explained with what was rejected."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import repeat

import orjson
import polars as pl

from handraiser.route.desk import Desk, Looked, seats_of, why_not
from handraiser.route.rules import RouteRules, TeamRoute
from handraiser.route.ways import WAYS, Case


def route(
    frame: pl.DataFrame, desk: Desk, *, rules: RouteRules, teams: Mapping[str, str | None]
) -> pl.DataFrame:
    """Gives each lead that enters a stage of another team an owner of that team.

    Columns in: stage, stage_changed, team, owner_id, hold_reason, company_id, domain, named_owner_id,
    previous_owner_id, avoid_owner_id (who let a promise break and must not get it again, else null), at, and
    those that territories name. `teams`: stage -> team that must own it, None where nobody in person does.
    Columns out: team, owner_id, owner_id_was, hold_reason, routed (boolean), route_reasons and route_desk (JSON
    text: why, and what was looked at on the desk).
    """
    return route_each(frame, repeat(desk), rules=rules, teams=teams)


def route_each(
    frame: pl.DataFrame, desks: Iterable[Desk], *, rules: RouteRules, teams: Mapping[str, str | None]
) -> pl.DataFrame:
    """`route` with a desk for each lead that needs an owner, in the order of the frame."""
    owners: list[int | None] = frame.get_column("owner_id").to_list()
    team_of: list[str | None] = frame.get_column("team").to_list()
    holds: list[str | None] = frame.get_column("hold_reason").to_list()
    reasons: list[str | None] = [None] * frame.height
    desk_of: list[str | None] = [None] * frame.height
    needy = needy_rows(frame, teams)
    for index, case, desk in zip(needy, _cases(frame, needy, rules, teams), desks, strict=False):
        desk.looked = Looked()
        owner, why = _decide(case, desk)
        hold = None if owner is not None else str(why["why"])
        if hold is None or hold != holds[index]:
            reasons[index], desk_of[index] = json.dumps(why), _tell_desk(desk)
        owners[index], team_of[index], holds[index] = owner, case.team, hold
    return frame.with_columns(
        pl.coalesce("owner_id", "avoid_owner_id").alias("owner_id_was"),
        pl.Series("owner_id", owners, pl.Int64),
        pl.Series("team", team_of, pl.Utf8),
        pl.Series("hold_reason", holds, pl.Utf8),
        pl.Series("routed", [reason is not None for reason in reasons], pl.Boolean),
        pl.Series("route_reasons", reasons, pl.Utf8),
        pl.Series("route_desk", desk_of, pl.Utf8),
    )


def somebody_is_free(team: str, desk: Desk, *, rules: RouteRules, at: datetime) -> bool:
    """Whether anyone in the team is present and below capacity: only then is the holding queue worth a look."""
    plan = rules.teams.get(team, TeamRoute())
    seats = seats_of(plan.rota, desk.team(team))
    return any(why_not(seat, desk, at) is None for seat in seats)


def columns_of(rules: RouteRules) -> frozenset[str]:
    """The columns that territories name."""
    return frozenset[str]().union(
        *(territory.when.columns for team in rules.teams.values() for territory in team.territories)
    )


def needy_rows(frame: pl.DataFrame, teams: Mapping[str, str | None]) -> list[int]:
    """The rows that need an owner: entered a stage of another team, or nobody owns them there."""
    wanted = pl.col("stage").replace_strict(dict(teams), default=None, return_dtype=pl.Utf8)
    foreign = pl.col("owner_id").is_null() | (pl.col("team").is_null()) | (pl.col("team") != wanted)
    asks = pl.col("stage_changed") | pl.col("hold_reason").is_not_null() | pl.col("owner_id").is_null()
    needs = wanted.is_not_null() & foreign & asks & pl.col("ended_at").is_null()
    return frame.select(needs.fill_null(False).arg_true().alias("index")).get_column("index").to_list()


def _cases(
    frame: pl.DataFrame, needy: Sequence[int], rules: RouteRules, teams: Mapping[str, str | None]
) -> Iterator[Case]:
    places = {
        (key, place.name): place.when.expression
        for key, team in rules.teams.items()
        for place in team.territories
    }
    part = frame[list(needy)] if len(needy) < frame.height else frame
    facts = part.select(
        "stage",
        "at",
        "domain",
        "company_id",
        "named_owner_id",
        "previous_owner_id",
        "avoid_owner_id",
        *(expression.alias(f"in {key} {name}") for (key, name), expression in places.items()),
    )
    for stage, at, domain, company, named, previous, avoid, *lies_in in facts.iter_rows():
        team = teams[stage]
        assert team is not None
        inside = frozenset(
            name for (key, name), lies in zip(places, lies_in, strict=True) if lies and key == team
        )
        yield Case(team, at, domain, company, named, previous, avoid, inside, rules)


def _tell_desk(desk: Desk) -> str:
    looked = desk.looked
    told: dict[str, object] = {}
    if looked.loads:
        told["loads"] = looked.loads
    if looked.turns:
        told["turns"] = looked.turns
    if looked.company_owner is not None:
        told["company_owner"] = looked.company_owner
    if desk.kept_out:
        told["kept_out"] = sorted(desk.kept_out)
    return orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS).decode()


def _decide(case: Case, desk: Desk) -> tuple[int | None, dict[str, object]]:
    for way in case.plan.order:
        found = WAYS[way](case, desk)
        if found is not None:
            desk.loads[found.member.id] = desk.loads.get(found.member.id, 0) + 1
            told: dict[str, object] = {
                "way": way,
                "owner": found.member.name,
                "why": found.why,
                "rejected": case.rejected,
            }
            return found.member.id, told
    if case.avoid is not None:
        why = "nobody else is free, so it stays where it was"
        return case.avoid, {"way": None, "owner": None, "why": why, "rejected": case.rejected}
    if case.rejected:
        why = f"nobody in team {case.team} is present and below capacity"
    else:
        why = f"team {case.team} has nobody"
    return None, {"way": None, "owner": None, "why": why, "rejected": case.rejected}
