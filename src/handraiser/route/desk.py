"""Who is there, how much they carry and whose turn it is: what routing knows, and changes while it deals a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handraiser.route.rules import Member as RotaSeat
from handraiser.staff.queries import Member, is_absent

Turns = dict[tuple[str, int], float]


@dataclass(slots=True)
class Looked:
    """What dealing one lead has looked at: loads by staff id, turns by rota and staff id before this one's, and
    the owner of the company's other lead. With it the same lead is dealt again alike."""

    loads: dict[int, int] = field(default_factory=dict)
    turns: dict[str, dict[int, float]] = field(default_factory=dict)
    company_owner: int | None = None


@dataclass(slots=True)
class Desk:
    """`loads`: staff id -> open leads now. `turns`: (rota, staff id) -> leads given by that rota so far.

    `company_owners`: (company id, team) -> staff id of who owns another open lead there. `dealt`: the turns that
    changed in this batch. `kept_out`: who takes no turns now, since a pilot has them or leaves them out.
    """

    members: Sequence[Member]
    loads: dict[int, int]
    turns: Turns
    company_owners: Mapping[tuple[str, str], int] = field(default_factory=dict)
    kept_out: frozenset[int] = frozenset()
    dealt: Turns = field(default_factory=dict)
    looked: Looked = field(default_factory=Looked)

    def load_of(self, staff_id: int) -> int:
        """How many open leads that member has."""
        load = self.looked.loads[staff_id] = self.loads.get(staff_id, 0)
        return load

    def company_owner(self, company_id: str | None, team: str) -> int | None:
        """Who of the team owns another open lead at the company."""
        owner = self.company_owners.get((company_id, team)) if company_id is not None else None
        self.looked.company_owner = owner
        return owner

    def of_id(self, staff_id: int) -> Member | None:
        """The member of that id."""
        return next((member for member in self.members if member.id == staff_id), None)

    def of_email(self, email: str) -> Member | None:
        """The member with that e-mail."""
        return next((member for member in self.members if member.email == email.lower()), None)

    def team(self, key: str) -> list[Member]:
        """Everyone in that team who takes turns."""
        return [member for member in self.members if member.team == key and member.id not in self.kept_out]


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in a rota: who, how often and how many at most."""

    member: Member
    weight: float
    capacity: int | None


def seats_of(rota: Sequence[RotaSeat], members: Sequence[Member]) -> list[Seat]:
    """The members' seats. A rota that names people narrows them, and may say another weight and capacity."""
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


def why_not(seat: Seat, desk: Desk, at: datetime) -> str | None:
    """Why this seat gets no lead at that moment, or None if it may."""
    if seat.weight <= 0:
        return "has weight 0"
    away = why_away(seat.member, at)
    if away is not None:
        return away
    if seat.capacity is not None and (load := desk.load_of(seat.member.id)) >= seat.capacity:
        return f"is at capacity ({load} of {seat.capacity} open leads)"
    return None


def why_away(member: Member, at: datetime) -> str | None:
    """Why this member cannot take anything at that moment, or None if they can."""
    if not member.active:
        return "has left"
    return "is absent" if is_absent(member, at) else None


def next_seat(rota: str, seats: Sequence[Seat], desk: Desk) -> Seat | None:
    """The seat with the fewest turns for its weight, and its turn is taken; ties go to the older account."""
    if not seats:
        return None
    taken = ((seat.member.id, desk.turns.get((rota, seat.member.id))) for seat in seats)
    desk.looked.turns[rota] = {staff_id: turns for staff_id, turns in taken if turns is not None}
    _seat_newcomers(rota, seats, desk)
    chosen = min(
        seats, key=lambda seat: ((desk.turns[rota, seat.member.id] + 1) / seat.weight, seat.member.id)
    )
    key = (rota, chosen.member.id)
    desk.turns[key] = desk.dealt[key] = desk.turns[key] + 1
    return chosen


def _seat_newcomers(rota: str, seats: Sequence[Seat], desk: Desk) -> None:
    """Who joins later starts level with the others instead of getting every lead at first."""
    levels = [
        desk.turns[rota, seat.member.id] / seat.weight
        for seat in seats
        if (rota, seat.member.id) in desk.turns
    ]
    level = min(levels, default=0.0)
    for seat in seats:
        key = (rota, seat.member.id)
        if key not in desk.turns:
            desk.turns[key] = desk.dealt[key] = level * seat.weight
