"""The ways to an owner, each of which finds somebody or says whom it rejected and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handraiser.route.desk import Desk, Seat, next_seat, seats_of, why_away, why_not
from handraiser.route.rules import RouteRules, TeamRoute, Territory, Way
from handraiser.staff.queries import Member


@dataclass(frozen=True, slots=True)
class Case:
    """One lead that needs an owner of `team`. `avoid` is who must not get it again; `territories`: those it lies in."""

    team: str
    at: datetime
    domain: str | None
    company_id: str | None
    named_owner_id: int | None
    previous_owner_id: int | None
    avoid: int | None
    territories: frozenset[str]
    rules: RouteRules
    rejected: list[dict[str, str]] = field(default_factory=list)

    @property
    def plan(self) -> TeamRoute:
        """The route of the team."""
        return self.rules.teams.get(self.team, TeamRoute())

    def reject(self, way: str, who: str, why: str) -> None:
        """Note an alternative that was looked at and not taken."""
        self.rejected.append({"way": way, "who": who, "why": why})


@dataclass(frozen=True, slots=True)
class Found:
    """Who gets the lead, and why in words."""

    member: Member
    why: str


def named_account(case: Case, desk: Desk) -> Found | None:
    """The owner that the company has by name, in its record or in the document."""
    member = desk.of_id(case.named_owner_id) if case.named_owner_id is not None else None
    if member is None and case.domain is not None and case.domain in case.rules.named_accounts:
        member = desk.of_email(case.rules.named_accounts[case.domain])
    if member is None:
        return None
    return _if_there(
        case, "named_account", member, f"{case.domain or 'the company'} is a named account of {member.name}"
    )


def existing_owner(case: Case, desk: Desk) -> Found | None:
    """Who had this person before, else who has another open lead at the company."""
    previous = desk.of_id(case.previous_owner_id) if case.previous_owner_id is not None else None
    if previous is not None and previous.team == case.team:
        return _if_there(case, "existing_owner", previous, f"{previous.name} had this person before")
    owner = desk.company_owner(case.company_id, case.team)
    member = desk.of_id(owner) if owner is not None else None
    if member is None or member.team != case.team:
        return None
    return _if_there(case, "existing_owner", member, f"{member.name} has another lead at this company")


def territory(case: Case, desk: Desk) -> Found | None:
    """Whose turn it is among those who serve the first territory that the lead lies in."""
    for place in case.plan.territories:
        if place.name not in case.territories:
            continue
        way = f"territory {place.name}"
        members = _members_of(place, case.team, desk)
        if not members:
            case.reject(way, "", "nobody serves it")
        found = _deal(case, f"{case.team}:{place.name}", way, seats_of(case.plan.rota, members), desk)
        if found is not None:
            return found
    return None


def rota(case: Case, desk: Desk) -> Found | None:
    """Whose turn it is in the whole team."""
    return _deal(case, case.team, "rota", seats_of(case.plan.rota, desk.team(case.team)), desk)


WAYS: Mapping[Way, Callable[[Case, Desk], Found | None]] = {
    "named_account": named_account,
    "existing_owner": existing_owner,
    "territory": territory,
    "rota": rota,
}


def _members_of(place: Territory, team: str, desk: Desk) -> list[Member]:
    if place.members:
        named = [desk.of_email(email) for email in place.members]
        return [member for member in named if member is not None]
    return [member for member in desk.team(team) if place.name in member.territories]


def _deal(case: Case, key: str, way: str, seats: list[Seat], desk: Desk) -> Found | None:
    free: list[Seat] = []
    for seat in seats:
        reason = _had_it(case, seat.member) or why_not(seat, desk, case.at)
        if reason is None:
            free.append(seat)
        else:
            case.reject(way, seat.member.name, reason)
    chosen = next_seat(key, free, desk)
    if chosen is None:
        return None
    return Found(chosen.member, f"{way}: {chosen.member.name} is next, by weight {chosen.weight:g}")


def _if_there(case: Case, way: str, member: Member, why: str) -> Found | None:
    reason = _had_it(case, member) or why_away(member, case.at)
    if reason is not None:
        case.reject(way, member.name, reason)
        return None
    return Found(member, why)


def _had_it(case: Case, member: Member) -> str | None:
    return "let the promise break" if case.avoid == member.id else None
