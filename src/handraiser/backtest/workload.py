"""What owners and teams would get by week, as HTML: one line for each under both versions, then week by week."""

from html import escape

from handraiser.backtest.markup import Html, Links, counted, named, nothing, table
from handraiser.backtest.report import OwnerVolume, Report, TeamVolume

# So many weeks stand beside each other; a page cannot show years of them.
WEEKS = 26


def workload(report: Report, links: Links) -> str:
    """Totals of teams and owners, and the last weeks of each team."""
    lines = volumes(report)
    if not lines:
        return nothing("Nobody would have got a lead.")
    rows = [
        (
            _bold(volume),
            named(version),
            counted(links, sum(volume.by_week.values()), side=side, **_wanted(volume)),
            f"{max(volume.by_week.values(), default=0):,}",
            f"{volume.most_open:,}",
            capacity(volume),
            _above(volume),
        )
        for version, side, volume in lines
    ]
    head = (
        "Team and its owners",
        "Version",
        "Leads assigned",
        "In the fullest week",
        "Most open at one time",
        "Capacity, open leads",
        "Weeks above it",
    )
    return table(head, rows, numbers=(2, 3, 4, 5, 6)) + _weeks(lines, links)


def _weeks(lines: list[tuple[str, str, OwnerVolume | TeamVolume]], links: Links) -> str:
    """Leads got and, small, the most open at once; above the capacity in bold with a sign."""
    every = sorted({week for _, _, volume in lines for week in (*volume.by_week, *volume.open_by_week)})
    shown = every[-WEEKS:]
    rows = []
    for version, side, volume in lines:
        cells = [_cell(volume, week, side, links) for week in shown]
        rows.append((_bold(volume), named(version), *cells))
    cut = f", the last {WEEKS} of {len(every)} weeks" if len(every) > WEEKS else ""
    told = (
        f"By the Monday on which a week begins{cut}: leads assigned, and below them the most that were open at one time. "
        "Bold with an arrow: above the capacity."
    )
    numbers = tuple(range(2, len(shown) + 2))
    weeks = table(("Owner or team", "Version", *shown), rows, numbers=numbers)
    return f'<details class="card-body"><summary>Week by week</summary><p class="small quiet">{escape(told)}</p>{weeks}</details>'


def _cell(volume: OwnerVolume | TeamVolume, week: str, side: str, links: Links) -> Html:
    got, carried = volume.by_week.get(week, 0), volume.open_by_week.get(week, 0)
    if not got and not carried:
        return Html("")
    open_ = f'<span class="small quiet">{carried:,} open</span>'
    if volume.capacity is not None and carried > volume.capacity:
        open_ = f"<b>\u25b2 {carried:,} open</b>"
    return Html(f"{counted(links, got, side=side, week=week, **_wanted(volume))}<br>{open_}")


def volumes(report: Report) -> list[tuple[str, str, OwnerVolume | TeamVolume]]:
    """Each team and then its owners, both versions beside each other: (version, side, volume)."""
    found: list[tuple[tuple[str, bool, str, int], tuple[str, str, OwnerVolume | TeamVolume]]] = []
    for place, (version, key, side) in enumerate(
        (
            (f"draft {report.draft.number}", "draft", report.draft),
            (f"version {report.base.number}", "base", report.base),
        )
    ):
        for volume in side.volumes:
            is_owner = isinstance(volume, OwnerVolume)
            name = volume.owner if isinstance(volume, OwnerVolume) else volume.title
            found.append(((volume.team, is_owner, name, place), (version, key, volume)))
    return [line for _, line in sorted(found, key=lambda each: each[0])]


def _wanted(volume: OwnerVolume | TeamVolume) -> dict[str, str]:
    if isinstance(volume, TeamVolume):
        return {"team": volume.team}
    return {"owner": str(volume.owner_id) if volume.owner_id is not None else "nobody"}


def _bold(volume: OwnerVolume | TeamVolume) -> Html:
    if isinstance(volume, TeamVolume):
        return Html(f"<b>{escape(volume.title)}</b>, all")
    return Html(escape(volume.owner))


def capacity(volume: OwnerVolume | TeamVolume) -> str:
    """Nobody has none, and none can be missing."""
    if volume.capacity is not None:
        return f"{volume.capacity:,}"
    return "-" if isinstance(volume, OwnerVolume) and volume.owner_id is None else "not set"


def _above(volume: OwnerVolume | TeamVolume) -> Html:
    """Weeks above the capacity, marked where there are any."""
    if volume.capacity is None:
        return Html("-")
    return Html(f"<b>\u25b2 {volume.above:,}</b>" if volume.above else "0")
