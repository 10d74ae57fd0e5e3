"""Both versions beside each other: how they are called, and their cells in the tables of the report."""

from collections.abc import Mapping

from handraiser.backtest.report import Report, Side


def draft_name(report: Report) -> str:
    """How the version is called that is tried."""
    return f"draft {report.draft.number}"


def base_name(report: Report) -> str:
    """How the version is called that it is compared with."""
    return f"version {report.base.number}"


def sides(report: Report) -> tuple[tuple[str, str, Side], ...]:
    """The draft, then the other: (key of links, name, side)."""
    return (
        ("draft", draft_name(report), report.draft),
        ("base", base_name(report), report.base),
    )


def titles_of(report: Report) -> Mapping[str, str]:
    """The stages of both versions, by their keys; where both have one, as the draft calls it."""
    return {flow.stage: flow.title for side in (report.base, report.draft) for flow in side.flows}


def teams_of(report: Report) -> Mapping[str, str]:
    """The titles of the teams that got leads, by their keys."""
    return {team.team: team.title for _, _, side in sides(report) for team in side.teams}


def place(told: str, titles: Mapping[str, str]) -> str:
    """Where a lead stands in the end, such as `mql, recycled`, with the stage by its title."""
    stage, comma, outcome = told.partition(", ")
    return f"{titles.get(stage, stage)}{comma}{outcome}"
