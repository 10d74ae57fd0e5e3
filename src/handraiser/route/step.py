"""Route: named account, existing owner, territory, then rota. Deterministic, and explained with what was rejected."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from handraiser.route.rules import Member as RotaSeat
from handraiser.route.rules import RouteRules, TeamRoute, Territory
from handraiser.staff.queries import Member, is_absent


@dataclass(slots=True)
class Desk:
    """What routing knows and changes while it deals a batch: who is there, their load and whose turn it is.

    `loads`: staff id -> open leads now. `turns`: (rota, staff id) -> leads given by that rota so far.
    `company_owners`: (company id, team) -> staff id of an owner of another open lead there.
    """

    members: Sequence[Member]
    loads: dict[int, int]
    turns: dict[tuple[str, int], float]
    company_owners: Mapping[tuple[str, str], int] = field(default_factory=dict)
    dealt: dict[tuple[str, int], float] = field(default_factory=dict)

    def member(self, *, id: int | None = None, email: str | None = None) -> Member | None:
        """The member with that id or e-mail."""
        for member in self.members:
            if (id is not None and member.id == id) or (email is not None and member.email == email.lower()):
                return member
        return None


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in a rota: who, how often and how many at most."""

    member: Member
    weight: float
    capacity: int | None


Rejected = dict[str, str]


def route(
    frame: pl.DataFrame, desk: Desk, *, rules: RouteRules, teams: Mapping[str, str | None]
) -> pl.DataFrame:
    """Gives each lead that enters a stage of another team an owner of that team.

    Columns in: stage, stage_changed, team, owner_id, hold_reason, company_id, domain, named_owner_id, at, and
    those that territories name. `teams`: stage -> team that must own it, None where nobody in person does.
    Columns out: team, owner_id, owner_id_was, hold_reason, routed (boolean), route_reasons (JSON text).
    """
    wanted = frame.select(
        pl.col("stage").replace_strict(dict(teams), default=None, return_dtype=pl.Utf8).alias("wanted"),
        "team",
        "owner_id",
        "hold_reason",
        "stage_changed",
    )
    needy = [
        index
        for index, (team, has, owner, hold, changed) in enumerate(wanted.iter_rows())
        if team is not None
        and (changed or hold is not None or owner is None)
        and (owner is None or has != team)
    ]
    owners: list[int | None] = frame.get_column("owner_id").to_list()
    team_of: list[str | None] = frame.get_column("team").to_list()
    holds: list[str | None] = frame.get_column("hold_reason").to_list()
    reasons: list[str | None] = [None] * frame.height
    if needy:
        rows = _facts(frame, needy, rules)
        for index, row in zip(needy, rows, strict=True):
            team = wanted.item(index, 0)
            owner, why = _decide(row, team, rules, desk)
            hold = None if owner is not None else str(why["why"])
            if hold is None or hold != holds[index]:
                reasons[index] = json.dumps(why)
            owners[index], team_of[index], holds[index] = owner, team, hold
    return frame.with_columns(
        pl.col("owner_id").alias("owner_id_was"),
        pl.Series("owner_id", owners, pl.Int64),
        pl.Series("team", team_of, pl.Utf8),
        pl.Series("hold_reason", holds, pl.Utf8),
        pl.Series("routed", [reason is not None for reason in reasons], pl.Boolean),
        pl.Series("route_reasons", reasons, pl.Utf8),
    )


def somebody_is_free(team: str, desk: Desk, *, rules: RouteRules, at: datetime) -> bool:
    """Whether anyone in the team is present and below capacity: only then is the holding queue worth a look."""
    plan = rules.teams.get(team, TeamRoute())
    seats = _seats(plan.rota, [member for member in desk.members if member.team == team], desk)
    return any(_why_not(seat, desk, at) is None for seat in seats)


def columns_of(rules: RouteRules) -> frozenset[str]:
    """The columns that territories name."""
    return frozenset[str]().union(
        *(territory.when.columns for team in rules.teams.values() for territory in team.territories)
    )


def _facts(frame: pl.DataFrame, needy: Sequence[int], rules: RouteRules) -> Iterable[dict[str, object]]:
    territories = {
        f"in:{key}:{territory.name}": territory.when.expression
        for key, team in rules.teams.items()
        for territory in team.territories
    }
    part = frame[list(needy)] if len(needy) < frame.height else frame
    return part.select(
        "owner_id",
        "company_id",
        "domain",
        "named_owner_id",
        "previous_owner_id",
        "at",
        *(expression.alias(name) for name, expression in territories.items()),
    ).iter_rows(named=True)


def _decide(
    row: dict[str, object], team: str, rules: RouteRules, desk: Desk
) -> tuple[int | None, dict[str, object]]:
    plan = rules.teams.get(team, TeamRoute())
    at = row["at"]
    assert isinstance(at, datetime)
    rejected: list[Rejected] = []
    for way in plan.order:
        found: tuple[Member, str] | None = None
        if way == "named_account":
            found = _named_account(row, rules, desk, at, rejected)
        elif way == "existing_owner":
            found = _existing_owner(row, team, desk, at, rejected)
        elif way == "territory":
            found = _territory(row, team, plan, desk, at, rejected)
        elif way == "rota":
            seats = _seats(plan.rota, [member for member in desk.members if member.team == team], desk)
            found = _deal(f"{team}", seats, desk, at, rejected, "rota")
        if found is not None:
            member, why = found
            desk.loads[member.id] = desk.loads.get(member.id, 0) + 1
            return member.id, {"way": way, "owner": member.name, "why": why, "rejected": rejected}
    nobody = f"nobody in team {team} is present and below capacity" if rejected else f"team {team} has nobody"
    return None, {"way": None, "owner": None, "why": nobody, "rejected": rejected}


def _named_account(
    row: dict[str, object], rules: RouteRules, desk: Desk, at: datetime, rejected: list[Rejected]
) -> tuple[Member, str] | None:
    domain, named = row["domain"], row["named_owner_id"]
    member = desk.member(id=named) if isinstance(named, int) else None
    if member is None and isinstance(domain, str) and domain in rules.named_accounts:
        member = desk.member(email=rules.named_accounts[domain])
    if member is None:
        return None
    return _if_present(
        member,
        "named_account",
        f"{domain or 'the company'} is a named account of {member.name}",
        at,
        rejected,
    )


def _existing_owner(
    row: dict[str, object], team: str, desk: Desk, at: datetime, rejected: list[Rejected]
) -> tuple[Member, str] | None:
    previous, company = row["previous_owner_id"], row["company_id"]
    if isinstance(previous, int):
        member = desk.member(id=previous)
        if member is not None and member.team == team:
            return _if_present(
                member, "existing_owner", f"{member.name} had this person before", at, rejected
            )
    if isinstance(company, str) and (company, team) in desk.company_owners:
        member = desk.member(id=desk.company_owners[company, team])
        if member is not None and member.team == team:
            return _if_present(
                member, "existing_owner", f"{member.name} has another lead there", at, rejected
            )
    return None


def _territory(
    row: dict[str, object], team: str, plan: TeamRoute, desk: Desk, at: datetime, rejected: list[Rejected]
) -> tuple[Member, str] | None:
    for territory in plan.territories:
        if not row[f"in:{team}:{territory.name}"]:
            continue
        seats = _seats(plan.rota, _members_of(territory, team, desk), desk)
        found = _deal(f"{team}:{territory.name}", seats, desk, at, rejected, f"territory {territory.name}")
        if found is not None:
            return found
        if not seats:
            rejected.append({"way": f"territory {territory.name}", "who": "", "why": "nobody serves it"})
    return None


def _members_of(territory: Territory, team: str, desk: Desk) -> list[Member]:
    if territory.members:
        named = [desk.member(email=email) for email in territory.members]
        return [member for member in named if member is not None]
    return [member for member in desk.members if member.team == team and territory.name in member.territories]


def _seats(rota: Sequence[RotaSeat], members: Sequence[Member], desk: Desk) -> list[Seat]:
    """The members' seats; a rota that names people narrows them and may change weight and capacity."""
    said = {seat.who.lower(): seat for seat in rota}
    seats: list[Seat] = []
    for member in members:
        seat = said.get(member.email)
        if said and seat is None:
            continue
        weight = seat.weight if seat is not None and seat.weight is not None else float(member.weight)
        capacity = seat.capacity if seat is not None and seat.capacity is not None else member.capacity
        seats.append(Seat(member, weight, capacity))
    return seats


def _deal(
    rota: str, seats: Sequence[Seat], desk: Desk, at: datetime, rejected: list[Rejected], way: str
) -> tuple[Member, str] | None:
    """The present member below capacity with the fewest turns for their weight; ties go to the older account."""
    best: tuple[float, int] | None = None
    chosen: Seat | None = None
    for seat in seats:
        why_not = _why_not(seat, desk, at)
        if why_not is not None:
            rejected.append({"way": way, "who": seat.member.name, "why": why_not})
            continue
        rank = ((_turns(rota, seat, seats, desk) + 1) / seat.weight, seat.member.id)
        if best is None or rank < best:
            best, chosen = rank, seat
    if chosen is None:
        return None
    key = (rota, chosen.member.id)
    desk.turns[key] = _turns(rota, chosen, seats, desk) + 1
    desk.dealt[key] = desk.turns[key]
    return chosen.member, f"{way}: {chosen.member.name} is next, by weight {chosen.weight:g}"


def _turns(rota: str, seat: Seat, seats: Sequence[Seat], desk: Desk) -> float:
    """Turns so far. Who joins later starts level with the others instead of getting every lead at first."""
    turns = desk.turns.get((rota, seat.member.id))
    if turns is not None:
        return turns
    others = [
        desk.turns[rota, other.member.id] / other.weight
        for other in seats
        if (rota, other.member.id) in desk.turns
    ]
    return min(others) * seat.weight if others else 0.0


def _why_not(seat: Seat, desk: Desk, at: datetime) -> str | None:
    if not seat.member.active:
        return "has left"
    if seat.weight <= 0:
        return "has weight 0"
    if is_absent(seat.member, at):
        return "is absent"
    if seat.capacity is not None and desk.loads.get(seat.member.id, 0) >= seat.capacity:
        return f"is at capacity ({desk.loads.get(seat.member.id, 0)} of {seat.capacity} open leads)"
    return None


def _if_present(
    member: Member, way: str, why: str, at: datetime, rejected: list[Rejected]
) -> tuple[Member, str] | None:
    if not member.active or is_absent(member, at):
        rejected.append({"way": way, "who": member.name, "why": "is absent" if member.active else "has left"})
        return None
    return member, why
