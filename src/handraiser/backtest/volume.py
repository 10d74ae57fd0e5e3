"""What each owner and each team would get by week, and how many leads they would carry, against their capacity."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from handraiser.backtest.desk import NOBODY, Earlier, Moments
from handraiser.backtest.report import OwnerVolume, TeamVolume
from handraiser.backtest.tally import Tally
from handraiser.staff.queries import Staff

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The first Monday, and how long a week is, in microseconds.
MONDAY, WEEK = 4 * 86_400_000_000, 7 * 86_400_000_000


def owners(tally: Tally, earlier: Earlier, staff: Staff) -> list[OwnerVolume]:
    """Everybody who got a lead, by team and name; nobody too, where nobody was free."""
    got: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
    team_of: dict[int | None, str] = {}
    for (week, team, owner), count in tally.assigned.items():
        got[owner][week] += count
        team_of[owner] = team or ""
    found = []
    for owner, by_week in got.items():
        member = staff.by_id.get(owner) if owner is not None else None
        name = "nobody was free" if owner is None else member.name if member else f"staff {owner}"
        capacity = member.capacity if member else None
        carried = _open_by_week([owner] if owner is not None else [], earlier)
        found.append(
            OwnerVolume(
                owner=name,
                team=team_of[owner],
                capacity=capacity,
                by_week=dict(sorted(by_week.items())),
                most_open=max(carried.values(), default=0),
                owner_id=owner,
                open_by_week=carried,
                above=_above(carried, capacity),
            )
        )
    return sorted(found, key=lambda volume: (volume.team, volume.owner))


def teams(tally: Tally, earlier: Earlier, staff: Staff) -> list[TeamVolume]:
    """Every team that got a lead, in the order of their keys."""
    got: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (week, team, _), count in tally.assigned.items():
        if team:
            got[team][week] += count
    found = []
    for team, by_week in sorted(got.items()):
        members = [member for member in staff.members if member.team == team]
        carried = _open_by_week([member.id for member in members], earlier)
        # Who leads the team and takes no leads has no capacity, and none is missing.
        carriers = [each for each in members if each.capacity is not None or each.id in earlier.taken]
        each = [member.capacity for member in carriers if member.active]
        known = [capacity for capacity in each if capacity is not None]
        capacity = sum(known) if each and len(known) == len(each) else None
        found.append(
            TeamVolume(
                team=team,
                title=staff.by_key[team].name if team in staff.by_key else team,
                capacity=capacity,
                by_week=dict(sorted(by_week.items())),
                most_open=max(carried.values(), default=0),
                open_by_week=carried,
                above=_above(carried, capacity),
            )
        )
    return found


def _above(carried: dict[str, int], capacity: int | None) -> int:
    return 0 if capacity is None else sum(count > capacity for count in carried.values())


def _open_by_week(owner_ids: Sequence[int], earlier: Earlier) -> dict[str, int]:
    """The most leads that these had open at one time, week by week. A lead given up makes room before one is taken."""
    taken = _together(earlier.taken.get(owner, NOBODY) for owner in owner_ids)
    given_up = _together(earlier.given_up.get(owner, NOBODY) for owner in owner_ids)
    if not taken.size:
        return {}
    moments = np.concatenate([given_up, taken])
    steps = np.concatenate([np.full(given_up.size, -1), np.full(taken.size, 1)])
    order = np.lexsort((steps, moments))
    carried = np.cumsum(steps[order])
    weeks = (moments[order] - MONDAY) // WEEK
    found: dict[str, int] = {}
    before = 0
    for week in range(int(weeks[0]), int(weeks[-1]) + 1):
        first, end = np.searchsorted(weeks, [week, week + 1])
        most = max(before, int(carried[first:end].max())) if end > first else before
        before = int(carried[end - 1])
        if most:
            found[_day(week)] = most
    return found


def _together(each: Iterable[Moments]) -> Moments:
    return np.concatenate([NOBODY, *each])


def _day(week: int) -> str:
    return (EPOCH + timedelta(microseconds=MONDAY + week * WEEK)).strftime("%Y-%m-%d")
