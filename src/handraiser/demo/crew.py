"""Who works at the demo company: three teams in four time zones, with managers, weights, capacities and absences."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from handraiser.lead.models import OwnerLoad
from handraiser.staff.models import Team, User
from handraiser.staff.operations import add_absence, add_team, add_user, change_team, change_user

# One for all of them: these accounts protect nothing but invented people.
PASSWORD = "handraiser-demo"  # noqa: S105 - printed at every start.
DOMAIN = "demo.example"
OFFICE = "mon-fri 09:00-17:30"


@dataclass(frozen=True, slots=True)
class Account:
    """One member of staff. `away`: absences as (days before the present, length in days)."""

    name: str
    role: str
    about: str
    team: str | None = None
    zone: str = ""
    holidays: tuple[str, str] = ("", "")
    weight: int = 1
    seats: float | None = None
    territories: tuple[str, ...] = ()
    hours: str = ""
    away: tuple[tuple[int, int], ...] = ()

    @property
    def email(self) -> str:
        """To sign in with."""
        return f"{self.name.split()[0].lower()}@{DOMAIN}"


BERLIN, LONDON, PARIS = "Europe/Berlin", "Europe/London", "Europe/Paris"
NEW_YORK, DENVER = "America/New_York", "America/Denver"

ACCOUNTS: tuple[Account, ...] = (
    Account("Alex Moreau", "administrator", "may do everything"),
    Account("Erin Walsh", "operations", "the process, imports, staff"),
    Account("Dev Patel", "marketing", "imports, forms, leads of all teams", "marketing", LONDON),
    Account("Mina Sato", "marketing", "imports, forms, leads of all teams", "marketing", BERLIN),
    Account("Priya Nair", "rep", "leads the BDR team", "bdr", LONDON, weight=0),
    Account(
        "Anna Weber", "rep", "BDR, German-speaking", "bdr", BERLIN, ("DE", "BE"), 2, 1.0, ("DACH",),
        away=((118, 9),),
    ),
    Account(
        "Jonas Keller", "rep", "BDR, German-speaking, absent now", "bdr", BERLIN, ("DE", "HH"), 2, 1.0,
        ("DACH",), away=((4, 13), (96, 5)),
    ),
    Account(
        "Ben Okafor", "rep", "BDR, Northern Europe", "bdr", LONDON, ("GB", "ENG"), 2, 0.9, ("Northern Europe",),
        away=((60, 12),),
    ),
    Account(
        "Freya Holm", "rep", "BDR, Northern Europe, part time", "bdr", "Europe/Copenhagen", ("DK", ""), 1, 0.5,
        ("Northern Europe",), "mon-thu 08:30-14:30", away=((131, 7),),
    ),
    Account(
        "Lucie Martin", "rep", "BDR, Southern Europe", "bdr", PARIS, ("FR", ""), 1, 0.7, ("Southern Europe",),
        away=((100, 19),),
    ),
    Account(
        "Marcus Reed", "rep", "BDR, North America", "bdr", NEW_YORK, ("US", "NY"), 2, 0.9, ("North America",),
        away=((40, 7),),
    ),
    Account(
        "Dana Cole", "rep", "BDR, North America", "bdr", DENVER, ("US", "CO"), 1, 0.7, ("North America",),
        "mon-fri 08:00-16:30",
    ),
    Account("Viktor Brandt", "rep", "leads sales", "sales", BERLIN, weight=0),
    Account(
        "Carla Rossi", "rep", "sales, large companies", "sales", PARIS, ("IT", ""), 1, None,
        ("Large companies",),
    ),
    Account(
        "Omar Haddad", "rep", "sales, German-speaking", "sales", BERLIN, ("DE", "BE"), 1, None,
        ("DACH",), away=((75, 12),),
    ),
    Account(
        "Kate Sullivan", "rep", "sales, North America", "sales", NEW_YORK, ("US", "MA"), 1, None,
        ("North America", "Large companies"),
    ),
    Account("Sofia Lindgren", "rep", "sales", "sales", "Europe/Stockholm", ("SE", ""), 2),
    Account("Grace Lindqvist", "executive", "sees and exports all, changes nothing"),
    Account("Noah Fischer", "reader", "sees all, changes nothing"),
)  # fmt: skip

TEAMS = (
    ("marketing", "Marketing", LONDON, "Dev Patel"),
    ("bdr", "Business development", LONDON, "Priya Nair"),
    ("sales", "Sales", BERLIN, "Viktor Brandt"),
)


def hire(*, leads: int, since: datetime, at: datetime) -> dict[str, int]:
    """Make the teams and all in them but the administrator, as of `since`: first name -> staff id.

    Capacities follow from how many leads there will be.
    """
    for key, name, zone, _ in TEAMS:
        add_team(key=key, name=name, time_zone=zone, hours=_hours(OFFICE), at=since)
    users = {account.name: _hire(account, leads, since) for account in ACCOUNTS[1:]}
    for key, _, _, head in TEAMS:
        change_team(team=Team.objects.get(key=key), lead=users[head], at=since)
        for account in ACCOUNTS[1:]:
            if account.team == key and account.name != head:
                change_user(user=users[account.name], manager=users[head], at=since)
    for account in ACCOUNTS:
        for before, days in account.away:
            starts = (at - timedelta(days=before)).replace(hour=0, minute=0, second=0, microsecond=0)
            add_absence(
                user=users[account.name],
                starts_at=starts,
                ends_at=starts + timedelta(days=days),
                reason="Holiday",
                at=since,
            )
    return {account.email.split("@")[0]: users[account.name].pk for account in ACCOUNTS[1:]}


def close_the_quarter(*, at: datetime) -> None:
    """Sales has its hands full: nobody there takes more until three of theirs are closed, so that what comes must wait."""
    for user in User.objects.filter(team__key="sales", weight__gt=0).order_by("id"):
        load = OwnerLoad.objects.filter(owner=user).first()
        change_user(user=user, capacity=max(0, load.open_leads - 3) if load else 0, at=at)


def give_password() -> None:
    """Let everyone sign in. One costly hash serves all, since it is one and the same password."""
    User.objects.filter(email__in=[account.email for account in ACCOUNTS]).update(
        password=make_password(PASSWORD)
    )


def hire_administrator(*, since: datetime) -> User:
    """The first account. Made when the story is told to its end: by it a whole demo is known from a half one."""
    return _hire(ACCOUNTS[0], 0, since)


def _hire(account: Account, leads: int, since: datetime) -> User:
    capacity = None if account.seats is None else max(2, round(account.seats * leads / 130))
    return add_user(
        email=account.email,
        full_name=account.name,
        role=account.role,
        team=account.team,
        time_zone=account.zone,
        hours=_hours(account.hours) if account.hours else None,
        holiday_country=account.holidays[0],
        holiday_subdivision=account.holidays[1],
        weight=account.weight,
        capacity=capacity,
        territories=list(account.territories),
        at=since,
    )


def _hours(text: str) -> dict[str, list[list[str]]]:
    """`mon-fri 09:00-17:30` as the staff record keeps it."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    span, _, times = text.partition(" ")
    first, last = (days.index(day) for day in span.split("-"))
    return {days[day]: [times.split("-")] for day in range(first, last + 1)}
