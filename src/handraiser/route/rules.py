"""Section `route`: who gets a lead when it enters a stage of a team."""

from typing import Literal

from handraiser.process import Condition, Shape

Way = Literal["named_account", "existing_owner", "territory", "rota"]


class Territory(Shape):
    """A part of the market. Members: the people named here, else those of the team who serve this territory."""

    name: str
    when: Condition
    members: tuple[str, ...] = ()


class Member(Shape):
    """A seat in the rota. What is not said here is taken from the staff record."""

    who: str
    weight: float | None = None
    capacity: int | None = None


class TeamRoute(Shape):
    """The ways are tried in order; the first that finds somebody present and below capacity decides.

    An empty rota means everyone in the team.
    """

    order: tuple[Way, ...] = ("named_account", "existing_owner", "territory", "rota")
    territories: tuple[Territory, ...] = ()
    rota: tuple[Member, ...] = ()


class RouteRules(Shape):
    """One route for each team that owns routed stages. Named accounts: company domain -> e-mail of the owner."""

    about: str = ""
    named_accounts: dict[str, str] = {}
    teams: dict[str, TeamRoute]
